import { type Route, route } from "../../server/module.ts";
import * as views from "./views.actions.ts";
import * as contract from "./views.contract.ts";

export const viewsRoutes: readonly Route[] = [
  route(contract.listViewsEndpoint, views.listViews),
  route(contract.saveViewEndpoint, views.saveView),
  route(contract.likeListEndpoint, views.likeList),
  route(contract.changeViewEndpoint, views.changeView),
  route(contract.removeViewEndpoint, views.removeView),
  route(contract.restoreViewEndpoint, views.restoreView),
];
