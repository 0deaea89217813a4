import { LineDown, LineLost, type OutgoingBody, type PlatformLine } from "../../channels/channel.ts";
import { getCustomer, sendWelcomeMsg } from "../../channels/wecom/wecom.calls.ts";
import type { WecomEvent } from "../../channels/wecom/wecom.decode.ts";
import { encodeMessage } from "../../channels/wecom/wecom.encode.ts";
import { hasErrcode, WecomError } from "../../channels/wecom/wecom.errors.ts";
import { Refusal } from "../../lib/refusal.ts";
import { minuteOfDay } from "../../lib/time.ts";
import type { Context } from "../../server/context.ts";
import { findContentVersion, renderContent, textsOf } from "../contents/index.ts";
import { eachAtOnce } from "./at-once.actions.ts";
import { type OpenCorp, openCorps } from "./corps.actions.ts";
import { forgetPlaces, placesOf } from "./media.actions.ts";
import { chooseWelcome, decideWelcome, WELCOME_MS } from "./welcome.rules.ts";
import * as store from "./welcome.store.ts";

const AT_ONCE = 24;
const MOST_AT_ONCE = 200;
/** The platform no longer has a file it took. */
const MEDIA_GONE: readonly number[] = [40007, 40145];

/** Notes new customers who may be welcomed; the ticker does it at once. */
export async function takeWelcomes(
  outer: Context,
  corp: string,
  events: readonly Extract<WecomEvent, { kind: "follow-added" }>[],
): Promise<void> {
  const coded = events.filter((event) => event.welcomeCode !== "");
  if (coded.length === 0) return;
  await outer.transaction(async (ctx) => {
    const sends = coded.map((event) => ({
      id: ctx.newId(),
      welcomeCode: event.welcomeCode,
      userId: event.userId,
      externalId: event.externalUserId,
      state: event.state,
      toldAt: new Date(event.atMs),
      // The platform counts from its own moment, in whole seconds: it is asked to the last, and says itself when it is over.
      expiresAt: new Date(Math.max(event.atMs + 1_000, ctx.now.getTime() - 10_000) + WELCOME_MS),
    }));
    await store.insertSends(ctx.db, ctx.brand.id, corp, sends, ctx.now);
  });
}

export async function runWelcomes(ctx: Context): Promise<number> {
  if (!(await store.hasDueSends(ctx.db, ctx.brand.id, ctx.now))) return 0;
  let count = 0;
  for (const open of await openCorps(ctx)) count += await runWelcomesOf(open);
  return count;
}

interface Ready {
  id: string;
  bodies: OutgoingBody[];
}

async function runWelcomesOf(open: OpenCorp): Promise<number> {
  const { ctx, corp } = open;
  const ask = { now: ctx.now, until: new Date(ctx.now.getTime() + WELCOME_MS), limit: MOST_AT_ONCE };
  const sends = await ctx.transaction((inside) => store.claimSends(inside.db, inside.brand.id, corp.corp, ask));
  if (sends.length === 0) return 0;
  const welcomes = await store.listOn(ctx.db, ctx.brand.id, corp.corp);
  const minute = minuteOfDay(ctx.now.getTime(), ctx.brand.zone);
  const bodies = new Map<string, Ready>();
  for (const one of welcomes) bodies.set(one.id, { id: one.id, bodies: await bodiesOf(ctx, one) });
  const line = welcomes.length > 0 ? await open.line() : null;
  const ends = await eachAtOnce(sends, AT_ONCE, async (send) => {
    const chosen = chooseWelcome(welcomes, { codeId: send.codeId, minute });
    const ready = chosen && bodies.get(chosen.id);
    if (!line || !ready) return endOf(ctx, send, null, { status: "none", errcode: null });
    return welcome(ctx, line, send, ready);
  });
  await ctx.transaction((inside) => store.writeEnds(inside.db, inside.brand.id, ends, inside.now));
  return sends.length;
}

/** The text and what stands behind it; contents that may not be sent any more are left out. */
async function bodiesOf(ctx: Context, one: { text: string; contentIds: readonly string[] }): Promise<OutgoingBody[]> {
  const bodies: OutgoingBody[] = one.text ? [{ format: "text", text: one.text }] : [];
  for (const contentId of one.contentIds) {
    try {
      bodies.push((await findContentVersion(ctx, contentId)).body);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
    }
  }
  return bodies;
}

type End = Pick<store.SendEnd, "status" | "errcode"> & { delayMs?: number };

function endOf(ctx: Context, send: store.ClaimedSend, welcomeId: string | null, { status, errcode, delayMs = 0 }: End): store.SendEnd {
  return { id: send.id, status, errcode, welcomeId, dueAt: new Date(ctx.outside.nowMs() + delayMs) };
}

async function welcome(ctx: Context, line: PlatformLine, send: store.ClaimedSend, ready: Ready): Promise<store.SendEnd> {
  const end = (one: End) => endOf(ctx, send, ready.id, one);
  const leftMs = () => Date.parse(send.expiresAt) - ctx.outside.nowMs();
  if (leftMs() <= 0) return end({ status: "expired", errcode: null });
  try {
    const bodies = await nameIn(line, send, ready.bodies);
    const encoded = encodeMessage(bodies, await placesOf(ctx, line, bodies));
    if (encoded.verdict === "refused") return end({ status: encoded.reason === "empty" ? "none" : "failed", errcode: null });
    await sendWelcomeMsg(line, send.welcomeCode, encoded.message);
    return end({ status: "sent", errcode: 0 });
  } catch (error) {
    if (hasErrcode(error, ...MEDIA_GONE)) await forgetPlaces(ctx, line.scope, ready.bodies);
    return end(judge(error, send.tries, leftMs()));
  }
}

function judge(error: unknown, tries: number, leftMs: number): End {
  if (error instanceof WecomError) {
    const kind = MEDIA_GONE.includes(error.errcode) ? "busy" : error.kind;
    const verdict = decideWelcome({ errcode: error.errcode, kind }, tries, leftMs);
    if (verdict.verdict === "end") return { status: verdict.status, errcode: error.errcode };
    return { status: "waiting", errcode: error.errcode, delayMs: verdict.delayMs };
  }
  if (error instanceof LineDown || error instanceof LineLost) {
    // A code is good for one welcome: asked again, the platform says 41051 where the first one came through.
    const verdict = decideWelcome({ errcode: -1, kind: "busy" }, tries, leftMs);
    return verdict.verdict === "end" ? { status: "failed", errcode: null } : { status: "waiting", errcode: null, delayMs: verdict.delayMs };
  }
  throw error;
}

/** Stands for a name where it is only looked whether a text has a place for one. */
const SOMEBODY = "\u0001";
const callsByName = (body: OutgoingBody) => textsOf(renderContent(body, { nickname: SOMEBODY })).some((text) => text.includes(SOMEBODY));

/** Fills in the customer's name where a text calls him by it; the platform is asked, for he is new. */
async function nameIn(line: PlatformLine, send: store.ClaimedSend, bodies: readonly OutgoingBody[]): Promise<OutgoingBody[]> {
  const isNamed = bodies.some(callsByName);
  const nickname = isNamed ? (await getCustomer(line, send.externalId)).external_contact.name : "";
  return bodies.map((body) => renderContent(body, { nickname }));
}
