import type { PlatformLine } from "../../channels/channel.ts";
import { getContactWay, getJoinWay, listContactWays } from "../../channels/wecom/wecom.calls.ts";
import { hasErrcode } from "../../channels/wecom/wecom.errors.ts";
import type { Context } from "../../server/context.ts";
import { refreshJoinCode } from "./codes.actions.ts";
import { placeGroups, listGroupsByChat } from "./code-groups.store.ts";
import * as store from "./codes.store.ts";
import { type OpenCorp, openCorps } from "./corps.actions.ts";
import { keepPicture } from "./pictures.actions.ts";
import { askPulls } from "./pulls.store.ts";
import type { SyncWalk } from "./sync-walk.actions.ts";

/** A making without an answer is looked for in the platform's list after this. */
const UNANSWERED_MS = 60_000;
/** The platform opens groups of a code by itself: it is asked for them so often. */
const LOOK_MS = 600_000;

/** Codes as the platform has them: makings whose answer was lost are found again, groups it opened are placed, dead ones marked. */
export async function syncCodes(walk: SyncWalk, line: PlatformLine): Promise<void> {
  const { open } = walk;
  const { ctx, corp } = open;
  const codes = await store.listCodes(ctx.db, ctx.brand.id, corp.corp, { gone: false });
  await walk.begin("codes", codes.length);
  await adoptUnanswered(open, line);
  let changed = 0;
  for (const code of codes) {
    walk.checkStopped();
    if (!code.configId) continue;
    if ((await checkCode(open, line, code)) === "gone") {
      changed += 1;
      await walk.differ(ctx, [
        { kind: "code", key: code.configId, name: code.name, what: { code: { ours: code.name, theirs: "" } }, since: code.refreshedAt },
      ]);
    }
  }
  await ctx.transaction((inside) => walk.save(inside, { done: codes.length }, { codes: codes.length, changed }));
}

async function checkCode(open: OpenCorp, line: PlatformLine, code: store.CodeRow): Promise<"there" | "gone"> {
  const { ctx, corp } = open;
  try {
    const way = code.kind === "contact" ? await getContactWay(line, code.configId ?? "") : await getJoinWay(line, code.configId ?? "");
    if ("chat_id_list" in way) await placeOpened(open, code, way.chat_id_list);
    await keepPicture(open, code.id, way.qr_code);
    return "there";
  } catch (error) {
    if (!hasErrcode(error, 41044, 40003, 41043)) throw error;
    await store.noteStatus(ctx.db, ctx.brand.id, code.id, "gone", 41_044, ctx.now);
    ctx.log.warn({ corp: corp.corp, code: code.id }, "wecom: a code is no more at the platform");
    return "gone";
  }
}

/** Groups that stand in the code at the platform and not here were opened by it. */
async function placeOpened({ ctx, corp }: OpenCorp, code: store.CodeRow, chatIds: readonly string[]): Promise<void> {
  const known = await listGroupsByChat(ctx.db, ctx.brand.id, corp.corp, chatIds);
  const there = new Set(known.map((one) => one.chatId));
  const unknown = chatIds.filter((chatId) => !there.has(chatId));
  await ctx.transaction(async (inside) => {
    const rows = known.map((one) => ({ codeId: code.id, groupId: one.groupId, entryId: null, standing: "open" as const }));
    if (rows.length > 0) await placeGroups(inside.db, inside.brand.id, rows, inside.now);
    const asks = unknown.map((key) => ({ kind: "group" as const, key, dueAt: inside.now }));
    if (asks.length > 0) await askPulls(inside.db, inside.brand.id, corp.corp, asks);
  });
}

/** Contact codes are listed by the platform, and carry our state: one whose making had no answer is known by it. Join codes are not listed. */
async function adoptUnanswered({ ctx, corp }: OpenCorp, line: PlatformLine): Promise<void> {
  const before = new Date(ctx.now.getTime() - UNANSWERED_MS);
  const waiting = new Map((await store.listUnanswered(ctx.db, ctx.brand.id, corp.corp, before)).map((code) => [code.state, code]));
  for (let cursor = ""; waiting.size > 0;) {
    const page = await listContactWays(line, { cursor });
    const known = await store.listKnownConfigs(ctx.db, ctx.brand.id, corp.corp, page.items);
    for (const configId of page.items.filter((id) => !known.has(id))) {
      const way = await getContactWay(line, configId);
      const code = waiting.get(way.state);
      if (code) await store.noteMade(ctx.db, ctx.brand.id, code.id, { configId, qrUrl: way.qr_code, settings: code.settings }, ctx.now);
      waiting.delete(way.state);
    }
    if (page.cursor === "" || page.items.length === 0) break;
    cursor = page.cursor;
  }
  for (const code of waiting.values()) await store.noteStatus(ctx.db, ctx.brand.id, code.id, "failed", null, ctx.now);
}

/** Leads join codes on before their groups are full. */
export async function refreshJoinCodes(outer: Context): Promise<number> {
  if (!(await store.hasLiveJoins(outer.db, outer.brand.id))) return 0;
  for (const open of await openCorps(outer)) {
    const codes = await store.listCodes(open.ctx.db, open.ctx.brand.id, open.corp.corp, { kind: "join", gone: false });
    for (const code of codes) if (code.status === "live") await refreshOne(open, code);
  }
  return 0;
}

async function refreshOne(open: OpenCorp, code: store.CodeRow): Promise<void> {
  const { ctx } = open;
  try {
    if (Date.parse(code.refreshedAt ?? code.createdAt) < ctx.now.getTime() - LOOK_MS) {
      await checkCode(open, await open.line(), code);
      await store.noteLooked(ctx.db, ctx.brand.id, code.id, ctx.now);
    }
    await refreshJoinCode(open, code);
  } catch (error) {
    ctx.log.warn({ code: code.id, reason: error instanceof Error ? error.message : "unknown" }, "wecom: a join code could not be led on");
  }
}
