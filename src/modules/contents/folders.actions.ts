import { done } from "../../lib/define.ts";
import { found, Refusal } from "../../lib/refusal.ts";
import type { Context } from "../../server/context.ts";
import { onDuplicate } from "../../server/db.ts";
import { decideFolderAdd, decideFolderMove, FOLDER_DEPTH_LIMIT, type FolderPlace, type FolderVerdict } from "./folders.rules.ts";
import { sortFolders } from "./folder-tree.rules.ts";
import * as store from "./folders.store.ts";

export async function showOverview(ctx: Context) {
  const [folders, counts] = [sortFolders(await store.listFolders(ctx.db, ctx.brand.id)), await store.countContents(ctx.db, ctx.brand.id)];
  const of = (state: string) => counts.find((row) => row.state === state)?.contents ?? 0;
  const living = counts.filter((row) => row.state !== "retired");
  return {
    total: living.reduce((sum, row) => sum + row.contents, 0),
    unfiled: living.reduce((sum, row) => sum + row.unfiled, 0),
    states: { draft: of("draft"), pending: of("pending"), approved: of("approved"), retired: of("retired") },
    folders,
  };
}

const placeOf = (folders: readonly FolderPlace[], id: string) =>
  found(
    folders.find((one) => one.id === id),
    "contents.folder-missing",
  );

function refuseUnfit(decision: FolderVerdict): void {
  if (decision.verdict !== "refuse") return;
  if (decision.reason === "too-deep") throw new Refusal("invalid", "contents.folder-too-deep", { limit: FOLDER_DEPTH_LIMIT });
  throw new Refusal("invalid", "contents.folder-into-itself");
}

export async function addFolder(outer: Context, input: { parentId: string | null; name: string }): Promise<{ id: string }> {
  return outer.transaction(async (ctx) => {
    const folders = await store.lockFolders(ctx.db, ctx.brand.id);
    if (input.parentId !== null) placeOf(folders, input.parentId);
    refuseUnfit(decideFolderAdd(folders, input.parentId));
    const id = ctx.newId();
    await store
      .insertFolder(ctx.db, ctx.brand.id, { id, parentId: input.parentId, name: input.name, at: ctx.now })
      .catch(onDuplicate("content_folders_by_name", "contents.folder-name-taken", { name: input.name }));
    await ctx.audit({ action: "contents.add-folder", targetKind: "content-folder", targetId: id, after: input });
    return { id };
  });
}

/** Puts a folder with all below it into another, or on the first level. */
export async function moveFolder(outer: Context, input: { folderId: string; parentId: string | null }) {
  return outer.transaction(async (ctx) => {
    const folders = await store.lockFolders(ctx.db, ctx.brand.id);
    if (input.parentId !== null) placeOf(folders, input.parentId);
    const folder = found(await store.findFolder(ctx.db, ctx.brand.id, input.folderId), "contents.folder-missing");
    refuseUnfit(decideFolderMove(folders, folder.id, input.parentId));
    if (folder.parentId === input.parentId) return done;
    await store
      .moveFolder(ctx.db, ctx.brand.id, folder.id, input.parentId)
      .catch(onDuplicate("content_folders_by_name", "contents.folder-name-taken", { name: folder.name }));
    await ctx.audit({
      action: "contents.move-folder",
      targetKind: "content-folder",
      targetId: folder.id,
      before: { parentId: folder.parentId },
      after: { parentId: input.parentId },
    });
    return done;
  });
}

export async function renameFolder(outer: Context, input: { folderId: string; name: string }) {
  return outer.transaction(async (ctx) => {
    const folder = found(await store.findFolder(ctx.db, ctx.brand.id, input.folderId), "contents.folder-missing");
    await store
      .renameFolder(ctx.db, ctx.brand.id, folder.id, input.name)
      .catch(onDuplicate("content_folders_by_name", "contents.folder-name-taken", { name: input.name }));
    await ctx.audit({
      action: "contents.rename-folder",
      targetKind: "content-folder",
      targetId: folder.id,
      before: { name: folder.name },
      after: { name: input.name },
    });
    return done;
  });
}

export async function removeFolder(outer: Context, input: { folderId: string }) {
  return outer.transaction(async (ctx) => {
    await store.lockFolders(ctx.db, ctx.brand.id);
    const folder = found(await store.findFolder(ctx.db, ctx.brand.id, input.folderId), "contents.folder-missing");
    const held = await store.countInFolder(ctx.db, ctx.brand.id, folder.id);
    if (held.folders + held.contents > 0) throw new Refusal("conflict", "contents.folder-not-empty", held);
    await store.deleteFolder(ctx.db, ctx.brand.id, folder.id);
    await ctx.audit({ action: "contents.remove-folder", targetKind: "content-folder", targetId: folder.id, before: { name: folder.name } });
    return done;
  });
}
