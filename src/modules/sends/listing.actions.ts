import { type RawBuilder, sql } from "kysely";
import { channelOf } from "../../channels/index.ts";
import type { InputOf, OutputOf } from "../../lib/define.ts";
import { found } from "../../lib/refusal.ts";
import { isOneOf } from "../../server/columns.ts";
import { type Context, requirePermission } from "../../server/context.ts";
import { decodeCursor, encodeCursor, pageBy } from "../../server/page.ts";
import { readBrandSettings } from "../brands/index.ts";
import type { ContentBody } from "../contents/index.ts";
import { visibleGroups } from "../groups/index.ts";
import * as store from "./listing.store.ts";
import type { Handover, listDeliveriesEndpoint, listSendsEndpoint, Send, showSendEndpoint } from "./sends.contract.ts";
import { capOf, today } from "./quota.actions.ts";
import { countSendsBetween } from "./targets.store.ts";

/** Sends `s` that go to a group the acting person sees, and own ones. What they see is hashed once; by the limit each send is looked up, where "exists" reads the deliveries of all. */
export function visibleSends(ctx: Context, permission: string): RawBuilder<boolean> {
  const scope = requirePermission(ctx, permission);
  if (scope === "brand" || ctx.actor.kind !== "staff") return sql<boolean>`true`;
  return sql<boolean>`(s.created_by = ${ctx.actor.id}::uuid or (
    select 1 from deliveries v where v.brand_id = s.brand_id and v.send_id = s.id
      and ${isOneOf(sql`v.group_id`, sql`select g.id from groups g where g.brand_id = ${ctx.brand.id} and ${visibleGroups(ctx, permission)}`)} limit 1) is not null)`;
}

const withoutBody = ({ body: _body, ...send }: Send & { body: ContentBody }): Send => send;

export async function listSends(ctx: Context, input: InputOf<typeof listSendsEndpoint>): Promise<OutputOf<typeof listSendsEndpoint>> {
  const [dueAt, id] = decodeCursor(input.cursor) ?? [];
  const after = typeof dueAt === "string" && typeof id === "string" ? { dueAt, id } : null;
  const rows = await store.listSends(ctx.db, ctx.brand.id, visibleSends(ctx, "sends.read"), { ...input, after });
  const items = rows.slice(0, input.limit).map(withoutBody);
  const last = items.at(-1);
  return { items, nextCursor: rows.length > input.limit && last ? encodeCursor([last.dueAt, last.id]) : null };
}

export async function showSend(ctx: Context, input: { sendId: string }): Promise<OutputOf<typeof showSendEndpoint>> {
  const send = found(await store.findSend(ctx.db, ctx.brand.id, visibleSends(ctx, "sends.read"), input.sendId), "sends.missing");
  return { ...send, urls: linksOf(ctx, [send.body]) };
}

export async function listDeliveries(
  ctx: Context,
  input: InputOf<typeof listDeliveriesEndpoint>,
): Promise<OutputOf<typeof listDeliveriesEndpoint>> {
  await showSend(ctx, input);
  const rows = await store.listDeliveries(ctx.db, ctx.brand.id, visibleGroups(ctx, "sends.read"), {
    ...input,
    after: input.cursor ?? null,
  });
  return pageBy(rows, input.limit);
}

function picturesOf(body: ContentBody | null): string[] {
  if (body?.format === "image") return body.images.map((image) => image.sha256);
  return body?.format === "link" && body.cover ? [body.cover] : [];
}

/** Signed links to the pictures of these bodies, by their hash. */
export function linksOf(ctx: Context, bodies: readonly ContentBody[]): Record<string, string> {
  return Object.fromEntries(bodies.flatMap(picturesOf).map((sha256) => [sha256, ctx.fileUrl(sha256)]));
}

/** One dispatch as its person carries it out; others of the subtree may look over the shoulder. */
export async function showHandover(ctx: Context, input: { dispatchId: string }): Promise<Handover> {
  const handover = found(await store.findHandover(ctx.db, ctx.brand.id, input.dispatchId), "sends.missing");
  const { assigneeOrgId: _org, channel, targets, ...rest } = handover;
  const isOwn = ctx.actor.kind === "staff" && ctx.actor.id === handover.assigneeId;
  if (!isOwn) await showSend(ctx, { sendId: handover.sendId });
  const { from, to } = today(ctx);
  const used = await countSendsBetween(
    ctx.db,
    ctx.brand.id,
    targets.map((target) => target.groupId),
    from,
    to,
  );
  const { groupSendsPerDay } = await readBrandSettings(ctx);
  return {
    ...rest,
    onPlatform: channelOf(channel)?.capabilities.confirmedOnPlatform ?? false,
    targets: targets.map((target) => ({
      ...target,
      pictureUrls: picturesOf(target.body).map((sha256) => ctx.fileUrl(sha256)),
      sentToday: used.get(target.groupId) ?? 0,
      capPerDay: capOf(target.channel, groupSendsPerDay),
    })),
  };
}
