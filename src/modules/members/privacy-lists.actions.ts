import type { InputOf, OutputOf } from "../../lib/define.ts";
import { addDays, startOfDayMs } from "../../lib/time.ts";
import type { Context } from "../../server/context.ts";
import { pageBy } from "../../server/page.ts";
import { accessMember, visibleMembers } from "./access.actions.ts";
import { readIdCursor } from "./cursor.rules.ts";
import { conditionsOf, findPage } from "./list.actions.ts";
import type { listConsentsEndpoint, listPrivacyRequestsEndpoint } from "./privacy.contract.ts";
import { EXPORT_KEPT_MS } from "./privacy.actions.ts";
import * as store from "./privacy-lists.store.ts";

/** A search of these lists looks at this many people. */
const MOST_PEOPLE = 200;

/** The ids of those a question or one person means, merged ones included; null for everybody in sight. */
async function partsOf(ctx: Context, ask: { q?: string | undefined; memberId?: string | undefined }): Promise<string[] | null> {
  if (ask.memberId) return store.listParts(ctx.db, ctx.brand.id, [(await accessMember(ctx, ask.memberId, "members.privacy")).id]);
  if (!ask.q) return null;
  const conditions = await conditionsOf(ctx, { q: ask.q }, "members.privacy");
  const { ids } = await findPage(ctx, conditions, true, { sort: "joined", ascending: false, limit: MOST_PEOPLE });
  return store.listParts(ctx.db, ctx.brand.id, ids);
}

/** What people asked of their data, the newest first, with how many stand in each state. */
export async function listRequests(
  ctx: Context,
  input: InputOf<typeof listPrivacyRequestsEndpoint>,
): Promise<OutputOf<typeof listPrivacyRequestsEndpoint>> {
  const visible = visibleMembers(ctx, "members.privacy", "c");
  const ask = { partIds: await partsOf(ctx, input), kind: input.kind ?? null };
  const rows = await store.listRequests(ctx.db, ctx.brand.id, visible, {
    ...ask,
    state: input.state ?? null,
    before: readIdCursor(input.cursor),
    limit: input.limit,
  });
  const { items, nextCursor } = pageBy(rows, input.limit);
  const keptSince = ctx.now.getTime() - EXPORT_KEPT_MS;
  return {
    items: items.map(({ fileSha256, ...row }) => ({
      ...row,
      url: fileSha256 && Date.parse(row.askedAt) >= keptSince ? ctx.fileUrl(fileSha256) : null,
    })),
    nextCursor,
    counts: await store.countRequests(ctx.db, ctx.brand.id, visible, { ...ask, now: ctx.now }),
  };
}

export async function listConsents(
  ctx: Context,
  input: InputOf<typeof listConsentsEndpoint>,
): Promise<OutputOf<typeof listConsentsEndpoint>> {
  const dayStart = (day: string | undefined) => (day === undefined ? null : new Date(startOfDayMs(day, ctx.brand.zone)));
  const rows = await store.listConsentLog(ctx.db, ctx.brand.id, visibleMembers(ctx, "members.privacy", "c"), {
    partIds: await partsOf(ctx, input),
    purpose: input.purpose ?? null,
    granted: input.granted ?? null,
    from: dayStart(input.from),
    to: dayStart(input.to && addDays(input.to, 1)),
    before: readIdCursor(input.cursor),
    limit: input.limit,
  });
  return pageBy(rows, input.limit);
}
