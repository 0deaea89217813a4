import { done, type InputOf } from "../../lib/define.ts";
import { found, Refusal } from "../../lib/refusal.ts";
import { addDays, localDay } from "../../lib/time.ts";
import type { Context } from "../../server/context.ts";
import { accessGroup, accessGroupToChange, type GroupRow } from "./access.actions.ts";
import { groupChanged, rosterChanged } from "./groups.contract.ts";
import type { addToRosterEndpoint, changeRosterEndpoint, handOverEndpoint, RosterPlace, RosterRole } from "./roster.contract.ts";
import { decidePlace } from "./roster.rules.ts";
import * as store from "./roster.store.ts";
import { checkWorkloads } from "./workload.actions.ts";

export async function listRoster(ctx: Context, input: { groupId: string }): Promise<{ items: RosterPlace[] }> {
  const group = await accessGroup(ctx, input.groupId, "groups.read");
  const since = addDays(localDay(ctx.now.getTime(), ctx.brand.zone), -30);
  return { items: await store.listRoster(ctx.db, ctx.brand.id, group.id, since) };
}

function requirePlace(asked: { role: RosterRole; kind: "staff" | "member" }, others: readonly store.RosterKey[]): void {
  const decision = decidePlace(asked, others.filter((one) => one.role === "admin").length);
  if (decision.verdict === "refuse") throw new Refusal("invalid", `groups.roster-${decision.reason}`);
}

async function requirePerson(ctx: Context, group: GroupRow, kind: "staff" | "member", personId: string): Promise<void> {
  if (kind === "staff") {
    if ((await store.lockStaffLoads(ctx.db, ctx.brand.id, [personId])).length === 0) throw new Refusal("missing", "groups.staff-missing");
  } else if (!(await store.isSeated(ctx.db, ctx.brand.id, group.id, personId))) throw new Refusal("conflict", "groups.roster-not-seated");
}

export async function addToRoster(outer: Context, input: InputOf<typeof addToRosterEndpoint>): Promise<{ id: string }> {
  return outer.transaction(async (ctx) => {
    const group = await accessGroupToChange(ctx, input.groupId, "groups.manage");
    const places = await store.listPlaces(ctx.db, ctx.brand.id, group.id);
    if (places.some((one) => one.staffId === input.personId || one.memberId === input.personId))
      throw new Refusal("conflict", "groups.roster-twice");
    requirePlace(input, places);
    await requirePerson(ctx, group, input.kind, input.personId);
    const person = input.kind === "staff" ? { staffId: input.personId, memberId: null } : { staffId: null, memberId: input.personId };
    const place = { groupId: group.id, id: ctx.newId(), role: input.role, ...person, duty: input.duty, shift: input.shift, since: ctx.now };
    await store.insertRoster(ctx.db, ctx.brand.id, [place]);
    await tell(ctx, group.id, place, "added");
    await ctx.audit({ action: "groups.add-to-roster", targetKind: "group", targetId: group.id, after: { role: input.role, ...person } });
    return { id: place.id };
  });
}

async function tell(
  ctx: Context,
  groupId: string,
  place: Pick<store.RosterKey, "role" | "staffId" | "memberId">,
  change: "added" | "changed" | "removed" | "handed-over",
): Promise<void> {
  await ctx.publish(rosterChanged, {
    groupId,
    role: place.role,
    change,
    ...(place.staffId ? { staffId: place.staffId } : {}),
    ...(place.memberId ? { memberId: place.memberId } : {}),
  });
}

export async function changeRoster(outer: Context, input: InputOf<typeof changeRosterEndpoint>) {
  return outer.transaction(async (ctx) => {
    const group = await accessGroupToChange(ctx, input.groupId, "groups.manage");
    const places = await store.listPlaces(ctx.db, ctx.brand.id, group.id);
    const place = found(
      places.find((one) => one.id === input.placeId),
      "groups.roster-missing",
    );
    if (input.role && place.role === "owner") throw new Refusal("invalid", "groups.roster-role");
    if (input.role)
      requirePlace(
        { role: input.role, kind: place.staffId ? "staff" : "member" },
        places.filter((one) => one.id !== place.id),
      );
    const after = { ...place, role: input.role ?? place.role, duty: input.duty ?? place.duty, shift: input.shift ?? place.shift };
    await store.updatePlace(ctx.db, ctx.brand.id, group.id, after);
    await tell(ctx, group.id, after, "changed");
    await ctx.audit({ action: "groups.change-roster", targetKind: "group", targetId: group.id, before: place, after });
    return done;
  });
}

/** An owner leaves by handing over, which also may be to nobody. */
export async function removeFromRoster(outer: Context, input: { groupId: string; placeId: string }) {
  return outer.transaction(async (ctx) => {
    const group = await accessGroupToChange(ctx, input.groupId, "groups.manage");
    const places = await store.listPlaces(ctx.db, ctx.brand.id, group.id);
    const place = found(
      places.find((one) => one.id === input.placeId),
      "groups.roster-missing",
    );
    if (place.role === "owner") throw new Refusal("conflict", "groups.roster-owner");
    await store.deletePlace(ctx.db, ctx.brand.id, group.id, place.id);
    await tell(ctx, group.id, place, "removed");
    await ctx.audit({ action: "groups.remove-from-roster", targetKind: "group", targetId: group.id, before: place });
    return done;
  });
}

/** Takes erased people out of every crew; the log says that a place went, and no more whose. */
export async function dropFromRosters(outer: Context, memberIds: readonly string[]): Promise<void> {
  await outer.transaction(async (ctx) => {
    const gone = await store.deletePlacesOf(ctx.db, ctx.brand.id, memberIds);
    for (const { groupId, role } of gone) await tell(ctx, groupId, { role, staffId: null, memberId: null }, "removed");
  });
}

export async function handOver(outer: Context, input: InputOf<typeof handOverEndpoint>): Promise<{ workload: "fine" | "warn" }> {
  return outer.transaction(async (ctx) => {
    const group = await accessGroupToChange(ctx, input.groupId, "groups.manage");
    if (group.ownerStaffId === input.staffId) return { workload: "fine" };
    const decisions = await checkWorkloads(ctx, input.staffId ? new Map([[input.staffId, group.status === "closed" ? 0 : 1]]) : new Map());
    await store.replaceOwners(
      ctx.db,
      ctx.brand.id,
      [{ groupId: group.id, staffId: input.staffId, placeId: ctx.newId() }],
      input.keepAsAdmin,
      ctx.now,
    );
    await tell(ctx, group.id, { role: "owner", staffId: input.staffId, memberId: null }, "handed-over");
    await ctx.publish(groupChanged, { groupId: group.id, fields: ["owner"] });
    await ctx.audit({
      action: "groups.hand-over",
      targetKind: "group",
      targetId: group.id,
      before: { ownerStaffId: group.ownerStaffId },
      after: { ownerStaffId: input.staffId },
    });
    return { workload: [...decisions.values()].some((one) => one.verdict === "warn") ? "warn" : "fine" };
  });
}
