import type { InputOf, OutputOf } from "../../lib/define.ts";
import { startOfDayMs, addDays } from "../../lib/time.ts";
import type { Context } from "../../server/context.ts";
import { decodeCursor, encodeCursor } from "../../server/page.ts";
import { isKept, lengthOf, measure, type Period, readAllSales, spanOf, todayOf } from "./measure.actions.ts";
import { listDaySums } from "./measure.store.ts";
import type { FigureRow, MetricKey, Part, rowsEndpoint } from "./metrics.contract.ts";
import { countRows, countSpeakers, listRows, sourceOf, type StoredRow } from "./rows-page.store.ts";
import type { RowAsk, RowSourceName } from "./rows.store.ts";
import { openScope } from "./scope.actions.ts";

interface Parts {
  numerator: RowSourceName;
  denominator: RowSourceName;
  secondNumerator?: RowSourceName;
  secondDenominator?: RowSourceName;
  /** What stands below the line is a mean over the period's days. */
  isMean?: boolean;
}

/** What each part of a metric is made of; see metrics.rules.ts for the formulas. */
const partsOf: Record<MetricKey, Parts> = {
  join: { numerator: "entryJoins", denominator: "looks" },
  leave: { numerator: "left", denominator: "startAndJoined", secondNumerator: "left", secondDenominator: "membersAtEnd" },
  interaction: { numerator: "activeDays", denominator: "talkDays" },
  messages: {
    numerator: "messages",
    denominator: "talkDays",
    secondNumerator: "validMessages",
    secondDenominator: "talkDays",
    isMean: true,
  },
  retention: { numerator: "retained", denominator: "membersAtStart", secondNumerator: "retained", secondDenominator: "everJoined" },
  conversion: { numerator: "converted", denominator: "present" },
  spend: { numerator: "knownNet", denominator: "buyers", secondNumerator: "knownGross", secondDenominator: "buyers" },
  roi: { numerator: "net", denominator: "costs", secondNumerator: "allNet", secondDenominator: "costs" },
  referral: { numerator: "referred", denominator: "seenDays", isMean: true },
  arpu: { numerator: "seenNet", denominator: "seenDays", isMean: true },
};

const inFen = new Set<RowSourceName>(["knownNet", "knownGross", "net", "seenNet", "allNet", "costs"]);
const inCounts = new Set<RowSourceName>(["looks", "messages", "validMessages"]);

function sourceNameOf(metric: MetricKey, part: Part): RowSourceName {
  const made = partsOf[metric];
  if (part === "second-numerator") return made.secondNumerator ?? made.numerator;
  if (part === "second-denominator") return made.secondDenominator ?? made.denominator;
  return part === "numerator" ? made.numerator : made.denominator;
}

function unitOf(name: RowSourceName): "fen" | "count" | "people" {
  if (inFen.has(name)) return "fen";
  return inCounts.has(name) ? "count" : "people";
}

function afterOf(cursor: string | undefined): { sortAt: string; key: string } | null {
  const [sortAt, key] = decodeCursor(cursor) ?? [];
  return typeof sortAt === "string" && typeof key === "string" ? { sortAt, key } : null;
}

function toRow({ key, kind, at, day, groupId, groupName, memberId, memberName, note, value }: StoredRow): FigureRow {
  const group = groupId ? { id: groupId, name: groupName ?? "" } : null;
  const member = memberId ? { id: memberId, name: memberName ?? "" } : null;
  return { key, kind, at, day, group, member, note, value };
}

/** How many rows there are and what they add up to: from what is kept where it is the same, else by counting them. */
async function countAll(ctx: Context, name: RowSourceName, ask: RowAsk, period: Period): Promise<{ total: number; sum: number }> {
  const { sum } = sourceOf(name);
  if (name === "allNet") {
    const { orders, fen } = await readAllSales(ctx, ask.scope, ask);
    return { total: orders, sum: fen };
  }
  if (name === "messages") {
    const { sums } = await listDaySums(ctx.db, ctx.brand.id, ask.scope, ask.from, ask.to, ["messages"]);
    return { total: await countSpeakers(ctx.db, ask), sum: sums.reduce((all, day) => all + day.messages, 0) };
  }
  if (sum === undefined) return countRows(ctx.db, name, ask);
  const sums = await measure(ctx, ask.scope, period);
  return { total: sums[sum], sum: sums[sum] };
}

/** The rows behind one part of a figure; together they are the figure. */
export async function readRows(ctx: Context, ask: InputOf<typeof rowsEndpoint>): Promise<OutputOf<typeof rowsEndpoint>> {
  const scope = await openScope(ctx, ask.scope);
  const asked = spanOf(ask.metric, ask);
  const today = todayOf(ctx);
  const span = { from: asked.from, to: asked.to < today ? asked.to : today };
  const name = sourceNameOf(ask.metric, ask.part);
  const bounds = { fromMs: startOfDayMs(span.from, ctx.brand.zone), toMs: startOfDayMs(addDays(span.to, 1), ctx.brand.zone) };
  const keptDays = (await isKept(ctx, scope, asked)) ? lengthOf(asked) : null;
  const rowAsk = {
    brandId: ctx.brand.id,
    zone: ctx.brand.zone,
    ...span,
    ...bounds,
    scope,
    isGroup: ask.scope.startsWith("group:"),
    keptDays,
  };
  const { total, sum } = await countAll(ctx, name, rowAsk, { from: asked.from, to: asked.to });
  const rows = await listRows(ctx.db, name, rowAsk, { after: afterOf(ask.cursor), limit: ask.limit + 1, total });
  const items = rows.slice(0, ask.limit);
  const last = items.at(-1);
  const isBelow = ask.part === "denominator" || ask.part === "second-denominator";
  return {
    items: items.map(toRow),
    nextCursor: rows.length > ask.limit && last ? encodeCursor([last.sortAt, last.key]) : null,
    total,
    sum,
    divisor: isBelow && partsOf[ask.metric].isMean ? lengthOf(asked) : 1,
    unit: unitOf(name),
    ...span,
  };
}
