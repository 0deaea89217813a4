import { compareWithKnown, type Known, tailOf } from "./identity.rules.ts";
import type { InboundItem, IngestReport, KeptReason, Outcome } from "./inbound.contract.ts";
import { screenItem } from "./validity.rules.ts";

/** One item on its way through the stages, with all that was found out about it. */
export interface Heard<I extends InboundItem = InboundItem> {
  /** Its place in what was given. */
  index: number;
  item: I;
  /** The id of its event. */
  id: string;
  groupId: string;
  memberId: string;
  inviterId: string | null;
}

export interface Kept {
  index: number;
  item: unknown;
  reason: KeptReason;
}

/** A batch between two stages: who goes on, what is settled, what is kept in the inbox. */
export interface Batch {
  heard: Heard[];
  settled: Map<number, Outcome>;
  kept: Kept[];
  /** Something was found in the log that the look before had not shown: writes reckon with that. */
  isDoubtful: boolean;
}

/** Takes an item out of the batch: it will stand in the inbox. */
export function keep(batch: Batch, one: { index: number; item: unknown }, reason: KeptReason): void {
  batch.kept.push({ index: one.index, item: one.item, reason });
  batch.settled.set(one.index, { verdict: "kept", reason });
}

/** The items that may take effect, each with its event's id; what is said twice within the batch is said once. */
export function openBatch(items: readonly InboundItem[], nowMs: number, idOf: (item: InboundItem) => string): Batch {
  const batch: Batch = { heard: [], settled: new Map(), kept: [], isDoubtful: false };
  const known = new Map<string, Known[]>();
  for (const [index, item] of items.entries()) {
    const screened = screenItem(item, nowMs);
    if (screened.verdict === "keep") {
      keep(batch, { index, item }, screened.reason);
      continue;
    }
    const id = idOf(screened.item);
    const tail = tailOf(id);
    const sameness = compareWithKnown(id, item.isTimeOurs === true, known.get(tail));
    if (sameness.verdict === "duplicate") batch.settled.set(index, sameness);
    else if (sameness.verdict === "correction") keep(batch, { index, item }, "correction");
    else {
      known.set(tail, [{ id, ref: 0 }]);
      batch.heard.push({ index, item: screened.item, id, groupId: "", memberId: "", inviterId: null });
    }
  }
  return batch;
}

/** Drops what was already there, and keeps what was there with another time. */
export function dropKnown<H extends Heard>(batch: Batch, heard: readonly H[], knownByTail: ReadonlyMap<string, Known[]>): H[] {
  return heard.filter((one) => {
    const sameness = compareWithKnown(one.id, one.item.isTimeOurs === true, knownByTail.get(tailOf(one.id)));
    if (sameness.verdict === "duplicate") batch.settled.set(one.index, sameness);
    else if (sameness.verdict === "correction") keep(batch, one, "correction");
    return sameness.verdict === "new";
  });
}

export const isKind =
  <K extends InboundItem["kind"]>(kind: K) =>
  (one: Heard): one is Heard<Extract<InboundItem, { kind: K }>> =>
    one.item.kind === kind;

/** One outcome per item in the order given, and their sums. */
export function closeReport(count: number, settled: ReadonlyMap<number, Outcome>): IngestReport {
  const report: IngestReport = { accepted: 0, duplicates: 0, kept: 0, outcomes: [] };
  for (let index = 0; index < count; index++) {
    const outcome = settled.get(index);
    if (!outcome) throw new Error(`item ${index} was not settled`);
    report.outcomes.push(outcome);
    if (outcome.verdict === "accepted") report.accepted++;
    else if (outcome.verdict === "duplicate") report.duplicates++;
    else report.kept++;
  }
  return report;
}
