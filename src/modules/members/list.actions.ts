import type { InputOf, OutputOf } from "../../lib/define.ts";
import { addDays, localDay, startOfDayMs } from "../../lib/time.ts";
import { type Context, scopeOf } from "../../server/context.ts";
import { decodeCursor, encodeCursor } from "../../server/page.ts";
import { accessOrgUnit } from "../brands/index.ts";
import { accessGroup } from "../groups/index.ts";
import { unitsInSight, visibleMembers } from "./access.actions.ts";
import { readIdCursor, readPlaceCursor } from "./cursor.rules.ts";
import * as described from "./described.store.ts";
import * as store from "./list.store.ts";
import type { countMembersEndpoint, listMembersEndpoint, MemberFilter, MemberItem } from "./members.contract.ts";
import { maskPhone } from "./phone-number.rules.ts";
import { memberQuery, phoneTail } from "./terms.rules.ts";

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const SPEND_DAYS = 90;

const daysAgo = (ctx: Context, days: number) => new Date(ctx.now.getTime() - days * DAY_MS);

/** Whole hours, which the index of last interactions answers alone. */
const hourDaysAgo = (ctx: Context, days: number) => new Date(Math.floor(daysAgo(ctx, days).getTime() / HOUR_MS) * HOUR_MS);

const bands: Record<NonNullable<MemberFilter["active"]>, (ctx: Context) => Pick<store.Conditions, "activeSince" | "activeBefore">> = {
  today: (ctx) => ({ activeSince: new Date(startOfDayMs(localDay(ctx.now.getTime(), ctx.brand.zone), ctx.brand.zone)) }),
  "7d": (ctx) => ({ activeSince: hourDaysAgo(ctx, 7) }),
  "30d": (ctx) => ({ activeSince: hourDaysAgo(ctx, 30) }),
  silent30: (ctx) => ({ activeBefore: hourDaysAgo(ctx, 30) }),
  silent90: (ctx) => ({ activeBefore: hourDaysAgo(ctx, 90) }),
};

/** The filter as SQL conditions of what the acting person may see; refuses a group or unit out of sight. */
export async function conditionsOf(ctx: Context, filter: MemberFilter, permission: string): Promise<store.Conditions> {
  if (filter.orgId) await accessOrgUnit(ctx, filter.orgId, permission);
  if (filter.groupId) await accessGroup(ctx, filter.groupId, permission);
  const dayStart = (day: string | undefined) => (day === undefined ? undefined : new Date(startOfDayMs(day, ctx.brand.zone)));
  return {
    words: filter.q ? memberQuery(filter.q) : [],
    phoneTail: filter.q ? phoneTail(filter.q) : null,
    visible: (beforeId) => visibleMembers(ctx, permission, "m", beforeId),
    units: await unitsInSight(ctx, permission, filter.orgId),
    tagId: filter.tagId,
    orgId: filter.orgId,
    groupId: filter.groupId,
    ...(filter.active ? bands[filter.active](ctx) : {}),
    marketing: filter.marketing && filter.marketing === "yes",
    from: dayStart(filter.from),
    before: dayStart(filter.to && addDays(filter.to, 1)),
  };
}

async function readingsOf(ctx: Context, conditions: store.Conditions): Promise<string[][]> {
  const read: string[][] = [];
  for (const terms of store.readings(conditions.words)) read.push(await store.rarestFirst(ctx.db, ctx.brand.id, terms));
  return read;
}

export interface FoundPage {
  ids: string[];
  nextCursor: string | null;
}

/** One page of ids. A question that holds nothing to search for finds nobody. */
export async function findPage(
  ctx: Context,
  conditions: store.Conditions,
  asksWords: boolean,
  page: { sort: "joined" | "active"; ascending: boolean; cursor?: string | undefined; limit: number },
): Promise<FoundPage> {
  const cursor = decodeCursor(page.cursor);
  if (asksWords) {
    const beforeId = readIdCursor(cursor?.[0]);
    if (conditions.words.length === 0) return { ids: [], nextCursor: null };
    const ids = await store.searchIds(ctx.db, ctx.brand.id, conditions, {
      readings: await readingsOf(ctx, conditions),
      beforeId,
      limit: page.limit,
    });
    return { ids: ids.slice(0, page.limit), nextCursor: ids.length > page.limit ? encodeCursor([ids[page.limit - 1] ?? null]) : null };
  }
  const rows = await store.listIds(ctx.db, ctx.brand.id, conditions, { ...page, after: readPlaceCursor(cursor) });
  const last = rows[page.limit - 1];
  return {
    ids: rows.slice(0, page.limit).map((row) => row.id),
    nextCursor: rows.length > page.limit && last ? encodeCursor([last.at, last.id]) : null,
  };
}

type Ask = InputOf<typeof listMembersEndpoint>;

async function pageOf(ctx: Context, input: Ask, permission: string): Promise<FoundPage> {
  const conditions = await conditionsOf(ctx, input, permission);
  return findPage(ctx, conditions, Boolean(input.q), { ...input, ascending: input.ascending === "1" });
}

export async function listMembers(ctx: Context, input: Ask): Promise<OutputOf<typeof listMembersEndpoint>> {
  const { ids, nextCursor } = await pageOf(ctx, input, "members.read");
  return { items: await describe(ctx, ids), nextCursor };
}

/** The list for who may take members along: with the phone numbers of those whose numbers the acting person may see. */
export async function listMembersToExport(
  ctx: Context,
  input: Ask,
): Promise<{ items: (MemberItem & { phone: string | null })[]; nextCursor: string | null }> {
  const { ids, nextCursor } = await pageOf(ctx, input, "members.manage");
  const rows = await described.describeMembers(ctx.db, ctx.brand.id, ids, daysAgo(ctx, SPEND_DAYS));
  const open = scopeOf(ctx, "members.phone")
    ? await described.listVisible(ctx.db, ctx.brand.id, ids, visibleMembers(ctx, "members.phone"))
    : [];
  const isOpen = new Set(open);
  return { items: rows.map((row) => ({ ...toItem(ctx, row), phone: isOpen.has(row.id) ? row.phone : null })), nextCursor };
}

export async function describe(ctx: Context, ids: readonly string[]): Promise<MemberItem[]> {
  const rows = await described.describeMembers(ctx.db, ctx.brand.id, ids, daysAgo(ctx, SPEND_DAYS));
  return rows.map((row) => toItem(ctx, row));
}

function toItem(ctx: Context, { phone, avatar, via, entryName, ...row }: described.DescribedMember): MemberItem {
  return {
    ...row,
    phoneMasked: phone && maskPhone(phone),
    avatarUrl: avatar && ctx.fileUrl(avatar),
    source: { kind: via ?? "unknown", entry: entryName },
  };
}

const COUNT_MOST = 100_000;

export async function countMembers(
  ctx: Context,
  input: InputOf<typeof countMembersEndpoint>,
): Promise<OutputOf<typeof countMembersEndpoint>> {
  const isAll = Object.values(input).every((value) => value === undefined || value === "");
  if (isAll && scopeOf(ctx, "members.read") === "brand") return { count: await store.countAll(ctx.db, ctx.brand.id), isMore: false };
  const conditions = await conditionsOf(ctx, input, "members.read");
  if (input.q && conditions.words.length === 0) return { count: 0, isMore: false };
  const count = await store.countIds(ctx.db, ctx.brand.id, conditions, await readingsOf(ctx, conditions), COUNT_MOST + 1);
  return { count: Math.min(count, COUNT_MOST), isMore: count > COUNT_MOST };
}
