import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { countQueries } from "../../testing/count-queries.ts";
import { openTestBrand, type TestBrand } from "../../testing/brand.ts";
import { addOrgUnit, changeBrandSettings } from "../brands/index.ts";
import { createBlueprint, listBlueprints, listDeviations, saveBlueprint, showBlueprint } from "./blueprints.actions.ts";
import { type BlueprintField, BlueprintSpec, listDeviationsEndpoint } from "./blueprints.contract.ts";
import { applyBlueprintEndpoint, assignOwnersEndpoint } from "./bulk.contract.ts";
import { applyBlueprint, assignOwners, closeGroups, undoBulk } from "./bulk.actions.ts";
import { showGroup } from "./detail.actions.ts";
import { listDifferences } from "./differences.rules.ts";
import { accessGroup, changeGroup } from "./index.ts";
import { planStamp, showStamp, stampGroups, undoStamp } from "./stamp.actions.ts";
import { StampAsk } from "./stamp.contract.ts";

let test: TestBrand;
let north: string;
let south: string;
let blueprintId: string;
const spec = BlueprintSpec.parse({
  positioning: "benefit",
  commercialType: "promotion",
  capacity: 300,
  targetMembers: 200,
  slogan: "每天早上九点，报今天最甜的一样。",
  profile: { rules: { items: ["不发广告", "不刷屏"] }, gives: [{ icon: "leaf", title: "每日到货" }] },
});

beforeAll(async () => {
  test = await openTestBrand();
  const city = (await addOrgUnit(test.as(), { parentId: test.headquartersId, name: "云溪市" })).id;
  north = (await addOrgUnit(test.as(), { parentId: city, name: "北桥区" })).id;
  south = (await addOrgUnit(test.as(), { parentId: city, name: "河滨区" })).id;
  blueprintId = (await createBlueprint(test.as(), { name: "福利群标准版", spec, note: "" })).id;
});
afterAll(() => test.close());

const stampAsk = (fields: Record<string, unknown> = {}) =>
  StampAsk.parse({
    blueprintId,
    pattern: "{组织} 福利群 {序号}",
    units: [
      { orgId: north, count: 2 },
      { orgId: south, count: 3 },
    ],
    ...fields,
  });

describe("stamping", () => {
  it("makes what its plan said: rows, terms, owners, events, report; and 300 cost no more statements than 2", async () => {
    const near = await test.staff(["operator"], north, "程小麦");
    const both = await test.staff(["operator"], test.headquartersId, "周禾");
    const ask = stampAsk({ ownerStaffIds: [near.id, both.id] });
    const plan = await planStamp(test.as(), ask);
    expect(plan.rows.map((row) => [row.name, row.ownerName])).toEqual([
      ["北桥区 福利群 01", "程小麦"],
      ["北桥区 福利群 02", "周禾"],
      ["河滨区 福利群 01", "周禾"],
      ["河滨区 福利群 02", "周禾"],
      ["河滨区 福利群 03", "周禾"],
    ]);
    expect(plan).toMatchObject({ unowned: 0, clashes: [], tooLong: [], planned: true, capacity: 300 });
    const made = await stampGroups(test.as(), ask);
    expect(made).toMatchObject({ made: 5, unowned: 0 });
    const report = await showStamp(test.as(), made);
    expect(report).toMatchObject({ made: 5, open: 0, blueprintName: "福利群标准版", blueprintVersion: 1, createdBy: "何穗" });
    expect(report.groups.map((group) => group.name)).toEqual(plan.rows.map((row) => row.name));
    expect(report.groups[0]).toMatchObject({ code: "FL-1001", status: "planned", orgPath: "云溪市 北桥区", joinPath: null });
    const [counts] = await test.rows(
      `select (select count(*)::int from app.events where kind = 1) as created, (select count(*)::int from app.group_roster where role = 'owner') as owners,
        (select count(*)::int from app.group_terms where term = '福利') as terms`,
    );
    expect(counts).toEqual({ created: 5, owners: 5, terms: 5 });
    const costs: number[] = [];
    for (const count of [2, 300]) {
      const counted = countQueries(test.as());
      await stampGroups(
        counted.ctx,
        stampAsk({ pattern: `大批${count} {序号}`, digits: 3, units: [{ orgId: north, count }], ownerStaffIds: [] }),
      ).then((stamp) => undoStamp(test.as(), stamp));
      costs.push(counted.count());
    }
    expect(costs[1]).toBe(costs[0]);
  });

  it("numbers on where names are taken, and opens web groups with a way in each", async () => {
    const made = await stampGroups(test.as(), stampAsk({ units: [{ orgId: south, count: 2 }], open: true }));
    const report = await showStamp(test.as(), made);
    expect(report.groups.map((group) => [group.name, group.status])).toEqual([
      ["河滨区 福利群 04", "active"],
      ["河滨区 福利群 05", "active"],
    ]);
    expect(report.groups[0]?.joinPath).toMatch(/^\/m\/zhishang\/join\/.{22}$/);
    await test.rows("update app.groups set member_count = 3 where id = $1", [report.groups[0]?.id]);
    expect(await undoStamp(test.as(), made)).toEqual({ closed: 1, kept: 1 });
    expect(await showStamp(test.as(), made)).toMatchObject({ open: 1, closed: 1 });
  });

  it("takes back no open group worked by hand, whose members nobody counts", async () => {
    const made = await stampGroups(test.as(), stampAsk({ pattern: "手工 {序号}", channel: "manual", units: [{ orgId: south, count: 2 }] }));
    const [first] = (await showStamp(test.as(), made)).groups;
    await test.rows("update app.groups set status = 'active', opened_at = created_at where id = $1", [first?.id]);
    expect(await undoStamp(test.as(), made)).toEqual({ closed: 1, kept: 1 });
    expect((await showStamp(test.as(), made)).groups.map((group) => group.status)).toEqual(["active", "closed"]);
  });

  it("refuses what would clash or lies outside of one's sight", async () => {
    await expect(stampGroups(test.as(), stampAsk({ pattern: "同名" }))).rejects.toMatchObject({ code: "groups.names-clash" });
    const far = await test.staff(["operator"], north);
    await expect(planStamp(test.as(far), stampAsk())).rejects.toMatchObject({ code: "brands.org-missing" });
    expect(
      StampAsk.safeParse({
        ...stampAsk(),
        units: [
          { orgId: north, count: 300 },
          { orgId: south, count: 1 },
        ],
      }).success,
    ).toBe(false);
  });

  it("leaves without owner what nobody has room for", async () => {
    await changeBrandSettings(test.as(), { workloadWarn: 1, workloadRefuse: 2 });
    const someone = await test.staff(["operator"], south, "阿宁");
    const plan = await planStamp(test.as(), stampAsk({ ownerStaffIds: [someone.id] }));
    expect(plan).toMatchObject({ unowned: 3, loads: [{ name: "阿宁", before: 0, after: 2, verdict: "warn" }] });
    await changeBrandSettings(test.as(), { workloadWarn: 30, workloadRefuse: 50 });
  });
});

describe("versions", () => {
  it("are made only by what differs, one after the other", async () => {
    const { id } = await createBlueprint(test.as(), { name: "快闪群", spec, note: "" });
    expect(await saveBlueprint(test.as(), { blueprintId: id, fromVersion: 1, spec, note: "" })).toEqual({ version: 1 });
    expect(await saveBlueprint(test.as(), { blueprintId: id, fromVersion: 1, spec: { ...spec, capacity: 500 }, note: "扩容" })).toEqual({
      version: 2,
    });
    await expect(saveBlueprint(test.as(), { blueprintId: id, fromVersion: 1, spec, note: "" })).rejects.toMatchObject({
      code: "groups.blueprint-outdated",
      details: { latestVersion: 2 },
    });
    await expect(createBlueprint(test.as(), { name: "快闪群", spec, note: "" })).rejects.toMatchObject({
      code: "groups.blueprint-name-taken",
    });
    await expect(
      saveBlueprint(test.as(), { blueprintId: id, fromVersion: 2, spec: { ...spec, targetMembers: 400 }, note: "" }),
    ).rejects.toMatchObject({ code: "groups.target-over-capacity" });
    expect((await showBlueprint(test.as(), { blueprintId: id })).versions).toMatchObject([
      { version: 2, note: "扩容", createdBy: "何穗" },
      { version: 1 },
    ]);
  });

  it("show which groups differ, in SQL as by the rule, and are applied and taken back", async () => {
    const { items } = await listDeviations(test.as(), listDeviationsEndpoint.input.parse({ blueprintId }));
    expect(items).toEqual([]);
    const { groups } = await showStamp(test.as(), await stampGroups(test.as(), stampAsk({ units: [{ orgId: north, count: 3 }] })));
    const [one, two] = groups.map((group) => group.id);
    if (!one || !two) throw new Error("no groups");
    const profile = (await accessGroup(test.as(), one, "groups.read")).profile;
    await changeGroup(test.as(), {
      groupId: one,
      slogan: "另一句",
      capacity: 400,
      profile: { ...profile, rules: { items: ["只聊水果"], penalty: "移出" }, threshold: { kind: "spend", note: "" } },
    });
    await test.rows("update app.groups set member_count = 350 where id = $1", [one]);
    const changed = await listDeviations(test.as(), listDeviationsEndpoint.input.parse({ blueprintId }));
    const expected: BlueprintField[] = ["capacity", "slogan", "rules", "threshold"];
    expect(changed.items).toMatchObject([{ groupId: one, version: 1, fields: expected }]);
    expect(listDifferences(await accessGroup(test.as(), one, "groups.read"), spec)).toEqual(expected);
    expect((await showGroup(test.as(), { groupId: one })).blueprint).toMatchObject({
      name: "福利群标准版",
      version: 1,
      latestVersion: 1,
      differences: expected,
    });

    await saveBlueprint(test.as(), { blueprintId, fromVersion: 1, spec: { ...spec, slogan: "新的一句" }, note: "" });
    const [blueprint] = (await listBlueprints(test.as(), { archived: "false" })).items.filter((row) => row.id === blueprintId);
    expect(blueprint?.behind).toBe(blueprint?.groups);
    const done = await applyBlueprint(
      test.as(),
      applyBlueprintEndpoint.input.parse({ groupIds: [one, two], blueprintId, fields: ["slogan", "capacity", "rules"] }),
    );
    expect(done.changed).toBe(2);
    expect(await accessGroup(test.as(), one, "groups.read")).toMatchObject({
      slogan: "新的一句",
      capacity: 400,
      blueprintVersion: 2,
      profile: { rules: spec.profile.rules, threshold: { kind: "spend" } },
    });
    await changeGroup(test.as(), { groupId: two, slogan: "手改的" });
    expect(await undoBulk(test.as(), { bulkId: done.bulkId ?? "" })).toEqual({ restored: 1, left: 1 });
    expect(await accessGroup(test.as(), one, "groups.read")).toMatchObject({
      slogan: "另一句",
      blueprintVersion: 1,
      profile: { rules: { items: ["只聊水果"] } },
    });
    await expect(undoBulk(test.as(), { bulkId: done.bulkId ?? "" })).rejects.toMatchObject({ code: "groups.bulk-undone" });
  });
});

describe("many at once", () => {
  it("change hands with their rosters, and come back", async () => {
    const { groups } = await showStamp(test.as(), await stampGroups(test.as(), stampAsk({ units: [{ orgId: south, count: 4 }] })));
    const groupIds = groups.map((group) => group.id);
    const first = await test.staff(["operator"], south, "陆青");
    const second = await test.staff(["operator"], south, "宋知秋");
    await assignOwners(test.as(), assignOwnersEndpoint.input.parse({ groupIds, ownerStaffIds: [first.id] }));
    const shared = await assignOwners(
      test.as(),
      assignOwnersEndpoint.input.parse({ groupIds, ownerStaffIds: [second.id], keepAsAdmin: true }),
    );
    const roster = () =>
      test.rows<{ role: string; name: string; n: number }>(
        "select r.role, s.name, count(*)::int as n from app.group_roster r join app.staff s on s.id = r.staff_id where r.group_id = any($1) group by 1, 2 order by 1",
        [groupIds],
      );
    expect(await roster()).toEqual([
      { role: "admin", name: "陆青", n: 4 },
      { role: "owner", name: "宋知秋", n: 4 },
    ]);
    expect(await undoBulk(test.as(), { bulkId: shared.bulkId ?? "" })).toEqual({ restored: 4, left: 0 });
    expect(await roster()).toEqual([{ role: "owner", name: "陆青", n: 4 }]);
    const split = await assignOwners(test.as(), assignOwnersEndpoint.input.parse({ groupIds, ownerStaffIds: [first.id, second.id] }));
    expect(split.changed).toBe(2);
    expect(await roster()).toEqual([
      { role: "owner", name: "宋知秋", n: 2 },
      { role: "owner", name: "陆青", n: 2 },
    ]);
    await changeBrandSettings(test.as(), { workloadWarn: 1, workloadRefuse: 2 });
    await expect(assignOwners(test.as(), assignOwnersEndpoint.input.parse({ groupIds, ownerStaffIds: [second.id] }))).rejects.toMatchObject(
      { code: "groups.workload-over" },
    );
    await changeBrandSettings(test.as(), { workloadWarn: 30, workloadRefuse: 50 });
  });

  it("close, and open again as they were", async () => {
    const { groups } = await showStamp(
      test.as(),
      await stampGroups(test.as(), stampAsk({ units: [{ orgId: north, count: 2 }], open: true })),
    );
    const groupIds = groups.map((group) => group.id);
    const closed = await closeGroups(test.as(), { groupIds, reason: "合并" });
    expect(closed.changed).toBe(2);
    expect(await closeGroups(test.as(), { groupIds, reason: "" })).toEqual({ bulkId: null, changed: 0 });
    expect(
      await test.rows("select count(*)::int as n from app.group_entries where group_id = any($1) and closed_at is null", [groupIds]),
    ).toEqual([{ n: 0 }]);
    await undoBulk(test.as(), { bulkId: closed.bulkId ?? "" });
    expect(
      await test.rows("select count(*)::int as n from app.group_entries where group_id = any($1) and closed_at is null", [groupIds]),
    ).toEqual([{ n: 2 }]);
    expect(await test.rows("select status, closed_at from app.groups where id = any($1)", [groupIds])).toEqual(
      [1, 2].map(() => ({ status: "active", closed_at: null })),
    );
    const kinds = await test.rows<{ kind: number }>("select kind from app.events where group_id = $1", [groupIds[0]]);
    expect(kinds.map((row) => row.kind).sort((a, b) => a - b)).toEqual([1, 2, 2, 3]);
  });
});
