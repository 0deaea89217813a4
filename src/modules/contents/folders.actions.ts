import { done } from "../../lib/define.ts";
import { found, Refusal } from "../../lib/refusal.ts";
import type { Context } from "../../server/context.ts";
import { onDuplicate } from "../../server/db.ts";
import * as store from "./folders.store.ts";

/** A tree deeper than this is not found again by people. */
const MAX_DEPTH = 3;

export async function showOverview(ctx: Context) {
  const [folders, counts] = [await store.listFolders(ctx.db, ctx.brand.id), await store.countContents(ctx.db, ctx.brand.id)];
  const of = (state: string) => counts.find((row) => row.state === state)?.contents ?? 0;
  const living = counts.filter((row) => row.state !== "retired");
  return {
    total: living.reduce((sum, row) => sum + row.contents, 0),
    unfiled: living.reduce((sum, row) => sum + row.unfiled, 0),
    states: { draft: of("draft"), pending: of("pending"), approved: of("approved"), retired: of("retired") },
    folders,
  };
}

async function depthOf(ctx: Context, folderId: string | null): Promise<number> {
  let depth = 0;
  for (let id = folderId; id !== null && depth <= MAX_DEPTH; depth++) {
    id = found(await store.findFolder(ctx.db, ctx.brand.id, id), "contents.folder-missing").parentId;
  }
  return depth;
}

export async function addFolder(outer: Context, input: { parentId: string | null; name: string }): Promise<{ id: string }> {
  return outer.transaction(async (ctx) => {
    if ((await depthOf(ctx, input.parentId)) >= MAX_DEPTH) throw new Refusal("invalid", "contents.folder-too-deep", { limit: MAX_DEPTH });
    const id = ctx.newId();
    await store
      .insertFolder(ctx.db, ctx.brand.id, { id, parentId: input.parentId, name: input.name, at: ctx.now })
      .catch(onDuplicate("content_folders_by_name", "contents.folder-name-taken", { name: input.name }));
    await ctx.audit({ action: "contents.add-folder", targetKind: "content-folder", targetId: id, after: input });
    return { id };
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
    const folder = found(await store.findFolder(ctx.db, ctx.brand.id, input.folderId), "contents.folder-missing");
    const held = await store.countInFolder(ctx.db, ctx.brand.id, folder.id);
    if (held.folders + held.contents > 0) throw new Refusal("conflict", "contents.folder-not-empty", held);
    await store.deleteFolder(ctx.db, ctx.brand.id, folder.id);
    await ctx.audit({ action: "contents.remove-folder", targetKind: "content-folder", targetId: folder.id, before: { name: folder.name } });
    return done;
  });
}
