import { afterAll, beforeAll, expect, it } from "vitest";
import { openTestBrand, type TestBrand } from "../../testing/brand.ts";
import { NewGroup } from "./groups.contract.ts";
import { createGroup } from "./index.ts";
import { addToRoster, changeRoster, handOver, listRoster, removeFromRoster } from "./roster.actions.ts";
import { listWorkloads } from "./workload.actions.ts";

let test: TestBrand;
let groupId: string;
let memberId: string;
beforeAll(async () => {
  test = await openTestBrand();
  groupId = (await createGroup(test.as(), NewGroup.parse({ name: "福利群", orgId: test.headquartersId }))).id;
  memberId = test.as().newId();
  const at = test.clock.now;
  await test.rows(
    "insert into app.members (brand_id, id, member_no, nickname, first_seen_at, created_at) values ($1, $2, 1, '桃子妈妈', $3, $3)",
    [test.brand.id, memberId, at],
  );
  await test.rows(
    "insert into app.seats (brand_id, id, group_id, member_id, kind, nickname, joined_at) values ($1, $2, $3, $4, 'member', '桃子妈妈', $5)",
    [test.brand.id, test.as().newId(), groupId, memberId, at],
  );
  await test.rows(
    "insert into app.group_speakers (brand_id, group_id, day, member_id, messages, valid_messages) values ($1, $2, '2026-11-20', $3, 14, 12)",
    [test.brand.id, groupId, memberId],
  );
});
afterAll(() => test.close());

it("has one owner, up to three admins, and members who are really there", async () => {
  const staff = await Promise.all(
    ["周禾", "程小麦", "陆青", "宋知秋", "何穗二"].map((name) => test.staff(["operator"], test.headquartersId, name)),
  );
  const [one, two, three, four, five] = staff.map((person) => person.id);
  if (!one || !two || !three || !four || !five) throw new Error("no staff");
  const add = (role: "admin" | "assistant" | "koc" | "volunteer", kind: "staff" | "member", personId: string) => {
    test.clock.now = new Date(test.clock.now.getTime() + 1000);
    return addToRoster(test.as(), { groupId, role, kind, personId, duty: "", shift: "" });
  };

  expect(await handOver(test.as(), { groupId, staffId: one, keepAsAdmin: false })).toEqual({ workload: "fine" });
  const place = await add("admin", "staff", two);
  await expect(add("assistant", "staff", two)).rejects.toMatchObject({ code: "groups.roster-twice" });
  await expect(add("koc", "staff", three)).rejects.toMatchObject({ code: "groups.roster-role" });
  await add("admin", "staff", three);
  await add("admin", "staff", four);
  await expect(add("admin", "staff", five)).rejects.toMatchObject({ code: "groups.roster-admins-full" });
  await expect(add("koc", "member", test.as().newId())).rejects.toMatchObject({ code: "groups.roster-not-seated" });
  const koc = await add("koc", "member", memberId);
  await changeRoster(test.as(), { groupId, placeId: koc.id, duty: "晒单", shift: "早班" });

  const { items } = await listRoster(test.as(), { groupId });
  expect(items.map((row) => [row.role, row.name])).toEqual([
    ["owner", "周禾"],
    ["admin", "程小麦"],
    ["admin", "陆青"],
    ["admin", "宋知秋"],
    ["koc", "桃子妈妈"],
  ]);
  expect(items[4]).toMatchObject({
    kind: "member",
    personId: memberId,
    duty: "晒单",
    shift: "早班",
    messages30d: 14,
    brought: 0,
    staffStatus: null,
  });
  expect(items[0]).toMatchObject({ staffStatus: "active", groups: 1 });

  // The second admin takes over; the owner before finds three admins less one, and stays.
  await handOver(test.as(), { groupId, staffId: two, keepAsAdmin: true });
  expect((await listRoster(test.as(), { groupId })).items.map((row) => [row.role, row.name]).slice(0, 4)).toEqual([
    ["owner", "程小麦"],
    ["admin", "周禾"],
    ["admin", "陆青"],
    ["admin", "宋知秋"],
  ]);
  await expect(removeFromRoster(test.as(), { groupId, placeId: place.id })).rejects.toMatchObject({ code: "groups.roster-missing" });
  const owner = (await listRoster(test.as(), { groupId })).items[0];
  await expect(removeFromRoster(test.as(), { groupId, placeId: owner?.id ?? "" })).rejects.toMatchObject({ code: "groups.roster-owner" });
  await removeFromRoster(test.as(), { groupId, placeId: koc.id });

  const events = await test.rows<{ data: { change: string } }>(
    "select data from app.events where group_id = $1 and kind = 11 order by tx",
    [groupId],
  );
  expect(events.map((event) => event.data.change)).toEqual([
    "handed-over",
    "added",
    "added",
    "added",
    "added",
    "changed",
    "handed-over",
    "removed",
  ]);
  const { items: loads, warnAbove } = await listWorkloads(test.as());
  expect(warnAbove).toBe(30);
  expect(loads.find((row) => row.staffId === two)).toMatchObject({ groups: 1, helps: 0, verdict: "fine" });
  expect(loads.find((row) => row.staffId === one)).toMatchObject({ groups: 0, helps: 1 });
});
