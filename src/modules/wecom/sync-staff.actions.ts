import type { PlatformLine } from "../../channels/channel.ts";
import { listCorpTags, listDepartments, listFollowUsers, listUsers } from "../../channels/wecom/wecom.calls.ts";
import { eachAtOnce } from "./at-once.actions.ts";
import { landUsers, usersOf } from "./staff.actions.ts";
import * as staff from "./staff.store.ts";
import type { SyncWalk } from "./sync-walk.actions.ts";
import { landTags } from "./tags.actions.ts";

const CALLS_AT_ONCE = 8;
const DEPARTMENTS_AT_ONCE = 40;

/** Staff of every department the app sees, and who of them may have customers. */
export async function syncStaff(walk: SyncWalk, line: PlatformLine): Promise<void> {
  const { ctx, corp } = walk.open;
  const departments = (await listDepartments(line)).map((one) => one.id).sort((a, b) => a - b);
  await walk.begin("staff", departments.length);
  const first = departments.findIndex((id) => id > Number(walk.at.after || -1));
  for (let from = first === -1 ? departments.length : first; from < departments.length; from += DEPARTMENTS_AT_ONCE) {
    walk.checkStopped();
    const some = departments.slice(from, from + DEPARTMENTS_AT_ONCE);
    const told = await eachAtOnce(some, CALLS_AT_ONCE, (id) => listUsers(line, id));
    await ctx.transaction(async (inside) => {
      const users = told.flat();
      const changed = await landUsers(inside, corp.corp, users);
      const differed = await walk.differ(
        inside,
        changed.map((key) => ({ kind: "staff", key, name: key, what: {}, since: corp.reconciledAt })),
      );
      const done = Math.min(departments.length, from + some.length);
      await walk.save(
        inside,
        { after: String(some.at(-1)), done },
        { staff: new Set(users.map((user) => user.userid)).size, changed: changed.length, ...differed },
      );
    });
  }
  const followers = await listFollowUsers(line);
  await ctx.transaction(async (inside) => {
    await usersOf(inside, corp.corp, followers);
    const left = await staff.markLeft(inside.db, inside.brand.id, corp.corp, walk.lookedAt);
    await staff.markFollowers(inside.db, inside.brand.id, corp.corp, followers);
    await walk.save(inside, {}, { changed: left.length });
  });
}

export async function syncTags(walk: SyncWalk, line: PlatformLine): Promise<void> {
  const { ctx } = walk.open;
  const told = await listCorpTags(line);
  await walk.begin("tags", told.length);
  const { added, renamed, gone } = await landTags(ctx, walk.open.corp.corp, told);
  const tags = told.reduce((sum, group) => sum + group.tag.length, 0);
  await ctx.transaction(async (inside) => {
    const differed = await walk.differ(inside, [
      ...added.map((name) => ({
        kind: "tag" as const,
        key: name,
        name,
        what: { tag: { ours: "", theirs: name } },
        since: walk.open.corp.reconciledAt,
      })),
      ...gone.map((name) => ({
        kind: "tag" as const,
        key: name,
        name,
        what: { tag: { ours: name, theirs: "" } },
        since: walk.open.corp.reconciledAt,
      })),
    ]);
    await walk.save(inside, { done: told.length }, { tags, changed: added.length + renamed.length + gone.length, ...differed });
  });
}
