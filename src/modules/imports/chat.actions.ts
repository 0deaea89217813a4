import type { Context } from "../../server/context.ts";
import type { KeptReason } from "../messages/inbound.contract.ts";
import { ingest, type InboundItem } from "../messages/index.ts";
import type { ImportOptions } from "./options.contract.ts";
import type { Problem } from "./problems.contract.ts";
import type { ChatRead } from "./readers.rules.ts";
import type { Verdict } from "./takers.actions.ts";
import { hash53, Tally } from "./tally.rules.ts";

/** Pairs of room and writer whose first word is remembered while a file is read, by a hash: as texts they would take forty megabytes. */
const MOST_PAIRS = 300_000;

const problemOf: Record<KeptReason, Problem> = {
  unreadable: "unreadable",
  "too-long": "too-long",
  "too-old": "too-old",
  future: "future",
  "unknown-group": "group-missing",
  "unknown-member": "member-missing",
  correction: "correction",
};

/** Takes messages in as a channel would report them; with `seat`, who speaks has come in with the first word we know of. */
export function chatTaker(
  options: ImportOptions,
  rooms: ReadonlyMap<string, string | null>,
): (ctx: Context, values: readonly ChatRead[]) => Promise<Verdict[]> {
  const source = `import:${options.source}`;
  const firstWords = new Tally(Float64Array);
  return async (ctx, values) => {
    const items: InboundItem[] = [];
    const comings = new Map<string, InboundItem>();
    const places = values.map((value): number | Problem => {
      const groupId = rooms.get(value.room);
      if (!groupId) return groupId === null ? "room-skipped" : "group-missing";
      if (options.seat) noteComing(value, groupId, source, firstWords, comings);
      return items.push(messageOf(value, groupId, source)) - 1;
    });
    const joins = [...comings.values()];
    const { outcomes } = await ingest(ctx, [...joins, ...items]);
    return places.map((place): Verdict => {
      if (typeof place === "string") return { problem: place };
      const outcome = outcomes[joins.length + place];
      if (!outcome) return { problem: "unreadable" };
      if (outcome.verdict === "kept") return { problem: problemOf[outcome.reason] };
      return { took: outcome.verdict === "accepted" ? "new" : "same" };
    });
  };
}

const personOf = (value: ChatRead, source: string) => ({
  kind: "import",
  scope: source,
  externalId: value.userId,
  nickname: value.userName || value.userId,
});

function messageOf(value: ChatRead, groupId: string, source: string): InboundItem {
  return {
    kind: "message",
    source,
    externalId: value.externalId,
    occurredAt: value.sentAt,
    group: { groupId },
    sender: personOf(value, source),
    format: "text",
    text: value.text,
  };
}

/** A word earlier than any known is where the stay begins. */
function noteComing(value: ChatRead, groupId: string, source: string, firstWords: Tally, comings: Map<string, InboundItem>): void {
  const pair = `${groupId}\u0000${value.userId}`;
  const hash = hash53(pair);
  const at = value.sentAt.getTime();
  if (at >= (firstWords.get(hash) ?? Number.POSITIVE_INFINITY)) return;
  if (firstWords.size < MOST_PAIRS) firstWords.set(hash, at);
  comings.set(pair, {
    kind: "joined",
    source,
    externalId: `first:${groupId}:${value.userId}`.slice(0, 200),
    occurredAt: value.sentAt,
    group: { groupId },
    member: personOf(value, source),
  });
}
