import type { WireUser } from "../../channels/wecom/people.wire.ts";
import type { Context } from "../../server/context.ts";
import { ensureAccounts } from "../groups/index.ts";
import * as store from "./staff.store.ts";

const states: Record<number, store.UserWrite["state"]> = { 1: "active", 2: "disabled", 4: "inactive", 5: "left" };

/** One person may stand in several departments: told once for each, kept once with all. */
function gather(users: readonly WireUser[]): WireUser[] {
  const byId = new Map<string, WireUser>();
  for (const user of users) {
    const known = byId.get(user.userid);
    const department = [...new Set([...(known?.department ?? []), ...user.department])].sort((a, b) => a - b);
    byId.set(user.userid, { ...user, name: user.name || (known?.name ?? ""), department });
  }
  return [...byId.values()];
}

/** Staff as the platform tells them, each with an account; answers whose row is new or otherwise. */
export async function landUsers(outer: Context, corp: string, users: readonly WireUser[]): Promise<string[]> {
  const told = gather(users);
  if (told.length === 0) return [];
  return outer.transaction(async (ctx) => {
    const accounts = await ensureAccounts(ctx, {
      channel: "wecom",
      scope: corp,
      accounts: told.map((user) => ({ externalId: user.userid, name: user.name || user.userid })),
    });
    const rows = told.map((user) => ({
      userId: user.userid,
      accountId: accounts.get(user.userid) ?? "",
      name: user.name || user.userid,
      departments: user.department,
      mobile: user.mobile,
      position: user.position,
      state: states[user.status ?? 1] ?? "active",
    }));
    return store.upsertUsers(ctx.db, ctx.brand.id, corp, rows, ctx.now);
  });
}

export interface KnownUser {
  userId: string;
  accountId: string;
  staffId: string | null;
  name: string;
}

/** These people of the corp, whoever was not known noted by his id alone: owners and followers may stand outside of the app's range. */
export async function usersOf(outer: Context, corp: string, userIds: readonly string[]): Promise<Map<string, KnownUser>> {
  const asked = [...new Set(userIds)].filter(Boolean);
  if (asked.length === 0) return new Map();
  return outer.transaction(async (ctx) => {
    const known = await store.listUsersById(ctx.db, ctx.brand.id, corp, asked);
    const there = new Set(known.map((one) => one.userId));
    const unknown = asked.filter((id) => !there.has(id));
    if (unknown.length === 0) return new Map(known.map((one) => [one.userId, one]));
    await landUsers(
      ctx,
      corp,
      unknown.map((userid) => ({ userid, name: "", department: [], mobile: "", position: "", avatar: "" })),
    );
    const all = await store.listUsersById(ctx.db, ctx.brand.id, corp, asked);
    return new Map(all.map((one) => [one.userId, one]));
  });
}
