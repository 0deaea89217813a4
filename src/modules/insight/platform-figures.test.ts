import { afterAll, beforeAll, expect, it } from "vitest";
import { addDays } from "../../lib/time.ts";
import { openTestBrand, type TestBrand } from "../../testing/brand.ts";
import { exportedRows } from "../../testing/exported.ts";
import { addOrgUnit } from "../brands/index.ts";
import { bindGroup } from "../groups/groups.actions.ts";
import { createGroup } from "../groups/index.ts";
import { type GroupFigures, writeGroupFigures } from "../wecom/figures.store.ts";
import { readPlatformFigures, readPlatformRows } from "./platform-figures.actions.ts";
import { platformKeys } from "./platform-figures.contract.ts";

const NOW = new Date("2026-11-22T02:18:00.000Z");
const [FROM, TO] = ["2026-11-15", "2026-11-21"];
let test: TestBrand;
let [east, west] = ["", ""];

const told = (messages: number, members: number): GroupFigures => ({
  new_chat_cnt: 0,
  chat_total: 1,
  chat_has_msg: 1,
  new_member_cnt: 2,
  member_total: members,
  member_has_msg: 3,
  msg_total: messages,
});

/** Zhang owns two groups in the east, Li one in the east and one in the west; each gives figures, and Li none of the last day. */
beforeAll(async () => {
  test = await openTestBrand({ now: NOW });
  ({ id: east } = await addOrgUnit(test.as(), { parentId: test.headquartersId, name: "河滨区" }));
  ({ id: west } = await addOrgUnit(test.as(), { parentId: test.headquartersId, name: "南山区" }));
  const places = [
    ["zhang", east],
    ["zhang", east],
    ["li", east],
    ["li", west],
  ] as const;
  for (const [n, [owner, orgId]] of places.entries()) {
    const base = { positioning: "benefit", commercialType: "promotion", ownerStaffId: null } as const;
    const { id } = await createGroup(test.as(), { name: `福利群 0${n}`, orgId, channel: "wecom", ...base });
    await bindGroup(test.as(), { groupId: id, externalId: `chat-${n}` });
    await test.rows("insert into app.wecom_groups (brand_id, corp, chat_id, group_id, owner_user_id) values ($1, 'ww1', $2, $3, $4)", [
      test.brand.id,
      `chat-${n}`,
      id,
      owner,
    ]);
  }
  const rows = [0, 1, 2].flatMap((n) => {
    const day = addDays(TO, n - 2);
    return [
      { userId: "zhang", day, figures: told(100 + n, 50) },
      { userId: "li", day, figures: n === 2 ? null : told(10, 20) },
    ];
  });
  await writeGroupFigures(test.as().db, test.brand.id, "ww1", rows, NOW);
});
afterAll(() => test.close());

it("adds up WeCom's own figures, says of which groups and days, and opens into owners and days that add up to them", async () => {
  const figures = await readPlatformFigures(test.as(), { scope: "brand", from: FROM, to: TO });
  expect(figures).toMatchObject({ groups: 4, told: 4, split: 0, days: 7, daysTold: 3, firstDay: "2026-11-19", since: "2026-11-19" });
  expect(figures.sums).toEqual({ messages: 323, talkingMembers: 15, newMembers: 10, members: 190 });
  expect(figures.byDay.map((one) => one.sums.messages)).toEqual([110, 111, 102]);
  const walked: number[] = [];
  for (let cursor: string | undefined; ;) {
    const page = await readPlatformRows(test.as(), { scope: "brand", from: FROM, to: TO, key: "messages", cursor, limit: 2 });
    expect([page.total, page.sum]).toEqual([5, 323]);
    walked.push(...page.items.map((row) => row.value));
    if (!page.nextCursor) break;
    cursor = page.nextCursor;
  }
  expect(walked).toEqual([102, 10, 101, 10, 100]);
});

it("counts for a unit only owners who own nothing elsewhere, says how many groups that leaves out, and shows nobody another's", async () => {
  const ofEast = await readPlatformFigures(test.as(), { scope: `org:${east}`, from: FROM, to: TO });
  expect(ofEast).toMatchObject({ groups: 3, told: 2, split: 1, daysTold: 3, sums: { messages: 303 } });
  const ofWest = await readPlatformFigures(test.as(await test.staff(["operator"], west)), { scope: "brand", from: FROM, to: TO });
  expect(ofWest).toMatchObject({ groups: 1, told: 0, split: 1, daysTold: 0, firstDay: null, sums: { messages: null } });
  const seen = await readPlatformRows(test.as(await test.staff(["operator"], west)), {
    scope: "brand",
    from: FROM,
    to: TO,
    key: "messages",
    limit: 50,
  });
  expect(seen).toMatchObject({ items: [], total: 0, sum: 0 });
});

it("is taken along by day, and by owner and day, with the rows that are listed, and nobody else's", async () => {
  const span = { from: FROM, to: TO };
  for (const scope of ["brand", `org:${east}`]) {
    const { byDay } = await readPlatformFigures(test.as(), { scope, ...span });
    const days = await exportedRows(test, { list: "platform-figures", filter: { scope, ...span } });
    expect(days.map((row) => Object.values(row))).toEqual(
      byDay.map(({ day, sums }) => [day, ...platformKeys.map((key) => String(sums[key] ?? ""))]),
    );
    for (const key of platformKeys) {
      const { items } = await readPlatformRows(test.as(), { scope, ...span, key, limit: 50 });
      expect(items.length).toBeGreaterThan(2);
      const rows = await exportedRows(test, { list: "platform-rows", filter: { scope, ...span, key } });
      expect(rows.map((row) => Object.values(row))).toEqual(
        items.map((row) => [row.day, row.owner, String(row.groups ?? ""), String(row.value)]),
      );
    }
  }
  const ofWest = test.as(await test.staff(["operator"], west));
  const asked = { scope: "brand", ...span, key: "messages" };
  expect(await exportedRows(test, { list: "platform-rows", filter: asked }, ofWest)).toEqual([]);
});
