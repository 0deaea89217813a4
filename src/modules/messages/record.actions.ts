import type { Context } from "../../server/context.ts";
import { insertEvents, insertNewEvents, type NewEvent, newEvent } from "../../server/event-log.ts";
import { firstIdAt } from "../../lib/ids.ts";
import type { Language } from "../../lib/language.ts";
import { findSpeakers, type Speaker } from "../members/index.ts";
import { nobodyNames } from "../members/names.contract.ts";
import { type Batch, dropKnown, type Heard, isKind } from "./batch.rules.ts";
import { CORRECTION_WINDOW_MS, type Known, refOf, tailOf } from "./identity.rules.ts";
import type { InboundMessage } from "./inbound.contract.ts";
import { messageReceived } from "./messages.contract.ts";
import * as store from "./messages.store.ts";
import { countPerGroup, numberPerGroup } from "./ordering.rules.ts";
import { cleanName, isValidMessage, lengthInCharacters } from "./validity.rules.ts";

type HeardMessage = Heard<InboundMessage>;

/** Where reports that may be the same as these would lie: by the tails of their ids, not further away than corrections reach. */
export function reachOf(ids: readonly string[], fromMs: number, toMs: number): store.Reach {
  return { refs: ids.map(refOf), fromId: firstIdAt(fromMs - CORRECTION_WINDOW_MS), toId: firstIdAt(toMs + CORRECTION_WINDOW_MS) };
}

/** Reports that may be the same as these, by the tail of their ids. */
export async function findKnown(ctx: Context, reach: store.Reach): Promise<Map<string, Known[]>> {
  const byTail = new Map<string, Known[]>();
  for (const one of await store.findByRefs(ctx.db, ctx.brand.id, reach)) {
    const tail = tailOf(one.id);
    byTail.set(tail, [...(byTail.get(tail) ?? []), one]);
  }
  return byTail;
}

/** Messages as events and rows, numbered in their groups. Holds the groups' numbers until the transaction ends. */
export async function recordMessages(ctx: Context, batch: Batch): Promise<void> {
  const messages = batch.heard.filter(isKind("message"));
  if (messages.length === 0) return;
  const drafts = await draftMessages(ctx, messages);
  const ids = messages.map((one) => one.id);
  const reach = reachOf(ids, momentOf(messages[0]), momentOf(messages.at(-1)));
  const write = batch.isDoubtful ? writeHeld : writeAhead;
  const { added, lastSeqs } = await write(ctx, batch, { messages, drafts, reach });
  const rows = numberPerGroup(added, lastSeqs).map(({ message, seq }) => ({ ...message.row, seq }));
  await store.insertMessages(ctx.db, ctx.brand.id, rows);
  await store.moveSequences(ctx.db, ctx.brand.id, countPerGroup(rows));
  for (const [i, { index, row }] of added.entries()) batch.settled.set(index, { verdict: "accepted", id: row.id, seq: rows[i]?.seq ?? 0 });
}

interface Drafted {
  messages: readonly HeardMessage[];
  drafts: ReadonlyMap<string, Draft>;
  reach: store.Reach;
}

interface Written {
  added: readonly Draft[];
  lastSeqs: ReadonlyMap<string, number>;
}

const groupsOf = ({ messages }: Drafted) => [...new Set(messages.map((one) => one.groupId))];

/** The groups are held from as late as can be, for others wait for them: what was written meanwhile is looked through once more. */
async function writeAhead(ctx: Context, batch: Batch, drafted: Drafted): Promise<Written> {
  const before = await store.readSequences(ctx.db, ctx.brand.id, groupsOf(drafted));
  const added = await writeUnknown(ctx, batch, drafted);
  const lastSeqs = await store.lockSequences(ctx.db, ctx.brand.id, groupsOf(drafted));
  if (await store.hasRefsSince(ctx.db, ctx.brand.id, drafted.reach, before, lastSeqs)) throw new Overtaken();
  return { added, lastSeqs };
}

/** The groups are held first, so that what is found stays as it is. */
async function writeHeld(ctx: Context, batch: Batch, drafted: Drafted): Promise<Written> {
  const lastSeqs = await store.lockSequences(ctx.db, ctx.brand.id, groupsOf(drafted));
  return { added: await writeUnknown(ctx, batch, drafted), lastSeqs };
}

async function writeUnknown(ctx: Context, batch: Batch, { messages, drafts, reach }: Drafted): Promise<readonly Draft[]> {
  const known = await findKnown(ctx, reach);
  const fresh = known.size === 0 ? messages : dropKnown(batch, messages, known);
  return writeEvents(
    ctx,
    batch,
    fresh.flatMap((one) => drafts.get(one.id) ?? []),
  );
}

/** What may be the same report came in while this batch was written: it is begun anew, held. */
export class Overtaken extends Error {}

const momentOf = (one: HeardMessage | undefined) => one?.item.occurredAt.getTime() ?? 0;

/** A message as it will be written, all but its number: made before the groups are held, for others wait for them. */
interface Draft {
  index: number;
  groupId: string;
  event: NewEvent;
  row: Omit<store.MessageRow, "seq">;
}

async function draftMessages(ctx: Context, messages: readonly HeardMessage[]): Promise<Map<string, Draft>> {
  const speakers = await findSpeakers(ctx, messages);
  const payloads = new Map<string, NewEvent["data"]>();
  return new Map(
    messages.map((one, i) => {
      const speaker = speakers[i] ?? UNKNOWN;
      const event = eventOf(ctx, one, speaker.kind, payloads);
      return [one.id, { index: one.index, groupId: one.groupId, event, row: rowOf(one, speaker, ctx.brand.language) }];
    }),
  );
}

/** Writes the events of messages that were not known; answers those that were new to the log as well. */
async function writeEvents(ctx: Context, batch: Batch, drafts: readonly Draft[]): Promise<readonly Draft[]> {
  // In the order of their ids, so that two batches with the same reports wait for each other and never in a ring.
  const events = drafts.map((draft) => draft.event).toSorted((a, b) => (a.id < b.id ? -1 : 1));
  if (!batch.isDoubtful) {
    await insertNewEvents(ctx.db, ctx.brand.id, events);
    return drafts;
  }
  const written = await insertEvents(ctx.db, ctx.brand.id, events);
  for (const { index, row } of drafts) if (!written.has(row.id)) batch.settled.set(index, { verdict: "duplicate", id: row.id });
  return drafts.filter((draft) => written.has(draft.row.id));
}

/** Who has neither seat nor profile left. */
const UNKNOWN = { kind: "member" as const, name: "" };

/** What most messages say of themselves beside their columns is the same: one object for all that do. */
function eventOf(ctx: Context, one: HeardMessage, seatKind: Speaker["kind"], payloads: Map<string, NewEvent["data"]>): NewEvent {
  const { format, text } = one.item;
  const valid = isValidMessage({ seatKind, format, text });
  const payload = { groupId: one.groupId, memberId: one.memberId, value: lengthInCharacters(text), valid, format, seatKind };
  const event = newEvent(messageReceived, payload, ctx.now, { id: one.id, occurredAt: one.item.occurredAt });
  const key = `${seatKind} ${format} ${valid}`;
  const data = payloads.get(key) ?? event.data;
  payloads.set(key, data);
  return { ...event, data };
}

function rowOf(one: HeardMessage, speaker: Pick<Speaker, "kind" | "name">, language: Language): Draft["row"] {
  const said = "nickname" in one.item.sender ? one.item.sender.nickname : undefined;
  return {
    id: one.id,
    groupId: one.groupId,
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
