import { createFlow, FlowSpec, publishFlow, startFlow } from "../src/modules/flows/index.ts";
import { addOrgUnit, addStaff, findStaffActor } from "../src/modules/brands/index.ts";
import { listEntries } from "../src/modules/groups/entries.actions.ts";
import { BlueprintSpec, createBlueprint, stampGroups } from "../src/modules/groups/index.ts";
import { listGroupIds } from "../src/modules/groups/group-list.actions.ts";
import { listGroupIdsEndpoint } from "../src/modules/groups/group-list.contract.ts";
import { StampAsk } from "../src/modules/groups/stamp.contract.ts";
import { modules } from "../src/app.ts";
import { type Actor, type Context, systemActor } from "../src/server/context.ts";
import type { Runtime } from "../src/server/runtime.ts";
import { type EntryOf, pick, surnames } from "./scale-life.ts";
import { persist } from "./scale-pace.ts";
import { dice } from "./talk.ts";
import type { World } from "./world.ts";

export const SCALE_SLUG = "bench-scale";
/** Cities of four districts each. */
const CITIES = 3;
const DISTRICTS_OF_CITY = 4;
/** The most one person may carry. */
export const GROUPS_OF_OPERATOR = 50;
const STAMP_GO = 300;

/** The brand as it works for itself, and as its owner; now, or at a moment that is named. */
export interface Ground {
  zone: string;
  runtime: Runtime;
  ctx: (atMs?: number) => Context;
  owner: (atMs?: number) => Context;
  /** Runs a ticker of the product until it has nothing left to do. */
  tick: (name: string, atMs?: number) => Promise<void>;
  headquartersId: string;
}

/** The brand that was made before, or a new one with its owner. */
export async function openGround(world: World, isMade: boolean): Promise<Ground> {
  if (!isMade) {
    const { ctx, headquartersId } = await world.newBrand(SCALE_SLUG);
    await addStaff(ctx(), { userId: "bench-owner", name: "负责人", orgId: headquartersId, roles: ["owner"] });
  }
  const brand = await world.runtime.brands.bySlug(SCALE_SLUG);
  const { runtime } = world;
  const as = (actor: Actor) => (atMs?: number) =>
    atMs === undefined ? runtime.begin(brand, actor, "Q-BENCH") : runtime.begin(brand, actor, "Q-BENCH", () => new Date(atMs));
  const ctx = as(systemActor("bench"));
  const actor = await findStaffActor(ctx(), "bench-owner");
  if (actor?.kind !== "staff") throw new Error("no owner");
  const tick = async (name: string, atMs?: number) => {
    const ticker = modules.flatMap((module) => module.tickers ?? []).find((one) => one.name === name);
    if (!ticker) throw new Error(`no ticker ${name}`);
    while ((await persist(() => ticker.run(ctx(atMs)))) > 0);
  };
  return { zone: brand.zone, runtime, ctx, owner: as(actor), tick, headquartersId: actor.orgId };
}

/** Groups of one channel in the order of their making: those that talk, or those whose sends are carried out by hand. */
export async function listGroups({ owner }: Ground, channel: "web" | "manual" = "web"): Promise<string[]> {
  return (await listGroupIds(owner(), listGroupIdsEndpoint.input.parse({ channel }))).ids;
}

/** Each group's first way in. */
export async function listWaysIn({ owner }: Ground, groupIds: readonly string[]): Promise<EntryOf[]> {
  const found: EntryOf[] = [];
  for (const groupId of groupIds) {
    const [first] = (await listEntries(owner(), { groupId })).items;
    if (first) found.push({ groupId, entryId: first.id });
  }
  return found;
}

/** An org tree with its operators, and groups of one blueprint for all its districts. */
export async function makeGroups({ owner, ctx, headquartersId }: Ground, count: number): Promise<void> {
  const districts: string[] = [];
  for (let city = 0; city < CITIES; city++) {
    const { id } = await addOrgUnit(owner(), { parentId: headquartersId, name: `城市 ${city + 1}` });
    for (let n = 0; n < DISTRICTS_OF_CITY; n++)
      districts.push((await addOrgUnit(owner(), { parentId: id, name: `${city + 1}-${n + 1} 区` })).id);
  }
  const spec = BlueprintSpec.parse({ positioning: "benefit", commercialType: "promotion", capacity: 1000, targetMembers: 80 });
  const { id: blueprintId } = await createBlueprint(owner(), { name: "福利群", spec, note: "" });
  const perDistrict = Math.ceil(count / districts.length);
  let made = 0;
  for (const [at, orgId] of districts.entries()) {
    const keepers = Math.ceil(perDistrict / GROUPS_OF_OPERATOR);
    const ownerStaffIds: string[] = [];
    for (let n = 0; n < keepers; n++) {
      const userId = `bench-${at}-${n}`;
      await addStaff(ctx(), { userId, name: `${pick(dice(at * 100 + n), surnames)}运营`, orgId, roles: ["operator"] });
      const actor = await findStaffActor(ctx(), userId);
      if (actor?.kind === "staff") ownerStaffIds.push(actor.id);
    }
    const wanted = Math.min(perDistrict, count - made);
    made += wanted;
    for (let left = wanted; left > 0; left -= STAMP_GO) {
      const ask = {
        blueprintId,
        pattern: "{组织} 福利群 {序号}",
        digits: 4,
        units: [{ orgId, count: Math.min(left, STAMP_GO) }],
        ownerStaffIds,
        open: true,
      };
      await stampGroups(owner(), StampAsk.parse(ask));
    }
  }
}

/** A day of five steps for all groups. */
export async function makeProgramme({ owner }: Ground, groupIds: readonly string[]): Promise<void> {
  const everyDay = [1, 2, 3, 4, 5, 6, 7];
  const audience = { kind: "groups" as const, groupIds: [...groupIds] };
  const steps = [8, 11, 14, 17, 20].map((hour) => ({
    id: `step-${hour}`,
    name: `${hour} 点`,
    direction: "engage" as const,
    slots: everyDay.map((weekday) => ({ weekday, minute: hour * 60 })),
    action: { kind: "send" as const, content: { kind: "text" as const, text: "{群名} {星期}好" } },
  }));
  const spec = FlowSpec.parse({ audience, steps });
  const { id: flowId } = await createFlow(owner(), { name: "标准日", kind: "day", audience, preset: false, spec });
  await publishFlow(owner(), { flowId, revision: 1, note: "" });
  await startFlow(owner(), { flowId, catchUp: false });
}
