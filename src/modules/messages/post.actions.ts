import { Refusal } from "../../lib/refusal.ts";
import { type Context, staffOf } from "../../server/context.ts";
import { insertEvents, newEvent } from "../../server/event-log.ts";
import { eventId } from "../../server/random.ts";
import { accessGroup } from "../groups/index.ts";
import { resolveMembers, seatMembers } from "../members/index.ts";
import { type Known, refOf, tailOf } from "./identity.rules.ts";
import type { Format, MessageBody } from "./inbound.contract.ts";
import { messageSent } from "./messages.contract.ts";
import * as store from "./messages.store.ts";
import { countPerGroup, numberPerGroup } from "./ordering.rules.ts";
import { findKnown, reachOf } from "./record.actions.ts";
import { findStaffSeat } from "./talk.store.ts";
import { lengthInCharacters } from "./validity.rules.ts";

/** Something of our own to be said in a group that lives on our own channel. */
export interface GroupPost {
  /** Said once per key, however often it is asked within 35 days. */
  key: string;
  groupId: string;
  memberId: string | null;
  seatKind: "staff" | "bot";
  senderName: string;
  format: Format;
  text: string;
  body?: MessageBody | undefined;
  deliveryId?: string | undefined;
  sendId?: string | undefined;
  contentId?: string | undefined;
}

export interface Posted {
  id: string;
  groupId: string;
  seq: number;
  /** False where it had been said before. */
  isNew: boolean;
}

const OWN_SOURCE = "qunce";

/** Says things in groups, numbered like all that is said there; answers in the order asked. Any number in a fixed number of statements. */
export async function postToGroups(outer: Context, posts: readonly GroupPost[]): Promise<Posted[]> {
  if (posts.length === 0) return [];
  return outer.transaction(async (ctx) => {
    const nowMs = ctx.now.getTime();
    const wanted = posts.map((post) => ({ ...post, id: eventId(nowMs, OWN_SOURCE, post.key) }));
    const lastSeqs = await store.lockSequences(ctx.db, ctx.brand.id, [...new Set(posts.map((post) => post.groupId))]);
    const known = await findKnown(
      ctx,
      reachOf(
        wanted.map((post) => post.id),
        nowMs,
        nowMs,
      ),
    );
    const fresh = [...new Map(wanted.filter((post) => !known.has(tailOf(post.id))).map((post) => [post.id, post])).values()];
    const numbered = numberPerGroup(fresh, lastSeqs);
    await insertEvents(
      ctx.db,
      ctx.brand.id,
      fresh.map((post) => newEvent(messageSent, payloadOf(post), ctx.now, { id: post.id, occurredAt: ctx.now })),
    );
    await store.insertMessages(
      ctx.db,
      ctx.brand.id,
      numbered.map(({ message, seq }) => rowOf(message, seq, ctx.now)),
    );
    if (fresh.length > 0) await store.moveSequences(ctx.db, ctx.brand.id, countPerGroup(fresh));
    await ctx.publishAll(messageSent, []);
    return answers(ctx, wanted, known, new Map(numbered.map(({ message, seq }) => [message.id, seq])));
  });
}

/** Which of these deliveries were said, whole or in several messages: their keys are the delivery's id, or it and `:0`, `:1` … */
export async function findPosted(ctx: Context, deliveryIds: readonly string[]): Promise<Set<string>> {
  const keyed = deliveryIds.flatMap((deliveryId) =>
    [deliveryId, `${deliveryId}:0`].map((key) => ({ deliveryId, id: eventId(0, OWN_SOURCE, key) })),
  );
  const known = await findKnown(
    ctx,
    reachOf(
      keyed.map((one) => one.id),
      ctx.now.getTime(),
      ctx.now.getTime(),
    ),
  );
  return new Set(keyed.filter((one) => known.has(tailOf(one.id))).map((one) => one.deliveryId));
}

type Wanted = GroupPost & { id: string };

async function answers(
  ctx: Context,
  wanted: readonly Wanted[],
  known: ReadonlyMap<string, readonly Known[]>,
  newSeqs: Map<string, number>,
): Promise<Posted[]> {
  const knownId = (post: Wanted) => known.get(tailOf(post.id))?.[0]?.id;
  const oldSeqs = await store.findSeqs(
    ctx.db,
    ctx.brand.id,
    wanted.flatMap((post) => knownId(post) ?? []),
  );
  return wanted.map((post) => {
    const old = knownId(post);
    const isNew = old === undefined && newSeqs.has(post.id);
    const seq = (old === undefined ? newSeqs.get(post.id) : oldSeqs.get(old)) ?? 0;
    return { id: old ?? post.id, groupId: post.groupId, seq, isNew };
  });
}

function payloadOf(post: Wanted) {
  return {
    groupId: post.groupId,
    memberId: post.memberId ?? undefined,
    sendId: post.sendId,
    contentId: post.contentId,
    value: lengthInCharacters(post.text),
    format: post.format,
    seatKind: post.seatKind,
    deliveryId: post.deliveryId,
  };
}

function rowOf(post: Wanted, seq: number, sentAt: Date): store.MessageRow {
  const { id, groupId, memberId, seatKind, senderName, format, text } = post;
  return {
    id,
    groupId,
    seq,
    memberId,
    seatKind,
    senderName,
    format,
    text,
    body: post.body ?? null,
    sentAt,
    deliveryId: post.deliveryId ?? null,
    ref: refOf(id),
  };
}

/** A colleague speaks in a web group under the own name and staff mark, and takes a seat there first if need be. */
export async function sayAsStaff(
  outer: Context,
  input: { groupId: string; clientId: string; text: string },
): Promise<{ id: string; seq: number }> {
  return outer.transaction(async (ctx) => {
    const staff = staffOf(ctx);
    const group = await accessGroup(ctx, input.groupId, "tasks.do");
    if (group.channel !== "web" || group.status !== "active") throw new Refusal("conflict", "messages.not-sayable", { group: group.name });
    const memberId = await seatOfStaff(ctx, group.id, staff);
    const [posted] = await postToGroups(ctx, [
      {
        key: `staff:${input.clientId}`,
        groupId: group.id,
        memberId,
        seatKind: "staff",
        senderName: staff.name,
        format: "text",
        text: input.text,
      },
    ]);
    if (!posted) throw new Error("nothing was posted");
    if (posted.isNew) await ctx.audit({ action: "messages.say", targetKind: "group", targetId: group.id, after: { messageId: posted.id } });
    return { id: posted.id, seq: posted.seq };
  });
}

/** The member behind the colleague's seat in a group. */
async function seatOfStaff(ctx: Context, groupId: string, staff: { id: string; name: string }): Promise<string> {
  const seat = await findStaffSeat(ctx.db, ctx.brand.id, groupId, staff.id);
  if (seat) return seat.memberId;
  const [memberId] = await resolveMembers(ctx, [{ kind: "staff", scope: "", externalId: staff.id, nickname: staff.name, at: ctx.now }]);
  if (memberId === undefined) throw new Error("no member for a colleague");
  await seatMembers(ctx, [{ groupId, memberId, kind: "staff", staffId: staff.id, nickname: staff.name, at: ctx.now }]);
  return memberId;
}
