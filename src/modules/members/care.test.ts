import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { firstIdAt } from "../../lib/ids.ts";
import { countQueries } from "../../testing/count-queries.ts";
import { openTestBrand, type TestBrand } from "../../testing/brand.ts";
import { addOrgUnit } from "../brands/index.ts";
import { changeGroup, createGroup } from "../groups/index.ts";
import { memberChanged } from "./events.contract.ts";
import { accessMember, recordConsents, resolveMembers, seatMembers, takeMembers, unseatMembers } from "./index.ts";
import { countMembers, listMembers } from "./list.actions.ts";
import { MemberFilter } from "./members.contract.ts";
import { mergeMembers, unmergeMember } from "./merge.actions.ts";
import { addNote, changeMember, listNotes, removeNote, revealPhone, showMember } from "./profile.actions.ts";
import { addTag, changeTags, listTags, removeTag, undoTags } from "./tag.actions.ts";
import { writeTerms } from "./terms.actions.ts";
import { showTimeline } from "./timeline.actions.ts";

let test: TestBrand;
let city: string;
let [east, west] = ["", ""];
let [eastGroup, westGroup] = ["", ""];
const ids: Record<string, string> = {};
const people = ["王小雨", "小雨妈妈", "雨小王", "李小满", "Tom汤姆", "欧阳柚子"];

beforeAll(async () => {
  test = await openTestBrand();
  ({ id: city } = await addOrgUnit(test.as(), { parentId: test.headquartersId, name: "云溪市" }));
  ({ id: east } = await addOrgUnit(test.as(), { parentId: city, name: "河滨区" }));
  ({ id: west } = await addOrgUnit(test.as(), { parentId: city, name: "南山区" }));
  eastGroup = await newGroup("河滨福利群", east);
  westGroup = await newGroup("南山福利群", west);
  const made = await resolveMembers(
    test.system(),
    people.map((nickname, n) => ({ kind: "web", scope: "", externalId: nickname, nickname, phone: `1380013204${n}`, at: minute(n) })),
  );
  for (const [n, name] of people.entries()) ids[name] = made[n] ?? "";
  await seatMembers(
    test.system(),
    people.map((name, n) => ({
      groupId: n < 3 ? eastGroup : westGroup,
      memberId: idOf(name),
      kind: "member",
      nickname: "",
      at: minute(n),
    })),
  );
});
afterAll(() => test.close());

const minute = (n: number) => new Date(Date.parse("2026-11-20T00:00:00Z") + n * 60_000);
const idOf = (name: string) => ids[name] ?? "";
async function newGroup(name: string, orgId: string): Promise<string> {
  return (
    await createGroup(test.as(), { name, orgId, channel: "web", positioning: "benefit", commercialType: "promotion", ownerStaffId: null })
  ).id;
}
const list = async (ask: object, ctx = test.as()) =>
  (await listMembers(ctx, { limit: 50, sort: "joined", ...ask })).items.map((one) => one.nickname);
const operatorOf = (orgId: string) => test.staff(["operator"], orgId);

describe("the list", () => {
  it.each([
    ["小雨", ["小雨妈妈", "王小雨"]],
    ["雨", ["雨小王", "小雨妈妈", "王小雨"]],
    ["wxy", ["王小雨"]],
    ["tom", ["Tom汤姆"]],
    ["2043", ["李小满"]],
    ["0132044", ["Tom汤姆"]],
    ["13800132045", ["欧阳柚子"]],
    ["9992045", []],
    ["不在", []],
    ["···", []],
  ])("finds by %s", async (q, expected) => expect(await list({ q })).toEqual(expected));

  it("shows a limited operator his own subtree only, in lists, counts, searches and by id", async () => {
    const ctx = test.as(await operatorOf(east));
    expect(await list({}, ctx)).toEqual(["雨小王", "小雨妈妈", "王小雨"]);
    expect(await list({ q: "小" }, ctx)).toEqual(["雨小王", "小雨妈妈", "王小雨"]);
    expect(await countMembers(ctx, {})).toEqual({ count: 3, isMore: false });
    expect(await countMembers(test.as(), {})).toEqual({ count: 6, isMore: false });
    expect(await countMembers(test.as(), { q: "小雨" })).toEqual({ count: 2, isMore: false });
    for (const act of [
      () => accessMember(ctx, idOf("李小满"), "members.read"),
      () => showMember(ctx, { memberId: idOf("李小满") }),
      () => showTimeline(ctx, { memberId: idOf("李小满"), kind: "all", limit: 20 }),
      () => revealPhone(ctx, { memberId: idOf("李小满") }),
      () => addNote(ctx, { memberId: idOf("李小满"), text: "偷看" }),
      () => mergeMembers(ctx, { memberId: idOf("王小雨"), intoId: idOf("李小满") }),
      () => list({ groupId: westGroup }, ctx),
      () => list({ orgId: west }, ctx),
    ])
      await expect(act()).rejects.toMatchObject({ kind: "missing" });
    const own = test.as(await test.staff(["group-admin"], east));
    expect(await list({}, own)).toEqual([]);
    const sales = test.as(await test.staff(["editor"], east));
    await expect(list({}, sales)).rejects.toMatchObject({ code: "session.forbidden" });
  });

  it("pages by a cursor without holes or doubles, in either order, and asks as many statements for one as for all", async () => {
    for (const ask of [{ sort: "joined" }, { sort: "joined", ascending: "1" }, { sort: "active" }, { q: "小" }] as const) {
      await test.react();
      const whole = await list(ask);
      const walked: string[] = [];
      for (let cursor: string | undefined; ;) {
        const page = await listMembers(test.as(), { limit: 1, sort: "joined", ...ask, cursor });
        walked.push(...page.items.map((one) => one.nickname));
        if (!page.nextCursor) break;
        cursor = page.nextCursor;
      }
      expect(walked).toEqual(whole);
    }
    const count = async (limit: number) => {
      const counted = countQueries(test.as());
      await listMembers(counted.ctx, { limit, sort: "joined" });
      return counted.count();
    };
    expect(await count(50)).toBe(await count(1));
  });

  it("filters by group, unit, consent, day and activity", async () => {
    expect(await list({ groupId: eastGroup })).toHaveLength(3);
    expect(await list({ orgId: city })).toHaveLength(6);
    await recordConsents(test.system(), [
      { memberId: idOf("李小满"), purpose: "marketing", granted: true, textVersion: "m-1", channel: "web" },
    ]);
    expect(await list({ marketing: "yes" })).toEqual(["李小满"]);
    expect(await list({ marketing: "no" })).toHaveLength(5);
    expect(await list({ from: "2026-11-21" })).toEqual([]);
    expect(await list({ from: "2026-11-20", to: "2026-11-20" })).toHaveLength(6);
    expect(await list({ active: "7d" })).toHaveLength(6);
    expect(await list({ active: "silent30" })).toEqual([]);
  });
});

describe("tags", () => {
  it("go onto many at once, once, and come off again whole", async () => {
    const { id: tagId } = await addTag(test.as(), { name: "爱猕猴桃" });
    expect(await addTag(test.as(), { name: "爱猕猴桃" })).toEqual({ id: tagId });
    const first = await changeTags(test.as(), { tagId, direction: "add", who: { memberIds: [idOf("李小满"), idOf("王小雨")] } });
    expect(first.changed).toBe(2);
    const ctx = test.as(await operatorOf(east));
    const second = await changeTags(ctx, { tagId, direction: "add", who: { filter: {} } });
    expect(second.changed).toBe(2);
    expect(await list({ tagId })).toHaveLength(4);
    expect((await listTags(test.as())).items).toMatchObject([{ name: "爱猕猴桃", members: 4 }]);
    await expect(undoTags(test.as(), { changeId: second.changeId })).rejects.toMatchObject({ code: "members.change-missing" });
    expect(await undoTags(ctx, { changeId: second.changeId })).toEqual({ changed: 2 });
    await expect(undoTags(ctx, { changeId: second.changeId })).rejects.toMatchObject({ code: "members.change-missing" });
    expect(await list({ tagId })).toEqual(["李小满", "王小雨"]);
    const events = await test.rows<{ kind: number; n: number }>(
      "select kind, count(*)::int as n from app.events where kind in (23, 24) group by 1 order by 1",
    );
    expect(events).toEqual([
      { kind: 23, n: 4 },
      { kind: 24, n: 2 },
    ]);
    expect(await changeTags(ctx, { tagId, direction: "remove", who: { memberIds: [idOf("李小满")] } })).toMatchObject({ changed: 0 });
    const asked = removeTag(test.as(), { tagId, evenUsed: false });
    await expect(asked).rejects.toMatchObject({ code: "members.tag-used", details: { members: 2 } });
    await removeTag(test.as(), { tagId, evenUsed: true });
    expect(await list({ tagId })).toEqual([]);
  });
});

describe("a profile", () => {
  it("tells seats, notes, identities; its phone is masked until somebody looks, which is written down", async () => {
    const memberId = idOf("小雨妈妈");
    await changeMember(test.as(), { memberId, city: "云溪市", custom: { 生日: "5-20" }, phone: "139 0013 0001" });
    const { id: noteId } = await addNote(test.as(), { memberId, text: "对芒果过敏" });
    const profile = await showMember(test.as(), { memberId });
    expect(profile).toMatchObject({
      nickname: "小雨妈妈",
      phoneMasked: "139****0001",
      city: "云溪市",
      custom: { 生日: "5-20" },
      notes: 1,
      seats: [{ groupName: "河滨福利群", leftAt: null }],
      identities: [{ kind: "web" }],
    });
    expect(await list({ q: "0001" })).toEqual(["小雨妈妈"]);
    expect(await revealPhone(test.as(), { memberId })).toEqual({ phone: "13900130001" });
    expect(
      await test.rows("select actor_name from app.audit_entries where action = 'members.reveal-phone' and target_id = $1", [memberId]),
    ).toEqual([{ actor_name: "何穗" }]);
    await expect(changeMember(test.as(), { memberId, phone: "abc" })).rejects.toMatchObject({ code: "members.phone-unfit" });
    const other = test.as(await operatorOf(east));
    await expect(removeNote(other, { memberId, noteId })).rejects.toMatchObject({ code: "members.note-missing" });
    await removeNote(test.as(), { memberId, noteId });
    expect((await listNotes(test.as(), { memberId, limit: 10 })).items).toEqual([]);
    const told = (await showTimeline(test.as(), { memberId, kind: "all", limit: 50 })).items.map((one) => one.what);
    expect(told.toSorted()).toEqual(["changed", "created", "joined", "noted", "tagged", "untagged"]);
    const groups = await showTimeline(test.as(), { memberId, kind: "groups", limit: 1 });
    expect(groups.items).toHaveLength(1);
    expect((await showTimeline(test.as(), { memberId, kind: "groups", limit: 5, cursor: groups.nextCursor ?? "" })).items).toHaveLength(1);
  });

  it("keeps who left in sight of the unit, and follows a group to another", async () => {
    const ctx = test.as(await operatorOf(east));
    await unseatMembers(test.system(), [{ groupId: eastGroup, memberId: idOf("雨小王"), at: minute(90), reason: "left" }]);
    expect(await list({}, ctx)).toContain("雨小王");
    expect(await list({ orgId: east })).not.toContain("雨小王");
    await changeGroup(test.as(), { groupId: eastGroup, orgId: west });
    await test.react();
    expect(await list({}, ctx)).toEqual([]);
    await changeGroup(test.as(), { groupId: eastGroup, orgId: east });
    await test.react();
    expect(await list({}, ctx)).toHaveLength(3);
  });
});

describe("merging", () => {
  it("makes one of two for every reader, and two again", async () => {
    const [part, into] = [idOf("Tom汤姆"), idOf("王小雨")];
    const { id: tagId } = await addTag(test.as(), { name: "合并" });
    await changeTags(test.as(), { tagId, direction: "add", who: { memberIds: [part] } });
    const snapshot = () =>
      test.rows("select org_id, member_id, seats from app.member_orgs where member_id = any($1) order by 1, 2", [[part, into]]);
    const before = await snapshot();
    await mergeMembers(test.as(), { memberId: part, intoId: into });
    expect(await list({})).not.toContain("Tom汤姆");
    expect(await list({ q: "tom" })).toEqual(["王小雨"]);
    expect(await list({ tagId })).toEqual(["王小雨"]);
    expect(await list({ groupId: westGroup })).toContain("王小雨");
    expect(await resolveMembers(test.system(), [{ kind: "web", scope: "", externalId: "Tom汤姆", at: minute(200) }])).toEqual([into]);
    const profile = await showMember(test.as(), { memberId: part });
    expect(profile).toMatchObject({ id: into, merged: [{ id: part, nickname: "Tom汤姆" }], tags: [{ name: "合并" }] });
    expect(profile.seats).toHaveLength(2);
    expect(profile.identities).toHaveLength(2);
    await expect(mergeMembers(test.as(), { memberId: part, intoId: into })).rejects.toMatchObject({ code: "members.merge-self" });
    await unmergeMember(test.as(), { memberId: part });
    expect(await snapshot()).toEqual(before);
    expect(await list({ tagId })).toEqual(["Tom汤姆"]);
    expect(await list({ q: "tom" })).toEqual(["Tom汤姆"]);
    await expect(unmergeMember(test.as(), { memberId: part })).rejects.toMatchObject({ code: "members.not-merged" });
    const events = await test.rows("select kind from app.events where member_id = $1 and kind in (27, 30) and id > $2 order by kind", [
      part,
      firstIdAt(0),
    ]);
    expect(events).toEqual([{ kind: 27 }, { kind: 30 }]);
  });
});

describe("a list from outside", () => {
  const profile = { name: "何大力", city: "云溪", custom: { 生日: "3月3日" } };
  const blank = { ...profile, tags: [], marketing: null, seat: null };
  const told = (externalId: string, more: Partial<typeof profile> = {}) => ({
    ref: { kind: "shop", scope: "", externalId, nickname: "荔枝", at: minute(1) },
    ...blank,
    ...more,
  });
  const facts = (id: string) =>
    test.rows<{ name: string; city: string; custom: object; terms: string[]; changes: number }>(
      `select name, city, custom, (select array_agg(term order by term) from app.member_terms t where t.member_id = m.id) as terms,
        (select count(*)::int from app.events e where e.member_id = m.id and e.kind = $2) as changes from app.members m where id = $1`,
      [id, memberChanged.kind],
    );
  const idBy = async (externalId: string) =>
    (await resolveMembers(test.system(), [{ kind: "shop", scope: "", externalId, at: minute(2) }]))[0] ?? "";
  const take = (people: ReturnType<typeof told>[], overwrite = false) => takeMembers(test.system(), people, { overwrite, source: "list" });

  it("makes people whole at one writing, and writes again only what differs", async () => {
    const later = told("L2", { name: "", city: "远山", custom: { 生日: "4月4日" } });
    expect(await take([told("L1"), told("L2"), later])).toEqual(["new", "new", "same"]);
    const [one] = await facts(await idBy("L1"));
    expect(one).toMatchObject({ ...profile, changes: 0 });
    expect(await list({ q: "大力" })).toHaveLength(2);
    await test.as().transaction((ctx) => idBy("L1").then((id) => writeTerms(ctx, [id])));
    expect((await facts(await idBy("L1")))[0]?.terms).toEqual(one?.terms);
    expect((await facts(await idBy("L2")))[0]).toMatchObject({ name: "何大力", city: "远山", custom: { 生日: "4月4日" } });
    expect(await take([told("L1", { name: "何小力" }), told("L2", { city: "", custom: profile.custom })])).toEqual(["same", "same"]);
    expect(await take([told("L1", { name: "何小力" })], true)).toEqual(["changed"]);
    expect((await facts(await idBy("L1")))[0]).toMatchObject({ name: "何小力", changes: 1 });
  });
});

describe("counts", () => {
  it("are those of the list, with merged, erased and left people, for the brand, a unit and own groups", async () => {
    await test.rows("update app.members set status = 'erased' where id = $1", [idOf("欧阳柚子")]);
    await unseatMembers(test.system(), [{ groupId: westGroup, memberId: idOf("Tom汤姆"), reason: "left", at: minute(500) }]);
    const asks = [
      {},
      { orgId: city },
      { orgId: west },
      { orgId: west, active: "7d" },
      { active: "silent30" },
      { marketing: "no" },
      { groupId: westGroup },
    ];
    const colleagues = [undefined, await operatorOf(city), await operatorOf(west), await test.staff(["group-admin"], west)];
    for (const colleague of colleagues)
      for (const ask of asks) {
        const ctx = test.as(colleague);
        const listed = await list(ask, ctx).catch((error: { code: string }) => [error.code]);
        const counted = await countMembers(ctx, MemberFilter.parse(ask)).then(
          (one) => one.count,
          () => 1,
        );
        expect(counted, JSON.stringify(ask)).toBe(listed.length);
      }
  });
});
