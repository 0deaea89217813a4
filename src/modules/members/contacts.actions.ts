import type { Context } from "../../server/context.ts";
import * as store from "./contacts.store.ts";
import { holdWholes, lockListed } from "./members.store.ts";
import { recountOrgs } from "./seat.store.ts";

const BATCH = 2_000;
const ACCOUNTS_AT_ONCE = 20;

/** Accounts know these people outside of groups: they are in sight in the units of the accounts' colleagues, and stay so when the contact ends. */
export async function keepContacts(ctx: Context, contacts: readonly store.Contact[]): Promise<void> {
  if (contacts.length === 0) return;
  await holdWholes(
    ctx.db,
    ctx.brand.id,
    contacts.map((one) => one.memberId),
  );
  const fresh = await store.insertContacts(ctx.db, ctx.brand.id, contacts);
  if (fresh.length === 0) return;
  await store.placeAccounts(ctx.db, ctx.brand.id, [...new Set(fresh.map((one) => one.accountId))]);
  await store.insertContactOrgs(ctx.db, ctx.brand.id, fresh);
}

/** An account that is another colleague's now, or whose colleague moved, takes the sight of its contacts with it. Answers how many did. */
export async function followAccounts(outer: Context): Promise<number> {
  const moved = await store.listMovedAccounts(outer.db, outer.brand.id, ACCOUNTS_AT_ONCE);
  for (const one of moved) {
    await outer.transaction(async (ctx) => {
      await store.moveAccount(ctx.db, ctx.brand.id, one);
      const memberIds = await lockListed(ctx.db, ctx.brand.id, () => store.listMembersOfAccount(ctx.db, ctx.brand.id, one.accountId));
      for (let at = 0; at < memberIds.length; at += BATCH) await recountOrgs(ctx.db, ctx.brand.id, memberIds.slice(at, at + BATCH));
    });
  }
  return moved.length;
}
