import { found, Refusal } from "../../lib/refusal.ts";
import { searchTerms } from "../../lib/search-terms.ts";
import type { Context } from "../../server/context.ts";
import { accessOrgUnit } from "../brands/index.ts";
import * as blueprintStore from "./blueprints.store.ts";
import { groupCode } from "./codes.rules.ts";
import { groupCreated, groupOpened, type NewGroup } from "./groups.contract.ts";
import * as store from "./groups.store.ts";
import { GroupProfile } from "./profile.contract.ts";
import { presetSize } from "./profile.rules.ts";
import { insertRoster } from "./roster.store.ts";
import { checkWorkloads } from "./workload.actions.ts";

/** One new group, open or planned. Fields left out come from the blueprint, then from what its positioning usually has. */
export async function createGroup(outer: Context, input: NewGroup): Promise<{ id: string; code: string; status: "planned" | "active"; workload: "fine" | "warn" }> {
  return outer.transaction(async (ctx) => {
    await accessOrgUnit(ctx, input.orgId, "groups.manage");
    const decisions = await checkWorkloads(ctx, input.ownerStaffId ? new Map([[input.ownerStaffId, 1]]) : new Map());
    const row = await buildRow(ctx, input);
    await writeGroups(ctx, [row]);
    await ctx.audit({ action: "groups.create", targetKind: "group", targetId: row.id, after: { name: row.name, code: row.code, orgId: row.orgId, status: row.status } });
    const workload = [...decisions.values()].some((one) => one.verdict === "warn") ? "warn" : "fine";
    return { id: row.id, code: row.code, status: row.openedAt ? "active" : "planned", workload };
  });
}

async function buildRow(ctx: Context, input: NewGroup): Promise<store.NewGroupRow> {
  const blueprint = input.blueprintId ? found(await blueprintStore.findVersion(ctx.db, ctx.brand.id, input.blueprintId, null), "groups.blueprint-missing") : null;
  const base = blueprint?.spec ?? { ...presetSize(input.positioning), positioning: input.positioning, commercialType: input.commercialType, slogan: "", announcement: "", profile: GroupProfile.parse({}) };
  const capacity = input.capacity ?? base.capacity;
  const targetMembers = input.targetMembers ?? Math.min(base.targetMembers, capacity);
  if (targetMembers > capacity) throw new Refusal("invalid", "groups.target-over-capacity", { capacity });
  const isOpen = input.open ?? input.channel === "web";
  return {
    id: ctx.newId(),
    code: groupCode(base.positioning, await store.takeNumbers(ctx.db, ctx.brand.id, 1)),
    name: input.name,
    slogan: input.slogan ?? base.slogan,
    orgId: input.orgId,
    positioning: base.positioning,
    commercialType: base.commercialType,
    blueprintId: blueprint?.blueprintId ?? null,
    blueprintVersion: blueprint?.version ?? null,
    channel: input.channel,
    ownerStaffId: input.ownerStaffId,
    status: isOpen ? "active" : "planned",
    capacity,
    targetMembers,
    profile: input.profile ?? base.profile,
    announcement: input.announcement ?? base.announcement,
    stampId: null,
    createdAt: ctx.now,
    openedAt: isOpen ? ctx.now : null,
  };
}

/** Rows, search terms, owners and events of new groups, each in one statement. */
export async function writeGroups(ctx: Context, rows: readonly store.NewGroupRow[]): Promise<void> {
  await store.insertGroups(ctx.db, ctx.brand.id, rows);
  await store.replaceTerms(ctx.db, ctx.brand.id, rows.map((row) => ({ groupId: row.id, terms: searchTerms(row.name, row.code) })));
  const owned = rows.filter((row) => row.ownerStaffId !== null);
  await insertRoster(ctx.db, ctx.brand.id, owned.map((row) => ({ groupId: row.id, id: ctx.newId(), role: "owner", staffId: row.ownerStaffId, memberId: null, duty: "", shift: "", since: ctx.now })));
  await ctx.publishAll(groupCreated, rows.map((row) => ({ groupId: row.id, orgId: row.orgId, channel: row.channel, positioning: row.positioning, blueprintId: row.blueprintId, status: row.status })));
  await ctx.publishAll(groupOpened, rows.filter((row) => row.openedAt).map((row) => ({ groupId: row.id })));
}
