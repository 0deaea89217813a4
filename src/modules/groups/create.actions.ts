import { found, Refusal } from "../../lib/refusal.ts";
import { searchTerms } from "../../lib/search-terms.ts";
import type { Context } from "../../server/context.ts";
import { accessOrgUnit } from "../brands/index.ts";
import type { BlueprintSpec } from "./blueprints.contract.ts";
import * as blueprintStore from "./blueprints.store.ts";
import { groupCode } from "./codes.rules.ts";
import { groupCreated, groupOpened, type NewGroup } from "./groups.contract.ts";
import * as store from "./groups.store.ts";
import { GroupProfile } from "./profile.contract.ts";
import { presetSize } from "./profile.rules.ts";
import { insertRoster } from "./roster.store.ts";
import { checkWorkloads } from "./workload.actions.ts";

/** One new group, open or planned. Fields left out come from the blueprint, then from what its positioning usually has. */
export async function createGroup(
  outer: Context,
  input: NewGroup,
): Promise<{ id: string; code: string; status: "planned" | "active"; workload: "fine" | "warn" }> {
  return outer.transaction(async (ctx) => {
    await accessOrgUnit(ctx, input.orgId, "groups.manage");
    const decisions = await checkWorkloads(ctx, input.ownerStaffId ? new Map([[input.ownerStaffId, 1]]) : new Map());
    const row = await buildRow(ctx, input);
    await writeGroups(ctx, [row]);
    await ctx.audit({
      action: "groups.create",
      targetKind: "group",
      targetId: row.id,
      after: { name: row.name, code: row.code, orgId: row.orgId, status: row.status },
    });
    const workload = [...decisions.values()].some((one) => one.verdict === "warn") ? "warn" : "fine";
    return { id: row.id, code: row.code, status: row.openedAt ? "active" : "planned", workload };
  });
}

type Base = Pick<
  store.NewGroupRow,
  "positioning" | "commercialType" | "capacity" | "targetMembers" | "slogan" | "announcement" | "profile"
>;

/** What the blueprint says, or what a group of its positioning usually has, and over it what was asked for. */
function describe(input: NewGroup, spec: BlueprintSpec | undefined): Base {
  const preset = {
    ...presetSize(input.positioning),
    slogan: "",
    announcement: "",
    positioning: input.positioning,
    commercialType: input.commercialType,
  };
  const { positioning, commercialType, capacity, targetMembers, slogan, announcement, profile } = spec ?? {
    ...preset,
    profile: GroupProfile.parse({}),
  };
  const asked = { capacity: input.capacity, slogan: input.slogan, announcement: input.announcement, profile: input.profile };
  const described = { positioning, commercialType, capacity, slogan, announcement, profile, ...definedOf(asked) };
  return { ...described, targetMembers: input.targetMembers ?? Math.min(targetMembers, described.capacity) };
}

function definedOf<T extends object>(fields: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}

async function findBlueprint(ctx: Context, blueprintId: string | undefined): Promise<blueprintStore.VersionRow | undefined> {
  return blueprintId
    ? found(await blueprintStore.findVersion(ctx.db, ctx.brand.id, blueprintId, null), "groups.blueprint-missing")
    : undefined;
}

async function buildRow(ctx: Context, input: NewGroup): Promise<store.NewGroupRow> {
  const blueprint = await findBlueprint(ctx, input.blueprintId);
  const described = describe(input, blueprint?.spec);
  if (described.targetMembers > described.capacity)
    throw new Refusal("invalid", "groups.target-over-capacity", { capacity: described.capacity });
  const openedAt = (input.open ?? input.channel === "web") ? ctx.now : null;
  return {
    ...described,
    id: ctx.newId(),
    code: groupCode(described.positioning, await store.takeNumbers(ctx.db, ctx.brand.id, 1)),
    name: input.name,
    orgId: input.orgId,
    blueprintId: blueprint?.blueprintId ?? null,
    blueprintVersion: blueprint?.version ?? null,
    channel: input.channel,
    ownerStaffId: input.ownerStaffId,
    status: openedAt ? "active" : "planned",
    stampId: null,
    createdAt: ctx.now,
    openedAt,
  };
}

/** Rows, search terms, owners and events of new groups, each in one statement. */
export async function writeGroups(ctx: Context, rows: readonly store.NewGroupRow[]): Promise<void> {
  await store.insertGroups(ctx.db, ctx.brand.id, rows);
  await store.replaceTerms(
    ctx.db,
    ctx.brand.id,
    rows.map((row) => ({ groupId: row.id, terms: searchTerms(row.name, row.code) })),
  );
  const owned = rows.filter((row) => row.ownerStaffId !== null);
  await insertRoster(
    ctx.db,
    ctx.brand.id,
    owned.map((row) => ({
      groupId: row.id,
      id: ctx.newId(),
      role: "owner",
      staffId: row.ownerStaffId,
      memberId: null,
      duty: "",
      shift: "",
      since: ctx.now,
    })),
  );
  await ctx.publishAll(
    groupCreated,
    rows.map((row) => ({
      groupId: row.id,
      orgId: row.orgId,
      channel: row.channel,
      positioning: row.positioning,
      blueprintId: row.blueprintId,
      status: row.status,
    })),
  );
  await ctx.publishAll(
    groupOpened,
    rows.filter((row) => row.openedAt).map((row) => ({ groupId: row.id })),
  );
}
