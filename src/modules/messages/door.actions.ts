import { Refusal } from "../../lib/refusal.ts";
import { type Actor, type Context, scopeOf } from "../../server/context.ts";
import type { Kept } from "./batch.rules.ts";
import { InboundItem, type IngestReport, type Outcome } from "./inbound.contract.ts";
import { keepInInbox } from "./inbox-keep.actions.ts";
import { ingest } from "./ingest.actions.ts";

interface Delivery {
  actor: Actor;
  input: { items: unknown[] };
}

/** What was handed in over HTTP by several callers, taken in as one batch. Each needs the permission for the whole brand. */
export async function ingestDeliveries(ctx: Context, deliveries: readonly Delivery[]): Promise<(IngestReport | Refusal)[]> {
  const allowed = deliveries.map((one) => scopeOf(ctx.as(one.actor), "groups.manage") === "brand");
  const items: InboundItem[] = [];
  const kept: Kept[] = [];
  const places = deliveries.map((one, d) => (allowed[d] ? one.input.items.map((raw) => place(raw, items, kept)) : []));
  if (kept.length > 0) await ctx.transaction((inside) => keepInInbox(inside, kept));
  const { outcomes } = items.length > 0 ? await ingest(ctx, items) : { outcomes: [] };
  return places.map((own, d) =>
    allowed[d] ? sum(own.map((at) => (at === null ? unreadable : (outcomes[at] ?? unreadable)))) : tooNarrow(),
  );
}

const unreadable: Outcome = { verdict: "kept", reason: "unreadable" };

const tooNarrow = () => new Refusal("forbidden", "session.forbidden", { permission: "groups.manage" });

/** Where the item stands in the batch; null where it cannot be read and is kept. */
function place(raw: unknown, items: InboundItem[], kept: Kept[]): number | null {
  const read = InboundItem.safeParse(raw);
  if (read.success) return items.push(read.data) - 1;
  kept.push({ index: 0, item: raw, reason: "unreadable" });
  return null;
}

function sum(outcomes: Outcome[]): IngestReport {
  const count = (verdict: Outcome["verdict"]) => outcomes.filter((one) => one.verdict === verdict).length;
  return { accepted: count("accepted"), duplicates: count("duplicate"), kept: count("kept"), outcomes };
}
