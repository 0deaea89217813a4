import { done, type InputOf, type OutputOf } from "../../lib/define.ts";
import { found, Refusal } from "../../lib/refusal.ts";
import { type Context, scopeOf, staffOf } from "../../server/context.ts";
import { onDuplicate } from "../../server/db.ts";
import type { changeViewEndpoint, likeListEndpoint, listViewsEndpoint, saveViewEndpoint } from "./views.contract.ts";
import * as store from "./views.store.ts";

const MOST_VIEWS = 20;
const DAY_MS = 86_400_000;
type ById = { viewId: string };

const mayChange = (ctx: Context, view: store.ViewRecord) =>
  view.ownerId === staffOf(ctx).id || (view.shared && scopeOf(ctx, "brands.manage") !== null);

/** The view, if the acting person may change it; another's own is not there for him. */
async function accessView(ctx: Context, viewId: string, isRemoved = false): Promise<store.ViewRecord> {
  const view = found(await store.lockView(ctx.db, ctx.brand.id, viewId, isRemoved), "views.missing");
  if (mayChange(ctx, view)) return view;
  throw view.shared ? new Refusal("forbidden", "views.of-another", { name: view.ownerName }) : new Refusal("missing", "views.missing");
}

export async function listViews(ctx: Context, { list }: InputOf<typeof listViewsEndpoint>): Promise<OutputOf<typeof listViewsEndpoint>> {
  const staff = staffOf(ctx);
  const views = await store.listViews(ctx.db, ctx.brand.id, list, staff.id);
  const { columns, defaultViewId } = await store.findPreference(ctx.db, ctx.brand.id, staff.id, list);
  return {
    items: views.map((view) => {
      const { id, name, shared, query, ownerName, updatedAt } = view;
      return { id, name, shared, query, ownerName, updatedAt, isOwn: view.ownerId === staff.id, canChange: mayChange(ctx, view) };
    }),
    columns,
    defaultViewId: views.some((view) => view.id === defaultViewId) ? defaultViewId : null,
  };
}

const takenName = (name: string) => onDuplicate("saved_views_by_name", "views.name-taken", { name });

export async function saveView(outer: Context, input: InputOf<typeof saveViewEndpoint>): Promise<{ id: string }> {
  return outer.transaction(async (ctx) => {
    const ownerId = staffOf(ctx).id;
    if ((await store.countViews(ctx.db, ctx.brand.id, input.list, ownerId)) >= MOST_VIEWS)
      throw new Refusal("limited", "views.too-many", { most: MOST_VIEWS });
    const id = ctx.newId();
    await store.insertView(ctx.db, ctx.brand.id, { ...input, id, ownerId }, ctx.now).catch(takenName(input.name));
    await ctx.audit({ action: "views.save", targetKind: "view", targetId: id, after: input });
    return { id };
  });
}

export async function changeView(outer: Context, { viewId, ...change }: InputOf<typeof changeViewEndpoint>) {
  return outer.transaction(async (ctx) => {
    const view = await accessView(ctx, viewId);
    const before = { name: view.name, shared: view.shared, query: view.query };
    const after = {
      name: change.name ?? before.name,
      shared: change.shared ?? before.shared,
      query: change.query ?? before.query,
    };
    await store.updateView(ctx.db, ctx.brand.id, { id: viewId, ...after }, ctx.now).catch(takenName(after.name));
    await ctx.audit({ action: "views.change", targetKind: "view", targetId: viewId, before, after });
    return done;
  });
}

export async function removeView(outer: Context, { viewId }: ById) {
  return outer.transaction(async (ctx) => {
    const { name, shared } = await accessView(ctx, viewId);
    await store.markRemoved(ctx.db, ctx.brand.id, viewId, ctx.now);
    await ctx.audit({ action: "views.remove", targetKind: "view", targetId: viewId, before: { name, shared } });
    return done;
  });
}

export async function restoreView(outer: Context, { viewId }: ById) {
  return outer.transaction(async (ctx) => {
    const { name, shared } = await accessView(ctx, viewId, true);
    await store.markRemoved(ctx.db, ctx.brand.id, viewId, null).catch(takenName(name));
    await ctx.audit({ action: "views.restore", targetKind: "view", targetId: viewId, after: { name, shared } });
    return done;
  });
}

export async function likeList(outer: Context, { list, ...liked }: InputOf<typeof likeListEndpoint>) {
  return outer.transaction(async (ctx) => {
    const staffId = staffOf(ctx).id;
    const before = await store.findPreference(ctx.db, ctx.brand.id, staffId, list);
    if (liked.defaultViewId) {
      const seen = await store.listViews(ctx.db, ctx.brand.id, list, staffId);
      if (!seen.some((view) => view.id === liked.defaultViewId)) throw new Refusal("missing", "views.missing");
    }
    const after = {
      columns: liked.columns ?? before.columns,
      defaultViewId: liked.defaultViewId === undefined ? before.defaultViewId : liked.defaultViewId,
    };
    await store.savePreference(ctx.db, ctx.brand.id, staffId, list, after, ctx.now);
    return done;
  });
}

/** Removed views cannot be taken back after a day. */
export async function forgetViews(ctx: Context): Promise<number> {
  return store.deleteRemoved(ctx.db, ctx.brand.id, new Date(ctx.now.getTime() - DAY_MS));
}
