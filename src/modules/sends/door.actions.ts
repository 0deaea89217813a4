import { buffer } from "node:stream/consumers";
import { type ChannelDoor, LineDown, type Outgoing, type OutgoingBody, type PlatformLine } from "../../channels/channel.ts";
import type { Language } from "../../lib/language.ts";
import { Refusal } from "../../lib/refusal.ts";
import type { Context } from "../../server/context.ts";
import { findFile, keyOf } from "../../server/files.ts";
import { lineOfAccount } from "../connections/index.ts";
import { findPosted, postToGroups } from "../messages/index.ts";
import { createTasks, restoreTask } from "../tasks/index.ts";
import { type ClaimedDispatch, sumPeople } from "./dispatches.store.ts";
import * as store from "./door.store.ts";
import { dueForPerson } from "./plan.rules.ts";

/** How long a platform call itself may take, from when it may be made; after that it surely is over. */
export const CALL_MS = 60_000;

/** When a line that was switched off is tried again. */
const SWITCHED_OFF_MS = 5 * 60_000;

interface Part {
  format: "text" | "image" | "link";
  text: string;
  body?: Record<string, string | null>;
}

/** A content as the messages a group sees: its text, then each picture, or one card. */
function partsOf(body: OutgoingBody): Part[] {
  if (body.format === "text") return [{ format: "text", text: body.text }];
  const said: Part[] = body.text ? [{ format: "text", text: body.text }] : [];
  if (body.format === "image")
    return [...said, ...body.images.map(({ sha256, name }) => ({ format: "image" as const, text: "", body: { sha256, name } }))];
  const { url, title, summary, cover } = body;
  return [...said, { format: "link", text: title, body: { url, title, note: summary, cover } }];
}

/** Kept with what is sent, so in the brand's language. */
const words: Record<Language, { assistant: (brand: string) => string; andOthers: (group: string, count: number) => string }> = {
  "zh-CN": { assistant: (brand) => `${brand}小助手`, andOthers: (group, count) => `${group} 等 ${count} 个群` },
  en: { assistant: (brand) => `${brand} assistant`, andOthers: (group, count) => `${group} and ${count - 1} more` },
};

/** In whose name a send goes out that has no account. */
export const nameOfNobody = (ctx: Context) => words[ctx.language].assistant(ctx.brand.name);

const keyOfPart = (deliveryId: string, part: number) => `${deliveryId}:${part}`;
const firstKey = (deliveryId: string) => keyOfPart(deliveryId, 0);

/** Where a task for these targets plays: the one group, or the first of many. */
function placeOf(targets: Outgoing["targets"], language: Language): { note: string; groupId: string | null } {
  const [first] = targets;
  const name = first?.groupName ?? "";
  return targets.length === 1
    ? { note: name, groupId: first?.groupId ?? null }
    : { note: words[language].andOthers(name, targets.length), groupId: null };
}

/** Puts a dispatch into its person's queue; again changes nothing, and brings back what was withdrawn. */
export async function handToPerson(ctx: Context, outgoing: Outgoing, onlyOn?: string): Promise<void> {
  const { dispatchId, sendName, assigneeId, targets, dueAtMs, expiresAtMs } = outgoing;
  if (!assigneeId) throw new Error(`dispatch ${dispatchId} has nobody to hand it to`);
  const people = await sumPeople(ctx.db, ctx.brand.id, dispatchId);
  const made = await createTasks(ctx, [
    {
      uniqueKey: `dispatch:${dispatchId}`,
      kind: "send",
      assigneeId,
      title: sendName,
      ...placeOf(targets, ctx.language),
      people,
      link: { path: `reach?dispatch=${dispatchId}` },
      dueAt: new Date(dueForPerson(dueAtMs, ctx.now.getTime(), expiresAtMs)),
      expiresAt: new Date(expiresAtMs),
      ...(onlyOn ? { onlyOn } : {}),
    },
  ]);
  if (made === 0) await restoreTask(ctx, `dispatch:${dispatchId}`);
}

/** The line of an account; one that is switched off for now surely carries nothing. */
async function lineFor(ctx: Context, accountId: string | null): Promise<PlatformLine> {
  if (!accountId) throw new Refusal("missing", "connections.none");
  try {
    return await lineOfAccount(ctx, accountId);
  } catch (error) {
    if (error instanceof Refusal && error.kind === "unavailable") throw new LineDown("", error.code, ctx.outside.nowMs() + SWITCHED_OFF_MS);
    throw error;
  }
}

/** What a channel may do on our side for one dispatch, and its line to the platform. */
export function doorOf(ctx: Context, dispatch: ClaimedDispatch, outgoing: Outgoing): ChannelDoor {
  const place = { channel: dispatch.channel, scope: dispatch.accountScope ?? "" };
  const nowMs = () => ctx.outside.nowMs();
  return {
    nowMs,
    line: () => lineFor(ctx, dispatch.accountId),
    begin: () => store.renewClaim(ctx.db, ctx.brand.id, dispatch, new Date(nowMs()), new Date(nowMs() + CALL_MS)),
    readFile: async (sha256) => {
      const { name, mime } = await findFile(ctx, sha256);
      return { name, mime, bytes: await buffer(ctx.files.read(keyOf(ctx.brand.id, sha256))) };
    },
    findMedia: (key) => store.findMedia(ctx.db, ctx.brand.id, place, key, new Date(nowMs())),
    keepMedia: (key, mediaId, untilMs) => store.keepMedia(ctx.db, ctx.brand.id, place, { key, mediaId, validUntil: new Date(untilMs) }),
    dropMedia: (mediaIds) => store.dropMedia(ctx.db, ctx.brand.id, place, mediaIds),
    findOwnRefs: (refs) => store.findOwnRefs(ctx.db, ctx.brand.id, refs, dispatch.id),
    handOver: (whole) => handToPerson(ctx, whole),
    post: async (posts) => {
      const base = {
        memberId: null,
        seatKind: "bot" as const,
        sendId: outgoing.sendId,
        ...(outgoing.contentId ? { contentId: outgoing.contentId } : {}),
      };
      await postToGroups(
        ctx,
        posts.flatMap(({ deliveryId, groupId, senderName, body }) =>
          partsOf(body).map((part, i) => ({ ...base, ...part, key: keyOfPart(deliveryId, i), deliveryId, groupId, senderName })),
        ),
      );
    },
    findPosted: async (deliveryIds) => {
      const posted = await findPosted(ctx, deliveryIds.map(firstKey));
      return new Set(deliveryIds.filter((deliveryId) => posted.has(firstKey(deliveryId))));
    },
  };
}
