import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openTestBrand, type TestBrand } from "../../testing/brand.ts";
import { exportedRows } from "../../testing/exported.ts";
import { DAY_MS, groupAt, settleAll, tell, type Told } from "../../testing/history.ts";
import { addOrgUnit } from "../brands/index.ts";
import { listTalkGroups, showTalkMonths } from "./talk-months.actions.ts";
import type { TalkGroupSort } from "./talk-months.contract.ts";

const NOW = new Date("2026-11-22T02:18:00.000Z");
const BEGIN = NOW.getTime() - 10 * DAY_MS;
let test: TestBrand;
let west = "";

/** By group: who of three says how often, the first on the first day. Two groups are told apart by their ids alone. */
const said = [[3], [1, 1], [1, 1], [4, 1], [2, 2, 2]];

beforeAll(async () => {
  test = await openTestBrand({ now: NOW });
  ({ id: west } = await addOrgUnit(test.as(), { parentId: test.headquartersId, name: "南山区" }));
  const told: Told[] = [];
  for (const [g, people] of said.entries()) {
    const groupId = await groupAt(test, `群${g}`, new Date(BEGIN), { orgId: g < 3 ? test.headquartersId : west });
    for (const [p, times] of people.entries())
      for (let n = 0; n < times; n++) {
        const at = new Date(BEGIN + (p + 1) * DAY_MS + n * 60_000);
        told.push({ kind: "message", key: `${g}-${p}-${n}`, at, groupId, person: `人${p}`, text: "今天有草莓吗" });
      }
  }
  await groupAt(test, "没人说话的群", new Date(BEGIN));
  await tell(test.system(), told);
  await settleAll(test);
});
afterAll(() => test.close());

async function walk(sort: TalkGroupSort, more: object = {}) {
  const found: { id: string; name: string; messages: number; writers: number }[] = [];
  for (let cursor: string | undefined; ;) {
    const page = await listTalkGroups(test.as(), { scope: "brand", sort, limit: 2, ...(cursor ? { cursor } : {}), ...more });
    found.push(...page.items);
    if (!page.nextCursor) {
      expect(page.total).toBe(found.length);
      return found;
    }
    cursor = page.nextCursor;
  }
}

describe("talk by group", () => {
  it("is listed to its end in each order, with who wrote", async () => {
    const all = await walk("-messages");
    expect(all.map(({ messages, writers }) => [messages, writers])).toEqual([
      [6, 3],
      [5, 2],
      [3, 1],
      [2, 2],
      [2, 2],
    ]);
    expect(new Set(all.map((row) => row.id)).size).toBe(said.length);
    expect(await walk("messages")).toEqual(all.toReversed());
    const byName = await walk("name");
    expect(byName.map((row) => row.name)).toEqual(["群0", "群1", "群2", "群3", "群4"]);
    expect(await walk("-name")).toEqual(byName.toReversed());
    const { groupCount, messages } = await showTalkMonths(test.as(), { scope: "brand" });
    expect([groupCount, messages]).toEqual([all.length, all.reduce((sum, row) => sum + row.messages, 0)]);
  });

  it("is taken along with the same rows, of the same time and sight", async () => {
    const operator = test.as(await test.staff(["operator"], west));
    const span = { from: "2026-11-13", to: "2026-11-13" };
    for (const [ctx, filter] of [
      [test.as(), { scope: "brand", sort: "-messages" as const }],
      [test.as(), { scope: "brand", sort: "name" as const, ...span }],
      [operator, { scope: "brand", sort: "-messages" as const }],
    ] as const) {
      const { items } = await listTalkGroups(ctx, { ...filter, limit: 200 });
      const rows = await exportedRows(test, { list: "talk-groups", filter }, ctx);
      expect(rows.map((row) => Object.values(row))).toEqual(
        items.map(({ name, messages, writers }) => [name, String(messages), String(writers)]),
      );
      expect(items).toHaveLength(ctx === operator ? 2 : said.length);
    }
    await expect(listTalkGroups(operator, { scope: `org:${test.headquartersId}`, sort: "name", limit: 9 })).rejects.toMatchObject({
      kind: "missing",
    });
  });

  it("begins at the first page where the cursor is of another order", async () => {
    const first = await listTalkGroups(test.as(), { scope: "brand", sort: "name", limit: 2 });
    const again = await listTalkGroups(test.as(), { scope: "brand", sort: "-messages", limit: 2, cursor: first.nextCursor ?? "" });
    expect(again.items.map((row) => row.messages)).toEqual([6, 5]);
  });
});
