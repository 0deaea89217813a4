import { type Route, route } from "../../server/module.ts";
import * as columns from "./columns.actions.ts";
import * as columnContract from "./columns.contract.ts";
import * as contents from "./contents.actions.ts";
import * as contract from "./contents.contract.ts";
import * as folders from "./folders.actions.ts";
import * as library from "./library.actions.ts";
import * as usable from "./usable.actions.ts";

export const contentsRoutes: readonly Route[] = [
  route(contract.listContentsEndpoint, library.listContents),
  route(contract.showContentEndpoint, library.showContent),
  route(contract.createContentEndpoint, contents.createContent),
  route(contract.saveContentEndpoint, contents.saveContent),
  route(contract.moveContentEndpoint, contents.moveContent),
  route(contract.fileContentsEndpoint, contents.fileContents),
  route(contract.contentOverviewEndpoint, folders.showOverview),
  route(contract.addFolderEndpoint, folders.addFolder),
  route(contract.renameFolderEndpoint, folders.renameFolder),
  route(contract.moveFolderEndpoint, folders.moveFolder),
  route(contract.removeFolderEndpoint, folders.removeFolder),
  route(contract.previewVariablesEndpoint, usable.showPreviewVariables),
  route(columnContract.columnWeekEndpoint, columns.showColumnWeek),
  route(columnContract.addColumnEndpoint, columns.addColumn),
  route(columnContract.changeColumnEndpoint, columns.changeColumn),
  route(columnContract.archiveColumnEndpoint, columns.archiveColumn),
  route(columnContract.fillSlotEndpoint, columns.fillSlot),
];
