import { createContentEndpoint } from "../src/modules/contents/contents.contract.ts";
import { createContent } from "../src/modules/contents/index.ts";
import { createFlow, FlowSpec, publishFlow, startFlow } from "../src/modules/flows/index.ts";
import { addOrgUnit, addStaff, findStaffActor } from "../src/modules/brands/index.ts";
import { listEntries } from "../src/modules/groups/entries.actions.ts";
import { BlueprintSpec, createBlueprint, stampGroups } from "../src/modules/groups/index.ts";
import { listGroupIds } from "../src/modules/groups/group-list.actions.ts";
import { listGroupIdsEndpoint } from "../src/modules/groups/group-list.contract.ts";
import { StampAsk } from "../src/modules/groups/stamp.contract.ts";
import { type Context, systemActor } from "../src/server/context.ts";
import { type EntryOf, pick, surnames, words } from "./scale-life.ts";
import { dice } from "./talk.ts";
import type { World } from "./world.ts";

export const SCALE_SLUG = "bench-scale";
/** Cities of four districts each. */
const CITIES = 3;
const DISTRICTS_OF_CITY = 4;
/** The most one person may carry. */
const GROUPS_OF_OPERATOR = 50;
const STAMP_GO = 300;

/** The brand as it works for itself, and as its owner. */
export interface Ground {
  zone: string;
  ctx: () => Context;
  owner: () => Context;
  headquartersId: string;
}

/** The brand that was made before, or a new one with its owner. */
export async function openGround(world: World, isMade: boolean): Promise<Ground> {
  if (!isMade) {
    const { ctx, headquartersId } = await world.newBrand(SCALE_SLUG);
    await addStaff(ctx(), { userId: "bench-owner", name: "负责人", orgId: headquartersId, roles: ["owner"] });
  }
  const brand = await world.runtime.brands.bySlug(SCALE_SLUG);
  const ctx = () => world.runtime.begin(brand, systemActor("bench"), "Q-BENCH");
  const actor = await findStaffActor(ctx(), "bench-owner");
  if (actor?.kind !== "staff") throw new Error("no owner");
  return { zone: brand.zone, ctx, owner: () => world.runtime.begin(brand, actor, "Q-BENCH"), headquartersId: actor.orgId };
}

export async function listGroups({ owner }: Ground): Promise<string[]> {
  return (await listGroupIds(owner(), listGroupIdsEndpoint.input.parse({}))).ids;
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

/** Contents, and a day of five steps for all groups. */
export async function makeProgramme({ owner }: Ground, groupIds: readonly string[]): Promise<void> {
  for (let n = 0; n < 300; n++) {
    const body = { format: "text", text: `${words[n % words.length]}（${n + 1}）` };
    const ask = { name: `素材 ${n + 1}`, direction: (["engage", "convert", "brand"] as const)[n % 3], body };
    await createContent(owner(), createContentEndpoint.input.parse(ask));
  }
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
