import type { Context } from "../../server/context.ts";
import { insertEvents, newEvent } from "../../server/event-log.ts";
import { firstIdAt } from "../../lib/ids.ts";
import type { Language } from "../../lib/language.ts";
import { nobodyNames } from "../members/names.contract.ts";
import { type Batch, dropKnown, type Heard, isKind } from "./batch.rules.ts";
import { CORRECTION_WINDOW_MS, type Known, refOf, tailOf } from "./identity.rules.ts";
import type { InboundMessage } from "./inbound.contract.ts";
import { messageReceived } from "./messages.contract.ts";
import * as store from "./messages.store.ts";
import { countPerGroup, numberPerGroup } from "./ordering.rules.ts";
import { cleanName, isValidMessage, lengthInCharacters } from "./validity.rules.ts";

type HeardMessage = Heard<InboundMessage>;

/** Reports that may be the same as these, by the tail of their ids. */
export async function findKnown(ctx: Context, ids: readonly string[], fromMs: number, toMs: number): Promise<Map<string, Known[]>> {
  const low = firstIdAt(fromMs - CORRECTION_WINDOW_MS);
  const high = firstIdAt(toMs + CORRECTION_WINDOW_MS);
  const byTail = new Map<string, Known[]>();
  for (const one of await store.findByRefs(ctx.db, ctx.brand.id, ids.map(refOf), low, high)) {
    const tail = tailOf(one.id);
    byTail.set(tail, [...(byTail.get(tail) ?? []), one]);
  }
  return byTail;
}

/** Messages as events and rows, numbered in their groups. Holds the groups' numbers until the transaction ends. */
export async function recordMessages(ctx: Context, batch: Batch): Promise<void> {
  const messages = batch.heard.filter(isKind("message"));
  const [first, last] = [messages[0], messages.at(-1)];
  if (!first || !last) return;
  const lastSeqs = await store.lockSequences(ctx.db, ctx.brand.id, [...new Set(messages.map((one) => one.groupId))]);
  const known = await findKnown(
    ctx,
    messages.map((one) => one.id),
    first.item.occurredAt.getTime(),
    last.item.occurredAt.getTime(),
  );
  const fresh = dropKnown(batch, messages, known).filter(isKind("message"));
  if (fresh.length === 0) return;
  const speakers = await findSpeakers(ctx, fresh);
  const said = new Map(fresh.map((one) => [one.id, { one, speaker: speakers.get(one.groupId + one.memberId) ?? UNKNOWN }]));
  const written = await insertEvents(
    ctx.db,
    ctx.brand.id,
    [...said.values()].map(({ one, speaker }) => eventOf(ctx, one, speaker.kind)),
  );
  const added = fresh.filter((one) => written.has(one.id));
  for (const one of fresh) if (!written.has(one.id)) batch.settled.set(one.index, { verdict: "duplicate", id: one.id });
  const rows = numberPerGroup(added, lastSeqs).map(({ message, seq }) =>
    rowOf(message, seq, said.get(message.id)?.speaker ?? UNKNOWN, ctx.brand.language),
  );
  await store.insertMessages(ctx.db, ctx.brand.id, rows);
  await store.moveSequences(ctx.db, ctx.brand.id, countPerGroup(rows));
  for (const [i, one] of added.entries()) batch.settled.set(one.index, { verdict: "accepted", id: one.id, seq: rows[i]?.seq ?? 0 });
}

/** Who has neither seat nor profile left. */
const UNKNOWN = { kind: "member" as const, name: "" };

/** The seat and name each message was said under. */
async function findSpeakers(ctx: Context, messages: readonly HeardMessage[]): Promise<Map<string, store.Speaker>> {
  const pairs = new Map(messages.map((one) => [one.groupId + one.memberId, one]));
  const found = new Map<string, store.Speaker>();
  const look = async (read: typeof store.findSeated) => {
    const missing = [...pairs].filter(([key]) => !found.has(key)).map(([, one]) => one);
    if (missing.length === 0) return;
    const rows = await read(
      ctx.db,
      ctx.brand.id,
      missing.map((one) => one.groupId),
      missing.map((one) => one.memberId),
    );
    for (const row of rows) found.set(row.groupId + row.memberId, row);
  };
  await look(store.findSeated);
  await look(store.findUnseated);
  return found;
}

function eventOf(ctx: Context, one: HeardMessage, seatKind: store.Speaker["kind"]) {
  const { format, text } = one.item;
  const payload = {
    groupId: one.groupId,
    memberId: one.memberId,
    value: lengthInCharacters(text),
    valid: isValidMessage({ seatKind, format, text }),
    format,
    seatKind,
  };
  return newEvent(messageReceived, payload, ctx.now, { id: one.id, occurredAt: one.item.occurredAt });
}

function rowOf(one: HeardMessage, seq: number, speaker: Pick<store.Speaker, "kind" | "name">, language: Language): store.MessageRow {
  const said = "nickname" in one.item.sender ? one.item.sender.nickname : undefined;
  return {
    id: one.id,
    groupId: one.groupId,
    seq,
    memberId: one.memberId,
    seatKind: speaker.kind,
    senderName: speaker.name || cleanName(said ?? "") || nobodyNames[language].unnamed,
    format: one.item.format,
    text: one.item.text,
    body: one.item.body ?? null,
    sentAt: one.item.occurredAt,
    deliveryId: null,
    ref: refOf(one.id),
  };
}
