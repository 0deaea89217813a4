import type { Context } from "../../server/context.ts";
import { insertEvents, newEvent } from "../../server/event-log.ts";
import { entryExposed } from "../groups/groups.contract.ts";
import { seatMembers, unseatMembers } from "../members/index.ts";
import { type Batch, isKind } from "./batch.rules.ts";
import * as store from "./reports.store.ts";
import { cleanName } from "./validity.rules.ts";

/** Comings and goings; the seats fold them in whatever order they come. */
export async function moveSeats(ctx: Context, batch: Batch): Promise<void> {
  const joins = batch.heard.filter(isKind("joined"));
  const leaves = batch.heard.filter(isKind("left"));
  if (joins.length + leaves.length === 0) return;
  const known = await store.findSeatReports(ctx.db, ctx.brand.id, [...joins, ...leaves]);
  const entries = await store.findEntryGroups(
    ctx.db,
    ctx.brand.id,
    joins.flatMap((one) => one.item.entryId ?? []),
  );
  await seatMembers(
    ctx,
    joins.map(({ item, id, groupId, memberId, inviterId }) => ({
      groupId,
      memberId,
      kind: item.seatKind ?? "member",
      staffId: item.staffId,
      nickname: "nickname" in item.member ? cleanName(item.member.nickname ?? "") : "",
      at: item.occurredAt,
      eventId: id,
      ...(item.entryId && entries.get(item.entryId) === groupId ? { entryId: item.entryId } : {}),
      ...(inviterId && inviterId !== memberId ? { inviterMemberId: inviterId } : {}),
    })),
  );
  await unseatMembers(
    ctx,
    leaves.map(({ item, id, groupId, memberId }) => ({ groupId, memberId, at: item.occurredAt, reason: item.reason, eventId: id })),
  );
  for (const { id, index } of [...joins, ...leaves])
    batch.settled.set(index, known.has(id) ? { verdict: "duplicate", id } : { verdict: "accepted", id });
}

/** Looks at a way in; only ways into the named group count. */
export async function countExposures(ctx: Context, batch: Batch): Promise<void> {
  const exposures = batch.heard.filter(isKind("exposed"));
  if (exposures.length === 0) return;
  const entries = await store.findEntryGroups(
    ctx.db,
    ctx.brand.id,
    exposures.map((one) => one.item.entryId),
  );
  const rows = exposures
    .filter((one) => entries.get(one.item.entryId) === one.groupId)
    .map((one) =>
      newEvent(entryExposed, { groupId: one.groupId, entryId: one.item.entryId }, ctx.now, { id: one.id, occurredAt: one.item.occurredAt }),
    );
  const written = await insertEvents(ctx.db, ctx.brand.id, rows);
  const placed = new Set(rows.map((row) => row.id));
  for (const { id, index, item } of exposures) {
    if (!placed.has(id)) {
      batch.kept.push({ index, item, reason: "unknown-group" });
      batch.settled.set(index, { verdict: "kept", reason: "unknown-group" });
    } else batch.settled.set(index, written.has(id) ? { verdict: "accepted", id } : { verdict: "duplicate", id });
  }
}
