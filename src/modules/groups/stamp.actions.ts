import type { Language } from "../../lib/language.ts";
import { found, Refusal } from "../../lib/refusal.ts";
import type { Context } from "../../server/context.ts";
import { newToken } from "../../server/random.ts";
import { rootFor } from "../brands/index.ts";
import { accessGroupsToChange, visibleGroups } from "./access.actions.ts";
import * as blueprintStore from "./blueprints.store.ts";
import { groupCode } from "./codes.rules.ts";
import { writeGroups } from "./create.actions.ts";
import { entryPath } from "./entries.actions.ts";
import { insertEntries } from "./entries.store.ts";
import { groupClosed } from "./groups.contract.ts";
import { closeOpen, type NewGroupRow, takeNumbers } from "./groups.store.ts";
import * as rosterStore from "./roster.store.ts";
import type { Stamp, StampAsk, StampPlan } from "./stamp.contract.ts";
import { isEmptyGroup, type NamedPlace, nameGroups } from "./stamp.rules.ts";
import * as store from "./stamp.store.ts";
import { readWorkloadLimits } from "./workload.actions.ts";
import { balanceOwners, decideWorkload } from "./workload.rules.ts";

interface Plan extends StampPlan {
  places: NamedPlace[];
  owners: (string | null)[];
  blueprint: blueprintStore.VersionRow;
}

/** The very plan that is carried out, so that a preview never says anything else. */
/** Kept with the link, so in the language of whoever makes it. */
const entryName: Record<Language, string> = { "zh-CN": "进群链接", en: "Join link" };

async function plan(ctx: Context, ask: StampAsk): Promise<Plan> {
  const blueprint = found(await blueprintStore.findVersion(ctx.db, ctx.brand.id, ask.blueprintId, null), "groups.blueprint-missing");
  const orgIds = [...new Set(ask.units.map((unit) => unit.orgId))];
  const units = await store.listUnits(ctx.db, ctx.brand.id, orgIds, rootFor(ctx, "groups.manage"));
  const known = new Map(units.map((unit) => [unit.orgId, unit]));
  const wanted = ask.units.map((unit) => ({ ...found(known.get(unit.orgId), "brands.org-missing"), count: unit.count }));
  const named = nameGroups(ask, wanted, new Set(await store.listNames(ctx.db, ctx.brand.id, orgIds)));
  const shared = await shareOut(
    ctx,
    ask.ownerStaffIds,
    named.places.map((place) => place.orgId),
  );
  const rows = named.places.map((place, at) => ({
    name: place.name,
    orgId: place.orgId,
    orgName: place.orgName,
    ownerName: shared.names.get(shared.owners[at] ?? "") ?? null,
  }));
  const unowned = shared.owners.filter((owner) => owner === null).length;
  return {
    ...named,
    ...shared,
    rows,
    unowned,
    blueprint,
    capacity: blueprint.spec.capacity,
    planned: !(ask.open && ask.channel === "web"),
  };
}

/**
 * Owners for groups of these units, and how each then stands, with what he is relieved of (`freed`) taken off before. Their
 * workload is held until the transaction ends.
 */
export async function shareOut(
  ctx: Context,
  staffIds: readonly string[],
  orgIds: readonly string[],
  freed: ReadonlyMap<string, number> = new Map(),
) {
  const limits = await readWorkloadLimits(ctx);
  const held = new Map((await rosterStore.lockStaffLoads(ctx.db, ctx.brand.id, staffIds)).map((load) => [load.staffId, load]));
  const asked = [...new Set(staffIds)];
  const loads = asked
    .flatMap((staffId) => held.get(staffId) ?? [])
    .map((load) => ({ ...load, count: load.count - (freed.get(load.staffId) ?? 0) }));
  if (loads.length < asked.length) throw new Refusal("missing", "groups.staff-missing");
  const cover = await rosterStore.listCover(ctx.db, ctx.brand.id, staffIds, [...new Set(orgIds)]);
  const over = Map.groupBy(cover, (one) => one.staffId);
  const carriers = loads.map((load) => ({ ...load, orgIds: new Set(over.get(load.staffId)?.map((one) => one.orgId)) }));
  const owners = balanceOwners(orgIds, carriers, limits.refuseAbove);
  const given = (staffId: string) => owners.filter((owner) => owner === staffId).length;
  return {
    owners,
    names: new Map(loads.map((load) => [load.staffId, load.name])),
    loads: loads.map((load) => {
      const decision = decideWorkload(load.count, given(load.staffId), limits);
      return { staffId: load.staffId, name: load.name, before: load.count, after: decision.count, verdict: decision.verdict };
    }),
  };
}

export async function planStamp(outer: Context, ask: StampAsk): Promise<StampPlan> {
  return outer.transaction(async (ctx) => {
    const { rows, loads, unowned, clashes, tooLong, capacity, planned } = await plan(ctx, ask);
    return { rows, loads, unowned, clashes, tooLong, capacity, planned };
  });
}

/** Makes all of it or nothing, a handful of statements for any number of groups. */
export async function stampGroups(outer: Context, ask: StampAsk): Promise<{ stampId: string; made: number; unowned: number }> {
  return outer.transaction(async (ctx) => {
    const planned = await plan(ctx, ask);
    if (planned.clashes.length > 0) throw new Refusal("conflict", "groups.names-clash", { names: planned.clashes.slice(0, 5) });
    if (planned.tooLong.length > 0) throw new Refusal("invalid", "groups.name-too-long", { names: planned.tooLong.slice(0, 5) });
    const stampId = ctx.newId();
    const made = planned.places.length;
    const { blueprintId, version } = planned.blueprint;
    const createdBy = ctx.actor.kind === "staff" ? ctx.actor.id : null;
    await store.insertStamp(ctx.db, ctx.brand.id, {
      id: stampId,
      blueprintId,
      blueprintVersion: version,
      asked: ask,
      groupCount: made,
      createdBy,
      createdAt: ctx.now,
    });
    const lastNo = await takeNumbers(ctx.db, ctx.brand.id, made);
    const rows = planned.places.map((place, at) =>
      rowOf(ctx, { ask, planned, place, stampId, ownerStaffId: planned.owners[at] ?? null, no: lastNo - made + 1 + at }),
    );
    await writeGroups(ctx, rows);
    if (!planned.planned) {
      await insertEntries(
        ctx.db,
        ctx.brand.id,
        rows.map((row) => ({
          id: ctx.newId(),
          groupId: row.id,
          token: newToken(),
          name: entryName[ctx.brand.language],
          inviterMemberId: null,
          createdAt: ctx.now,
        })),
      );
    }
    await ctx.audit({
      action: "groups.stamp",
      targetKind: "stamp",
      targetId: stampId,
      after: { made, blueprintId, version, pattern: ask.pattern },
    });
    return { stampId, made, unowned: planned.unowned };
  });
}

function rowOf(
  ctx: Context,
  of: { ask: StampAsk; planned: Plan; place: NamedPlace; stampId: string; ownerStaffId: string | null; no: number },
): NewGroupRow {
  const { spec, blueprintId, version } = of.planned.blueprint;
  const { positioning, commercialType, capacity, targetMembers, slogan, announcement, profile } = spec;
  const openedAt = of.planned.planned ? null : ctx.now;
  return {
    id: ctx.newId(),
    code: groupCode(positioning, of.no),
    name: of.place.name,
    orgId: of.place.orgId,
    channel: of.ask.channel,
    ownerStaffId: of.ownerStaffId,
    status: openedAt ? "active" : "planned",
    blueprintId,
    blueprintVersion: version,
    stampId: of.stampId,
    createdAt: ctx.now,
    openedAt,
    positioning,
    commercialType,
    capacity,
    targetMembers,
    slogan,
    announcement,
    profile,
  };
}

export async function listStamps(ctx: Context): Promise<{ items: Stamp[] }> {
  return { items: await store.listStamps(ctx.db, ctx.brand.id, visibleGroups(ctx, "groups.read"), null) };
}

export async function showStamp(ctx: Context, input: { stampId: string }) {
  const visible = visibleGroups(ctx, "groups.read");
  const [stamp] = await store.listStamps(ctx.db, ctx.brand.id, visible, input.stampId);
  const groups = await store.listStamped(ctx.db, ctx.brand.id, visible, input.stampId);
  return {
    ...found(stamp, "groups.stamp-missing"),
    groups: groups.map(({ token, ...group }) => ({ ...group, joinPath: token ? entryPath(ctx.brand.slug, token) : null })),
  };
}

/** Takes a go back: groups that surely have no member are closed, the others stay. */
export async function undoStamp(outer: Context, input: { stampId: string }): Promise<{ closed: number; kept: number }> {
  return outer.transaction(async (ctx) => {
    const stamped = await store.listStamped(ctx.db, ctx.brand.id, visibleGroups(ctx, "groups.manage"), input.stampId);
    found(stamped[0], "groups.stamp-missing");
    const groups = await accessGroupsToChange(
      ctx,
      stamped.map((group) => group.id),
      "groups.manage",
    );
    const empty = groups.filter(isEmptyGroup);
    const closed = await closeOpen(
      ctx.db,
      ctx.brand.id,
      empty.map((group) => group.id),
      ctx.now,
    );
    await ctx.publishAll(
      groupClosed,
      closed.map((groupId) => ({ groupId, reason: "stamp-undone" })),
    );
    await store.markUndone(ctx.db, ctx.brand.id, input.stampId, ctx.now);
    await ctx.audit({ action: "groups.undo-stamp", targetKind: "stamp", targetId: input.stampId, after: { closed: closed.length } });
    return { closed: closed.length, kept: groups.filter((group) => group.status !== "closed").length - closed.length };
  });
}
