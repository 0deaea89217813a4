import { done, type InputOf } from "../../lib/define.ts";
import { Refusal } from "../../lib/refusal.ts";
import type { Context } from "../../server/context.ts";
import { linkAccount } from "../groups/index.ts";
import { openCorpOf } from "./corps.actions.ts";
import type { linkWecomStaffEndpoint, listWecomStaffEndpoint, WecomStaff } from "./staff.contract.ts";
import * as store from "./staff-list.store.ts";

export async function listWecomStaff(
  ctx: Context,
  input: InputOf<typeof listWecomStaffEndpoint>,
): Promise<{ items: WecomStaff[]; nextCursor: string | null; total: number }> {
  const { corp } = await openCorpOf(ctx, input.connectionId);
  const ask = { q: input.q ?? "", filter: input.filter };
  const offset = Number(input.cursor ?? 0) || 0;
  const rows = await store.listStaff(ctx.db, ctx.brand.id, corp.corp, { ...ask, offset, limit: input.limit });
  const isMore = rows.length > input.limit;
  const total = await store.countStaff(ctx.db, ctx.brand.id, corp.corp, ask);
  return { items: rows.slice(0, input.limit), nextCursor: isMore ? String(offset + input.limit) : null, total };
}

export async function linkWecomStaff(outer: Context, input: InputOf<typeof linkWecomStaffEndpoint>) {
  const { corp } = await openCorpOf(outer, input.connectionId);
  return outer.transaction(async (ctx) => {
    const known = await store.listLinkable(ctx.db, ctx.brand.id, corp.corp, input.links);
    for (const { accountId, staffId } of input.links) {
      if (!known.accounts.has(accountId)) throw new Refusal("missing", "wecom.user-missing");
      if (staffId && !known.staff.has(staffId)) throw new Refusal("missing", "groups.staff-missing");
      await linkAccount(ctx, { accountId, staffId });
    }
    return done;
  });
}

export async function linkSuggested(outer: Context, input: { connectionId: string }): Promise<{ linked: number }> {
  const { corp } = await openCorpOf(outer, input.connectionId);
  return outer.transaction(async (ctx) => {
    const links = await store.listSuggested(ctx.db, ctx.brand.id, corp.corp);
    for (const link of links) await linkAccount(ctx, link);
    return { linked: links.length };
  });
}
