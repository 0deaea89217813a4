import { LineDown, LineLost } from "../../channels/channel.ts";
import { getCustomer, getGroupChat, listCorpTags } from "../../channels/wecom/wecom.calls.ts";
import { hasErrcode, WecomError } from "../../channels/wecom/wecom.errors.ts";
import type { WireGroupChat } from "../../channels/wecom/groups.wire.ts";
import type { PlatformLine } from "../../channels/channel.ts";
import type { Context } from "../../server/context.ts";
import { eachAtOnce } from "./at-once.actions.ts";
import { type OpenCorp, openCorps } from "./corps.actions.ts";
import { landCustomer } from "./customers.actions.ts";
import { readRelation, type TakenRelation } from "./customers.rules.ts";
import { dissolveGroups, landGroups } from "./groups.actions.ts";
import { LAG_TRIES, retryDelayMs } from "./groups.rules.ts";
import { listChats } from "./groups.store.ts";
import * as store from "./pulls.store.ts";
import { describeStrangers } from "./seats.actions.ts";
import { landTags } from "./tags.actions.ts";

const AT_ONCE = 8;
const LEASE_MS = 120_000;
/** The group is dissolved or was never a customers' group of ours; the customer stands in no relation. */
const GROUP_GONE = [49008, 90509, 90501] as const;
const CUSTOMER_GONE = [84061, 40096, 84083, 84084] as const;
const MOST_TRIES = 12;

type Read =
  | { pull: store.Pull; got: "customer"; relations: TakenRelation[] }
  | { pull: store.Pull; got: "group"; chat: WireGroupChat }
  | { pull: store.Pull; got: "gone" }
  | { pull: store.Pull; got: "later"; delayMs: number; failure: string | null }
  | { pull: store.Pull; got: "done" };

/** Reads again what was asked for, so far as it is due; answers how much. */
export async function runPulls(open: OpenCorp, limit: number): Promise<number> {
  const { ctx, corp } = open;
  const ask = { now: ctx.now, until: new Date(ctx.now.getTime() + LEASE_MS), limit };
  const pulls = await ctx.transaction((inside) => store.claimPulls(inside.db, inside.brand.id, corp.corp, ask));
  if (pulls.length === 0) return 0;
  const reads = await readAll(open, pulls);
  await landReads(open, await holdStale(ctx, corp.corp, reads));
  return pulls.length;
}

export async function runDuePulls(ctx: Context): Promise<number> {
  if (!(await store.hasDuePulls(ctx.db, ctx.brand.id, ctx.now))) return 0;
  let count = 0;
  for (const open of await openCorps(ctx)) count += await runPulls(open, 200);
  return count;
}

async function readAll(open: OpenCorp, pulls: readonly store.Pull[]): Promise<Read[]> {
  const line = await open.line();
  return eachAtOnce(pulls, AT_ONCE, async (pull) => {
    try {
      return await readOne(open, line, pull);
    } catch (error) {
      return failed(open.ctx, pull, error);
    }
  });
}

async function readOne(open: OpenCorp, line: PlatformLine, pull: store.Pull): Promise<Read> {
  switch (pull.kind) {
    case "group":
      return { pull, got: "group", chat: await getGroupChat(line, pull.key) };
    case "customer":
      return { pull, got: "customer", relations: await readCustomer(line, pull.key, open.ctx.now.getTime()) };
    case "tags":
      await landTags(open.ctx, open.corp.corp, await listCorpTags(line));
      return { pull, got: "done" };
    case "user":
      return { pull, got: "done" };
  }
}

/** All relations of a customer; those with more than 500 come in pages. */
async function readCustomer(line: PlatformLine, externalId: string, nowMs: number): Promise<TakenRelation[]> {
  const relations: TakenRelation[] = [];
  for (let cursor = ""; ;) {
    const page = await getCustomer(line, externalId, cursor);
    relations.push(...page.follow_user.map((follow) => readRelation(page.external_contact, follow, nowMs)));
    if (!page.next_cursor || page.follow_user.length === 0) return relations;
    cursor = page.next_cursor;
  }
}

function failed(ctx: Context, pull: store.Pull, error: unknown): Read {
  const gone = pull.kind === "group" ? GROUP_GONE : CUSTOMER_GONE;
  if (hasErrcode(error, ...gone)) return { pull, got: "gone" };
  if (!(error instanceof WecomError || error instanceof LineDown || error instanceof LineLost)) throw error;
  const delayMs =
    error instanceof LineDown && error.retryAtMs !== null ? Math.max(1_000, error.retryAtMs - ctx.now.getTime()) : retryDelayMs(pull.tries);
  return { pull, got: "later", delayMs, failure: error.message.slice(0, 300) };
}

/** An answer older than what was told of the group is asked for again, a few times: then what was told was lost, and the answer holds. */
async function holdStale(ctx: Context, corp: string, reads: readonly Read[]): Promise<Read[]> {
  const chats = reads.flatMap((read) => (read.got === "group" ? [read.chat.chat_id] : []));
  const rows = new Map((await listChats(ctx.db, ctx.brand.id, corp, chats)).map((row) => [row.chatId, row]));
  return reads.map((read) => {
    if (read.got !== "group" || read.pull.tries >= LAG_TRIES) return read;
    const row = rows.get(read.chat.chat_id);
    const isPassed = row?.recentVersions.includes(read.chat.member_version) ?? false;
    const isBehind = isOlder(read.chat.member_version, read.pull.toldVersion, row);
    return isBehind || isPassed ? { pull: read.pull, got: "later", delayMs: retryDelayMs(read.pull.tries), failure: null } : read;
  });
}

/** Older than what was told: it is neither that, nor where we stand, and what was told does not lie behind us. */
function isOlder(version: string, told: string | null, row: { memberVersion: string; recentVersions: string[] } | undefined): boolean {
  if (!told || version === told || version === row?.memberVersion) return false;
  return !(row?.recentVersions.includes(told) ?? false);
}

async function landReads({ ctx, corp }: OpenCorp, reads: readonly Read[]): Promise<void> {
  const done: store.Pull[] = reads.filter((read) => read.got !== "later").map((read) => read.pull);
  const chats = reads.flatMap((read) => (read.got === "group" ? [read.chat] : []));
  await describeStrangers(ctx, corp.corp, await landGroups(ctx, corp, chats, true));
  for (const read of reads) {
    if (read.got === "customer") await landCustomer(ctx, corp.corp, read.pull.key, read.relations);
    if (read.got === "gone" && read.pull.kind === "customer") await landCustomer(ctx, corp.corp, read.pull.key, []);
  }
  await dissolveGroups(
    ctx,
    corp.corp,
    reads.flatMap((read) => (read.got === "gone" && read.pull.kind === "group" ? [read.pull.key] : [])),
  );
  await ctx.transaction(async (inside) => {
    if (done.length > 0) await store.endPulls(inside.db, inside.brand.id, done, inside.now);
    const later = reads.flatMap((read) => (read.got === "later" ? [laterOf(inside, read)] : []));
    if (later.length > 0) await store.deferPulls(inside.db, inside.brand.id, later);
  });
}

function laterOf(ctx: Context, read: Extract<Read, { got: "later" }>) {
  const waitMs = read.pull.tries >= MOST_TRIES ? 3_600_000 : read.delayMs;
  return { pull: read.pull, dueAt: new Date(ctx.now.getTime() + waitMs), failure: read.failure };
}
