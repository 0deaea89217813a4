import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openTestBrand, type TestBrand } from "../../testing/brand.ts";
import { addOrgUnit, changeBrandSettings } from "../brands/index.ts";
import {
  accessGroup,
  adjustMemberCounts,
  bindGroup,
  changeGroup,
  closeEntry,
  closeGroup,
  createEntry,
  createGroup,
  ensureAccount,
  exposeEntry,
  findEntry,
  findGroupIdsByBinding,
} from "./index.ts";
import { NewGroup } from "./groups.contract.ts";
import { listEntries, reopenEntry } from "./entries.actions.ts";

let test: TestBrand;
let city: string;
let district: string;
beforeAll(async () => {
  test = await openTestBrand();
  city = (await addOrgUnit(test.as(), { parentId: test.headquartersId, name: "云溪市" })).id;
  district = (await addOrgUnit(test.as(), { parentId: city, name: "河滨区" })).id;
});
afterAll(() => test.close());

const make = (fields: Record<string, unknown> = {}) =>
  createGroup(test.as(), NewGroup.parse({ name: "柳岸花园 福利群 01", orgId: district, ...fields }));
const eventsOf = (groupId: string) =>
  test.rows<{ kind: number; data: unknown }>("select kind, data from app.events where group_id = $1 order by tx, id", [groupId]);

describe("a group", () => {
  it("is made with a number, search terms and its events", async () => {
    const web = await make();
    const wecom = await make({ channel: "wecom", positioning: "lead-in" });
    expect(web).toMatchObject({ code: "FL-1001", status: "active", workload: "fine" });
    expect(wecom).toMatchObject({ code: "YL-1002", status: "planned" });
    expect((await eventsOf(web.id)).map((event) => event.kind).sort()).toEqual([1, 2]);
    expect((await eventsOf(wecom.id)).map((event) => event.kind)).toEqual([1]);
    const terms = await test.rows<{ term: string }>("select term from app.group_terms where group_id = $1", [web.id]);
    expect(terms.map((row) => row.term)).toEqual(expect.arrayContaining(["柳岸", "~lah", "10", "fl"]));
  });

  it("changes only what differs, and says what", async () => {
    const { id } = await make();
    expect(await changeGroup(test.as(), { groupId: id, name: "新名字", slogan: "甜", capacity: 300 })).toEqual({
      changed: ["name", "slogan"],
    });
    const kinds = await eventsOf(id);
    expect(kinds.slice(2).map((event) => [event.kind, event.data])).toEqual(
      expect.arrayContaining([
        [4, { from: "柳岸花园 福利群 01", to: "新名字" }],
        [6, { fields: ["slogan"] }],
      ]),
    );
    await expect(changeGroup(test.as(), { groupId: id, targetMembers: 400 })).rejects.toMatchObject({
      code: "groups.target-over-capacity",
    });
    await adjustMemberCounts(test.system(), [
      { groupId: id, delta: 120 },
      { groupId: id, delta: -1 },
    ]);
    await expect(changeGroup(test.as(), { groupId: id, capacity: 100, targetMembers: 50 })).rejects.toMatchObject({
      code: "groups.capacity-under-members",
      details: { members: 119 },
    });
    expect((await accessGroup(test.as(), id, "groups.read")).memberCount).toBe(119);
  });

  it("is opened by its binding, which no other can have", async () => {
    const one = await make({ channel: "wecom" });
    const two = await make({ channel: "wecom" });
    await bindGroup(test.as(), { groupId: one.id, externalId: "wr-1" });
    await expect(bindGroup(test.as(), { groupId: two.id, externalId: "wr-1" })).rejects.toMatchObject({ code: "groups.binding-taken" });
    expect((await eventsOf(one.id)).map((event) => event.kind).sort()).toEqual([1, 2, 5]);
    expect(await findGroupIdsByBinding(test.system(), "wecom", ["wr-1", "wr-9"])).toEqual(new Map([["wr-1", one.id]]));
    await closeGroup(test.as(), { groupId: two.id });
    await expect(bindGroup(test.as(), { groupId: two.id, externalId: "wr-2" })).rejects.toMatchObject({ code: "groups.closed" });
  });

  it("has no owner who carries more than the brand allows", async () => {
    await changeBrandSettings(test.as(), { workloadWarn: 1, workloadRefuse: 2 });
    const someone = await test.staff(["operator"], district, "周禾");
    expect((await make({ ownerStaffId: someone.id })).workload).toBe("fine");
    expect((await make({ ownerStaffId: someone.id })).workload).toBe("warn");
    await expect(make({ ownerStaffId: someone.id })).rejects.toMatchObject({
      code: "groups.workload-over",
      details: { name: "周禾", count: 3, limit: 2 },
    });
    await changeBrandSettings(test.as(), { workloadWarn: 30, workloadRefuse: 50 });
  });

  it("has numbers and owners that hold when many are made at once", async () => {
    await changeBrandSettings(test.as(), { workloadWarn: 1, workloadRefuse: 3 });
    const someone = await test.staff(["operator"], district, "陆青");
    const made = await Promise.allSettled(Array.from({ length: 8 }, () => make({ ownerStaffId: someone.id })));
    const codes = made.flatMap((one) => (one.status === "fulfilled" ? [one.value.code] : []));
    expect(codes).toHaveLength(3);
    expect(new Set(codes).size).toBe(3);
    expect(await test.rows("select count(*)::int as n from app.groups where owner_staff_id = $1", [someone.id])).toEqual([{ n: 3 }]);
    await changeBrandSettings(test.as(), { workloadWarn: 30, workloadRefuse: 50 });
  });

  it("is seen in its own subtree, or by who works in it, and by nobody else", async () => {
    const { id } = await make();
    const elsewhere = await addOrgUnit(test.as(), { parentId: city, name: "北桥区" });
    const near = await test.staff(["operator"], district);
    const far = await test.staff(["operator"], elsewhere.id);
    const own = await test.staff(["group-admin"], district);
    expect((await accessGroup(test.as(near), id, "groups.read")).id).toBe(id);
    await expect(accessGroup(test.as(far), id, "groups.read")).rejects.toMatchObject({ code: "groups.missing" });
    await expect(accessGroup(test.as(own), id, "groups.read")).rejects.toMatchObject({ code: "groups.missing" });
    await expect(accessGroup(test.as(own), id, "groups.manage")).rejects.toMatchObject({ code: "session.forbidden" });
    const mine = await make({ ownerStaffId: own.id });
    expect((await accessGroup(test.as(own), mine.id, "groups.read")).ownerStaffId).toBe(own.id);
    await expect(createGroup(test.as(far), NewGroup.parse({ name: "别处", orgId: district }))).rejects.toMatchObject({
      code: "brands.org-missing",
    });
  });
});

describe("a way in", () => {
  it("opens a planned web group, counts looks, and closes with the group", async () => {
    const { id, status } = await make({ open: false });
    expect(status).toBe("planned");
    const entry = await createEntry(test.as(), { groupId: id, name: "门店海报" });
    expect(entry.path).toBe(`/m/zhishang/join/${entry.token}`);
    expect((await findEntry(test.system(), entry.token))?.group.status).toBe("active");
    await exposeEntry(test.system(), entry.id);
    await exposeEntry(test.system(), entry.id);
    const counted = async () => {
      await test.react();
      return (await listEntries(test.as(), { groupId: id })).items;
    };
    await expect.poll(counted).toMatchObject([{ name: "门店海报", exposures: 2, joins: 0, closedAt: null }]);
    const one = { groupId: id, entryId: entry.id };
    const [before] = (await listEntries(test.as(), { groupId: id })).items;
    await closeEntry(test.as(), one);
    await reopenEntry(test.as(), one);
    expect((await listEntries(test.as(), { groupId: id })).items[0]).toEqual(before);
    await closeEntry(test.as(), one);
    const began = test.clock.now;
    test.clock.now = new Date(began.getTime() + 61_000);
    await expect(reopenEntry(test.as(), one)).rejects.toMatchObject({ code: "groups.entry-missing" });
    test.clock.now = began;
    await closeGroup(test.as(), { groupId: id });
    await expect(reopenEntry(test.as(), one)).rejects.toMatchObject({ code: "groups.closed" });
    expect((await findEntry(test.system(), entry.token))?.closedAt).not.toBeNull();
    await expect(closeEntry(test.as(), { groupId: id, entryId: entry.id })).rejects.toMatchObject({ code: "groups.entry-missing" });
    await expect(createEntry(test.as(), { groupId: id, name: "再来" })).rejects.toMatchObject({ code: "groups.closed" });
    const wecom = await make({ channel: "wecom" });
    await expect(createEntry(test.as(), { groupId: wecom.id, name: "x" })).rejects.toMatchObject({ code: "groups.entry-web-only" });
    expect(await findEntry(test.system(), "no-such-token")).toBeUndefined();
  });
});

it("an account is made once", async () => {
  const ask = { channel: "manual", externalId: "zhouhe", name: "周禾", kind: "staff" as const };
  expect(await ensureAccount(test.system(), ask)).toBe(await ensureAccount(test.system(), { ...ask, name: "周禾 2" }));
});
