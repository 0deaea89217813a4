import type { InputOf, OutputOf } from "../../lib/define.ts";
import type { Context } from "../../server/context.ts";
import { decodeCursor, encodeCursor } from "../../server/page.ts";
import type { MeasuredScope } from "./measure.store.ts";
import { PeopleUnion } from "../../lib/people-set.ts";
import { openScope } from "./scope.actions.ts";
import type { talkGroupsEndpoint, talkMonthsEndpoint } from "./talk-months.contract.ts";
import * as store from "./talk-months.store.ts";
import { listTalkCells, type TalkCell } from "./unit-talk.store.ts";
import { readKeptTo } from "./units.actions.ts";

const MOST_MONTHS = 120;
const FIRST_DAY = "0001-01-01";
const LAST_DAY = "9999-12-31";

export async function showTalkMonths(ctx: Context, ask: InputOf<typeof talkMonthsEndpoint>): Promise<OutputOf<typeof talkMonthsEndpoint>> {
  const scope = await openScope(ctx, ask.scope);
  const span = spanOf(ask);
  const [said, groupCount] = await Promise.all([readSaid(ctx, scope, span), store.countTalkGroups(ctx.db, ctx.brand.id, scope, span)]);
  return { ...said, months: said.months.slice(0, MOST_MONTHS), groupCount };
}

const spanOf = ({ from = FIRST_DAY, to = LAST_DAY }: Partial<store.TalkSpan>): store.TalkSpan => ({ from, to });

export async function listTalkGroups(ctx: Context, ask: InputOf<typeof talkGroupsEndpoint>): Promise<OutputOf<typeof talkGroupsEndpoint>> {
  const scope = await openScope(ctx, ask.scope);
  const page = { sort: ask.sort, after: placeIn(ask), limit: ask.limit + 1 };
  const { rows, total } = await store.listTalkGroups(ctx.db, ctx.brand.id, scope, spanOf(ask), page);
  const items = rows.slice(0, ask.limit);
  const last = items.at(-1);
  const place = last && [ask.sort.endsWith("name") ? last.name : last.messages, last.id, ask.sort];
  return { items, nextCursor: rows.length > ask.limit && place ? encodeCursor(place) : null, total };
}

/** Behind which row of this order a page begins; a cursor of another order begins at the first. */
function placeIn({ cursor, sort }: Pick<InputOf<typeof talkGroupsEndpoint>, "cursor" | "sort">): store.TalkGroupsPage["after"] {
  const [value, id, order] = decodeCursor(cursor) ?? [];
  const kind = sort.endsWith("name") ? "string" : "number";
  return order === sort && typeof value === kind && value != null && typeof id === "string" ? { value, id } : null;
}

async function readSaid(ctx: Context, scope: MeasuredScope, span: store.TalkSpan): Promise<store.Talk> {
  return (await readKept(ctx, scope, span)) ?? (await store.readTalk(ctx.db, ctx.brand.id, scope, span));
}

/** From what is kept of a unit, and of the days that are not over from the rows; null where it is not a unit's or a day waits. */
async function readKept(ctx: Context, scope: MeasuredScope, { from, to }: store.TalkSpan): Promise<store.Talk | null> {
  const { db, brand } = ctx;
  const keptTo = await readKeptTo(ctx);
  if (scope.unitId === null || keptTo === null) return null;
  const cells = from > keptTo ? [] : await listTalkCells(db, brand.id, scope.unitId, { from, to: to < keptTo ? to : keptTo });
  if (cells === null) return null;
  return sumUp(cells, to > keptTo ? await store.listTalkAfter(db, brand.id, scope, keptTo, { from, to }) : []);
}

function sumUp(cells: readonly TalkCell[], recent: readonly store.RecentTalk[]): store.Talk {
  const whole = new PeopleUnion();
  const months = new Map<string, { messages: number; writers: PeopleUnion }>();
  const monthOf = (month: string) => {
    const known = months.get(month) ?? { messages: 0, writers: new PeopleUnion() };
    months.set(month, known);
    return known;
  };
  for (const { month, messages, writers } of cells) {
    const sum = monthOf(month);
    sum.messages += messages;
    sum.writers.addAll(writers);
    whole.addAll(writers);
  }
  for (const { month, messages, numbers } of recent) {
    const sum = monthOf(month);
    sum.messages += messages;
    for (const number of numbers) {
      sum.writers.add(number);
      whole.add(number);
    }
  }
  const told = [...months].map(([month, { messages, writers }]) => ({ month, messages, writers: writers.count }));
  return {
    messages: told.reduce((sum, one) => sum + one.messages, 0),
    writers: whole.count,
    months: told.toSorted((a, b) => b.month.localeCompare(a.month)),
  };
}
