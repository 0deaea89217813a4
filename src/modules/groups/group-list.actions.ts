import type { InputOf, OutputOf } from "../../lib/define.ts";
import { Refusal } from "../../lib/refusal.ts";
import { queryTerms } from "../../lib/search-terms.ts";
import { addDays, localDay } from "../../lib/time.ts";
import type { Context } from "../../server/context.ts";
import { decodeCursor, encodeCursor } from "../../server/page.ts";
import { isMine, visibleGroups } from "./access.actions.ts";
import {
  type GroupFilter,
  groupSorts,
  MOST_IDS,
  type listGroupIdsEndpoint,
  type listGroupsEndpoint,
  type summarizeGroupsEndpoint,
} from "./group-list.contract.ts";
import * as store from "./group-list.store.ts";

const words = (q: string | undefined) =>
  (q ?? "")
    .toLowerCase()
    .split(/\s+/)
    .map((text) => ({ text, runs: queryTerms(text) }))
    .filter((word) => word.runs.length > 0)
    .slice(0, 8);

const yesterdayOf = (ctx: Context) => addDays(localDay(ctx.now.getTime(), ctx.brand.zone), -1);

function queryOf(ctx: Context, filter: GroupFilter): store.GroupQuery {
  return {
    ...filter,
    brandId: ctx.brand.id,
    visible: visibleGroups(ctx, "groups.read"),
    isMine: isMine(ctx),
    now: ctx.now,
    yesterday: yesterdayOf(ctx),
    words: words(filter.q),
  };
}

function pagingOf(input: Pick<InputOf<typeof listGroupsEndpoint>, "sort" | "cursor" | "limit">): store.Paging {
  const descending = input.sort.startsWith("-");
  const sort = groupSorts.find((name) => name === input.sort.replace(/^-/, "")) ?? "code";
  const [value, id] = decodeCursor(input.cursor) ?? [];
  const fits = value !== undefined && value !== null && typeof id === "string" && (typeof value === "string") === (sort === "name");
  return { sort, descending, after: fits ? { value, id } : null, limit: input.limit + 1 };
}

/** Two statements, however long the page. */
export async function listGroups(ctx: Context, input: InputOf<typeof listGroupsEndpoint>): Promise<OutputOf<typeof listGroupsEndpoint>> {
  const query = queryOf(ctx, input);
  const rows = await store.listGroups(ctx.db, query, pagingOf(input));
  const page = rows.slice(0, input.limit);
  const trends = await store.listTrends(
    ctx.db,
    ctx.brand.id,
    page.map((row) => row.id),
    query.yesterday,
  );
  const last = page.at(-1);
  return {
    items: page.map(({ sortValue: _value, ...row }) => ({ ...row, trend: trends.get(row.id) ?? [] })),
    nextCursor: rows.length > input.limit && last ? encodeCursor([last.sortValue, last.id]) : null,
  };
}

export async function summarizeGroups(ctx: Context, input: GroupFilter): Promise<OutputOf<typeof summarizeGroupsEndpoint>> {
  return store.summarizeGroups(ctx.db, queryOf(ctx, input));
}

/** All or none: what fits is never cut. */
export async function listGroupIds(ctx: Context, input: GroupFilter, most = MOST_IDS): Promise<OutputOf<typeof listGroupIdsEndpoint>> {
  const rows = await store.listGroupIds(ctx.db, queryOf(ctx, input), most);
  if (rows.length > most) throw new Refusal("conflict", "groups.too-many", { most });
  return { ids: rows.map((row) => row.id), people: rows.reduce((sum, row) => sum + row.memberCount, 0) };
}
