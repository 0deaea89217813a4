import type { PlatformLine } from "../../channels/channel.ts";
import { batchGetByUser, MAX_USERS_PER_BATCH } from "../../channels/wecom/wecom.calls.ts";
import type { WireCustomer } from "../../channels/wecom/people.wire.ts";
import { hasErrcode, WecomError } from "../../channels/wecom/wecom.errors.ts";
import { endUnseen, landRelations } from "./customers.actions.ts";
import { readRelation } from "./customers.rules.ts";
import * as staff from "./staff.store.ts";
import type { SyncWalk } from "./sync-walk.actions.ts";

/** Relations written in one transaction: some pages together. */
const RELATIONS_AT_ONCE = 1_000;

/** Customers of all staff who have any, a hundred staff at a time; a relation not seen has ended. */
export async function syncCustomers(walk: SyncWalk, line: PlatformLine): Promise<void> {
  const { ctx, corp } = walk.open;
  await walk.begin("customers", await staff.countFollowers(ctx.db, ctx.brand.id, corp.corp));
  for (;;) {
    walk.checkStopped();
    const userIds = await staff.listFollowers(ctx.db, ctx.brand.id, corp.corp, walk.at.after, MAX_USERS_PER_BATCH);
    const last = userIds.at(-1);
    if (!last) return;
    const problems = await readCustomers(walk, line, userIds);
    await ctx.transaction(async (inside) => {
      await staff.noteProblems(inside.db, inside.brand.id, corp.corp, userIds, problems);
      const readable = userIds.filter((id) => !problems.has(id));
      const lost = await endUnseen(inside, corp.corp, readable, walk.lookedAt);
      const differed = await walk.differ(
        inside,
        lost.map((one) => ({
          kind: "customer",
          key: one.externalId,
          name: one.userId,
          what: { relation: { ours: one.userId, theirs: "" } },
          since: corp.reconciledAt,
        })),
      );
      await walk.save(
        inside,
        { after: last, cursor: "", done: walk.at.done + userIds.length },
        { changed: lost.length, problems: problems.size, ...differed },
      );
    });
  }
}

/** All pages of these staff, the next read while the last is written; answers whose customers could not be read, with the code. */
async function readCustomers(walk: SyncWalk, line: PlatformLine, userIds: readonly string[]): Promise<Map<string, number>> {
  const problems = new Map<string, number>();
  let waiting: WireCustomer[] = [];
  for (let ahead = askBatch(line, userIds, walk.at.cursor); ;) {
    const read = await ahead;
    if ("errcode" in read) return read.errcode === NO_CUSTOMERS ? problems : perUser(walk, line, userIds, read.errcode, problems);
    for (const id of read.unlicensed) problems.set(id, UNLICENSED);
    waiting.push(...read.items);
    const isLast = read.cursor === "" || read.items.length === 0;
    if (isLast) {
      await landPage(walk, waiting, "");
      return problems;
    }
    ahead = askBatch(line, userIds, read.cursor);
    if (waiting.length < RELATIONS_AT_ONCE) continue;
    await beside(ahead, landPage(walk, waiting, read.cursor));
    waiting = [];
    walk.checkStopped();
  }
}

/** Does a piece of work while a call is on its way: where the work fails, the call is waited for and its answer let go. */
async function beside(call: Promise<unknown>, work: Promise<void>): Promise<void> {
  try {
    await work;
  } catch (error) {
    await call.catch(() => undefined);
    throw error;
  }
}

const NO_CUSTOMERS = 84061;
const UNLICENSED = 701_008;

type Batch = Awaited<ReturnType<typeof batchGetByUser>> | { errcode: number };

/** A page; where one of the staff cannot be read the platform refuses them all. */
async function askBatch(line: PlatformLine, userIds: readonly string[], cursor: string): Promise<Batch> {
  try {
    return await batchGetByUser(line, { userIds, cursor });
  } catch (error) {
    if (cursor !== "" && hasErrcode(error, 50100)) return askBatch(line, userIds, "");
    if (
      error instanceof WecomError &&
      (error.kind === "gone" || error.kind === "setup" || error.kind === "data") &&
      error.errcode !== 48002
    )
      return { errcode: error.errcode };
    throw error;
  }
}

/** Each for himself, so that one who cannot be read does not stand before the others. */
async function perUser(
  walk: SyncWalk,
  line: PlatformLine,
  userIds: readonly string[],
  errcode: number,
  problems: Map<string, number>,
): Promise<Map<string, number>> {
  const [only, another] = userIds;
  if (only && !another) return problems.set(only, errcode);
  for (const userId of userIds) for (const [id, problem] of await readCustomers(walk, line, [userId])) problems.set(id, problem);
  return problems;
}

async function landPage(walk: SyncWalk, customers: readonly WireCustomer[], cursor: string): Promise<void> {
  const { ctx, corp } = walk.open;
  await ctx.transaction(async (inside) => {
    const nowMs = inside.now.getTime();
    const relations = customers.map((one) => readRelation(one.external_contact, one.follow_info, nowMs));
    const changed = await landRelations(inside, corp.corp, relations);
    const differed = await walk.differ(
      inside,
      changed
        .filter((one) => one.isNew || one.isBack)
        .map((one) => ({
          kind: "customer",
          key: one.externalId,
          name: one.userId,
          what: { relation: { ours: "", theirs: one.userId } },
          since: corp.reconciledAt,
        })),
    );
    await walk.save(inside, { cursor }, { customers: customers.length, changed: changed.length, ...differed });
  });
  await walk.refresh();
}
