import { addStaff, findStaffActor } from "../src/modules/brands/index.ts";
import { listOrgUnits } from "../src/modules/brands/org.actions.ts";
import { listBlueprints } from "../src/modules/groups/blueprints.actions.ts";
import { applyBlueprint } from "../src/modules/groups/bulk.actions.ts";
import { applyBlueprintEndpoint } from "../src/modules/groups/bulk.contract.ts";
import { BlueprintSpec, createBlueprint, openGroup, saveBlueprint, stampGroups } from "../src/modules/groups/index.ts";
import { STAMP_LIMIT, StampAsk } from "../src/modules/groups/stamp.contract.ts";
import { ingest, type InboundItem } from "../src/modules/messages/index.ts";
import { type Ground, GROUPS_OF_OPERATOR, listGroups } from "./scale-ground.ts";
import { pick, surnames } from "./scale-life.ts";
import { inPieces } from "./scale-pace.ts";
import { dice } from "./talk.ts";

/** People of whom a group on a platform nobody may drive is known to have. */
const KNOWN_PEOPLE = 20;
/** Every so many of a district's groups have nobody in charge. */
const OF_NOBODY = 20;

const personOf = (at: number) => ({ kind: "web", scope: "", externalId: `p${at}` });

async function operatorOf({ ctx }: Ground, userId: string, orgId: string, seed: number): Promise<string> {
  const known = await findStaffActor(ctx(), userId);
  if (!known) await addStaff(ctx(), { userId, name: `${pick(dice(seed), surnames)}管家`, orgId, roles: ["operator"] });
  const actor = known ?? (await findStaffActor(ctx(), userId));
  if (actor?.kind !== "staff") throw new Error("no operator");
  return actor.id;
}

/** Groups whose sends are carried out by hand, shared out among the districts and operators of their own, until there are `wanted`. */
export async function makeManualGroups(ground: Ground, wanted: number, people: number, atMs: number): Promise<void> {
  const { owner } = ground;
  const districts = (await listOrgUnits(owner())).items.filter((unit) => unit.level === "district");
  const [blueprint] = (await listBlueprints(owner(), { archived: "false" })).items;
  if (!blueprint) throw new Error("no blueprint");
  let missing = wanted - (await listGroups(ground, "manual")).length;
  const perDistrict = Math.ceil(missing / districts.length);
  for (const [at, { id: orgId }] of districts.entries()) {
    const count = Math.min(perDistrict, missing);
    missing -= count;
    const ownerStaffIds: string[] = [];
    for (let n = 0; n < Math.ceil(count / GROUPS_OF_OPERATOR); n++)
      ownerStaffIds.push(await operatorOf(ground, `bench-hand-${at}-${n}`, orgId, at * 100 + n));
    const unowned = Math.floor(count / OF_NOBODY);
    const stamp = async (most: number, owners: string[]) => {
      for (let left = most; left > 0; left -= STAMP_LIMIT) {
        const units = [{ orgId, count: Math.min(left, STAMP_LIMIT) }];
        const ask = {
          blueprintId: blueprint.id,
          channel: "manual",
          pattern: "{组织} 手工群 {序号}",
          digits: 4,
          units,
          ownerStaffIds: owners,
        };
        await stampGroups(owner(atMs), StampAsk.parse(ask));
      }
    };
    await stamp(count - unowned, ownerStaffIds);
    await stamp(unowned, []);
  }
  await openAll(ground, people, atMs);
}

async function openAll(ground: Ground, people: number, atMs: number): Promise<void> {
  const ids = await listGroups(ground, "manual");
  await inPieces(ids.length, 100, async (from, to) => {
    await ground.owner(atMs).transaction(async (ctx) => {
      for (const groupId of ids.slice(from, to)) await openGroup(ctx, { groupId });
    });
    await ingest(
      ground.ctx(),
      ids.slice(from, to).flatMap((groupId, i) => seatsOf(groupId, from + i, people, atMs)),
    );
  });
}

function seatsOf(groupId: string, at: number, people: number, atMs: number): InboundItem[] {
  return Array.from({ length: KNOWN_PEOPLE }, (_, n) => ({
    kind: "joined",
    source: "bench",
    externalId: `h${groupId}-${n}`,
    occurredAt: new Date(atMs + 60_000),
    group: { groupId },
    member: personOf((at * KNOWN_PEOPLE + n) % people),
  }));
}

const positionings = ["benefit", "lead-in", "flash"] as const;

const specOf = (n: number, version: number) =>
  BlueprintSpec.parse({
    positioning: positionings[n % 3],
    commercialType: "promotion",
    capacity: 1_000,
    targetMembers: 60 + 5 * n,
    slogan: `第 ${n + 1} 种群`,
    announcement: version === 1 ? "自提时间 16:00–20:30" : "自提时间 15:00–21:00",
  });

export async function listOwnBlueprints({ owner }: Ground): Promise<{ id: string; name: string; latestVersion: number }[]> {
  const { items } = await listBlueprints(owner(), { archived: "false" });
  return items.filter((one) => one.name.startsWith("标准版 ")).toSorted((a, b) => a.name.localeCompare(b.name));
}

/** Blueprints that share out all groups among them; every third has a version since that its groups have not got. */
export async function makeBlueprints(ground: Ground, wanted: number, atMs: number): Promise<void> {
  const { owner } = ground;
  const known = new Set((await listOwnBlueprints(ground)).map((one) => one.name));
  for (let n = 0; n < wanted; n++) {
    const name = `标准版 ${String(n + 1).padStart(2, "0")}`;
    if (!known.has(name)) await createBlueprint(owner(atMs), { name, spec: specOf(n, 1), note: "" });
  }
  const blueprints = await listOwnBlueprints(ground);
  const groupIds = [...(await listGroups(ground)), ...(await listGroups(ground, "manual"))];
  for (const [n, { id: blueprintId, latestVersion }] of blueprints.entries()) {
    const own = groupIds.filter((_, at) => at % blueprints.length === n);
    for (let from = 0; from < own.length; from += 1_000)
      await applyBlueprint(
        owner(atMs),
        applyBlueprintEndpoint.input.parse({ groupIds: own.slice(from, from + 1_000), blueprintId, version: 1 }),
      );
    if (n % 3 === 2 && latestVersion === 1)
      await saveBlueprint(owner(atMs), { blueprintId, fromVersion: 1, spec: specOf(n, 2), note: "自提时间" });
  }
}
