import { done, type InputOf, type OutputOf } from "../../lib/define.ts";
import { eventKinds } from "../../lib/event-kinds.ts";
import { firstIdAt, momentOfId } from "../../lib/ids.ts";
import { Refusal } from "../../lib/refusal.ts";
import { type Actor, type Context } from "../../server/context.ts";
import type { Call } from "../../server/module.ts";
import { markSeatsRead } from "../members/index.ts";
import type { ChatMessage, markReadEndpoint, sayEndpoint } from "./chat.contract.ts";
import { decidePace, PACE_MOST, PACE_WINDOW_MS } from "./chat.rules.ts";
import * as store from "./chat.store.ts";
import { type OpenSeat, openSeatOf } from "./chat.actions.ts";
import { dressRows } from "./chat-dress.actions.ts";
import { type ChatPicture, markSaid, readPictures } from "./chat-pictures.actions.ts";
import { tailOf } from "./identity.rules.ts";
import type { InboundMessage, Outcome } from "./inbound.contract.ts";
import { ingest } from "./ingest.actions.ts";
import { findKnown, reachOf } from "./record.actions.ts";
import { idOfReport } from "./report-id.actions.ts";

type SayCall = Call<InputOf<typeof sayEndpoint>>;

/** One call on its way: what is to be said, or why not. */
type Judged = { item: InboundMessage } | { refusal: Refusal } | { refusal: Refusal; item: InboundMessage };

const memberId = (actor: Actor) => {
  if (actor.kind !== "member") throw new Refusal("forbidden", "session.member-only");
  return actor.id;
};

/** What members say at once: one pass through `ingest`, one answer each. What was said before is answered as it stands. */
export async function sayAll(ctx: Context, calls: readonly SayCall[]): Promise<(ChatMessage | Refusal)[]> {
  const seats = await seatsOf(ctx, calls);
  const pictureIds = calls.flatMap(({ input }) => (input.body.kind === "picture" ? [input.body.fileId] : []));
  const pictures = new Map((await readPictures(ctx, pictureIds)).map((picture) => [picture.id, picture]));
  const judged = calls.map((call, i) => judge(ctx, call, seats[i], pictures));
  const paced = await judgePace(ctx, judged);
  const said = paced.flatMap((one) => ("refusal" in one ? [] : [one.item]));
  const report = await ingest(ctx, said);
  const ids = idsOf(paced, report.outcomes, await findSaidBefore(ctx, paced));
  await markSaid(
    ctx,
    pictureIds.filter((id) => pictures.has(id)),
  );
  const rows = await store.listMessagesByIds(
    ctx.db,
    ctx.brand.id,
    ids.flatMap((id) => (typeof id === "string" ? [id] : [])),
  );
  const messages = new Map((await dressRows(ctx, rows)).map((message) => [message.id, message]));
  return ids.map((id) => (typeof id === "string" ? (messages.get(id) ?? new Refusal("missing", "messages.missing")) : id));
}

async function seatsOf(ctx: Context, calls: readonly Call<{ groupId: string }>[]): Promise<(OpenSeat | Refusal)[]> {
  const pairs = new Map(
    calls.map(({ actor, input }) => [input.groupId + memberId(actor), { groupId: input.groupId, memberId: memberId(actor) }]),
  );
  const found = await store.listChatSeats(ctx.db, ctx.brand.id, [...pairs.values()]);
  const byPair = new Map(found.map((seat) => [seat.groupId + seat.askedId, openSeatOf(seat)]));
  return calls.map(({ actor, input }) => byPair.get(input.groupId + memberId(actor)) ?? openSeatOf(undefined));
}

function judge(ctx: Context, { input }: SayCall, seat: OpenSeat | Refusal | undefined, pictures: ReadonlyMap<string, ChatPicture>): Judged {
  if (!seat || seat instanceof Refusal) return { refusal: seat ?? new Refusal("missing", "groups.missing") };
  if (seat.status !== "active") return { refusal: new Refusal("conflict", "messages.group-closed") };
  const { groupId, clientId, body } = input;
  const head = {
    kind: "message" as const,
    source: "web",
    externalId: `${groupId}:${seat.memberId}:${clientId}`,
    occurredAt: ctx.now,
    isTimeOurs: true as const,
    group: { groupId },
    sender: { memberId: seat.memberId },
  };
  if (body.kind === "text") return { item: { ...head, format: "text", text: body.text, body: { clientId } } };
  const picture = pictures.get(body.fileId);
  if (!picture || picture.memberId !== seat.askedId || picture.groupId !== groupId)
    return { refusal: new Refusal("invalid", "messages.picture-missing") };
  const { sha256, width, height } = picture;
  return { item: { ...head, format: "image", text: "", body: { clientId, sha256, width, height } } };
}

/** Holds back who speaks too fast, counted over all processes; a refused one keeps its item, for it may have been said before. */
async function judgePace(ctx: Context, judged: readonly Judged[]): Promise<Judged[]> {
  const nowMs = ctx.now.getTime();
  const speakers = new Set(judged.flatMap((one) => ("item" in one ? [senderOf(one.item)] : [])));
  const fromId = firstIdAt(nowMs - PACE_WINDOW_MS);
  const spoken = new Map<string, number[]>();
  for (const { memberId: id, id: eventId } of await store.listSpoken(
    ctx.db,
    ctx.brand.id,
    [...speakers],
    eventKinds["messages.received"],
    fromId,
    PACE_MOST,
  )) {
    spoken.set(id, [...(spoken.get(id) ?? []), momentOfId(eventId)]);
  }
  const decided = new Map<string, Judged>();
  return judged.map((one) => {
    if ("refusal" in one) return one;
    const before = decided.get(one.item.externalId);
    if (before) return before;
    const moments = spoken.get(senderOf(one.item)) ?? [];
    const pace = decidePace(moments, nowMs);
    const outcome: Judged =
      pace.verdict === "go"
        ? one
        : { item: one.item, refusal: new Refusal("limited", "messages.too-fast", { retryAfterMs: pace.retryAfterMs }) };
    if (pace.verdict === "go") spoken.set(senderOf(one.item), [...moments, nowMs]);
    decided.set(one.item.externalId, outcome);
    return outcome;
  });
}

const senderOf = (item: InboundMessage) => ("memberId" in item.sender ? item.sender.memberId : "");

/** Of those held back for their pace, the ones that were said already: a resend is no new message. */
async function findSaidBefore(ctx: Context, judged: readonly Judged[]): Promise<Map<string, string>> {
  const held = judged.flatMap((one) => ("refusal" in one && "item" in one ? [idOfReport(one.item)] : []));
  if (held.length === 0) return new Map();
  const known = await findKnown(ctx, reachOf(held, ctx.now.getTime(), ctx.now.getTime()));
  return new Map(held.flatMap((id) => (known.get(tailOf(id))?.[0] ? [[tailOf(id), known.get(tailOf(id))?.[0]?.id ?? id] as const] : [])));
}

/** The message's id or the refusal of each call. */
function idsOf(judged: readonly Judged[], outcomes: readonly Outcome[], saidBefore: ReadonlyMap<string, string>): (string | Refusal)[] {
  let next = 0;
  return judged.map((one) => {
    if ("refusal" in one) return ("item" in one ? saidBefore.get(tailOf(idOfReport(one.item))) : undefined) ?? one.refusal;
    const outcome = outcomes[next++];
    if (!outcome) throw new Error("no outcome for what was said");
    if (outcome.verdict !== "kept") return outcome.id;
    return outcome.reason === "unknown-member"
      ? new Refusal("forbidden", "messages.not-seated")
      : new Refusal("invalid", "messages.text-unfit");
  });
}

/** Notes how far members have read; nobody has read what was not said yet. */
export async function markReadAll(
  ctx: Context,
  calls: readonly Call<InputOf<typeof markReadEndpoint>>[],
): Promise<(OutputOf<typeof markReadEndpoint> | Refusal)[]> {
  const seats = await seatsOf(ctx, calls);
  const marks = calls.flatMap(({ input }, i) => {
    const seat = seats[i];
    return !seat || seat instanceof Refusal ? [] : [{ seatId: seat.seatId, seq: Math.min(input.seq, seat.lastSeq) }];
  });
  await ctx.transaction((inside) => markSeatsRead(inside, marks));
  return seats.map((seat) => (seat instanceof Refusal ? seat : done));
}
