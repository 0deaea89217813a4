import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Context } from "../../server/context.ts";
import { openTestBrand, type TestBrand } from "../../testing/brand.ts";
import { exportedRows } from "../../testing/exported.ts";
import { DAY_MS, groupAt, settleAll, tell, type Told } from "../../testing/history.ts";
import { addOrgUnit } from "../brands/index.ts";
import { listGroupsInNeed } from "./advice.actions.ts";
import type { GroupInNeed } from "./advice.contract.ts";

const NOW = new Date("2026-11-22T02:18:00.000Z");
const BEGIN = NOW.getTime() - 10 * DAY_MS;
/** Nobody owns them; some talk more and less, of the others no health is known. */
const TOLD = 5;
const UNTOLD = 2;
let test: TestBrand;
let west = "";

beforeAll(async () => {
  test = await openTestBrand({ now: NOW });
  ({ id: west } = await addOrgUnit(test.as(), { parentId: test.headquartersId, name: "南山区" }));
  const told: Told[] = [];
  const unknown: string[] = [];
  for (let g = 0; g < TOLD + UNTOLD; g++) {
    const groupId = await groupAt(test, `群${g}`, new Date(BEGIN), { orgId: g % 2 === 0 ? west : test.headquartersId });
    if (g >= TOLD) unknown.push(groupId);
    for (let p = 0; p < 4; p++)
      told.push({ kind: "joined", key: `j${g}-${p}`, at: new Date(BEGIN + p * 60_000), groupId, person: `人${p}` });
    for (let n = 0; g < TOLD && n < g; n++)
      told.push({
        kind: "message",
        key: `m${g}-${n}`,
        at: new Date(NOW.getTime() - 2 * DAY_MS + n * 60_000),
        groupId,
        person: `人${n}`,
        text: "今天有草莓吗",
      });
  }
  await tell(test.system(), told);
  await settleAll(test);
  await test.rows("update app.group_states set health = null where group_id = any($1)", [unknown]);
});
afterAll(() => test.close());

async function walk(ctx: Context, more: object = {}): Promise<GroupInNeed[]> {
  const found: GroupInNeed[] = [];
  for (let cursor: string | undefined; ;) {
    const page = await listGroupsInNeed(ctx, { scope: "brand", limit: 2, ...(cursor ? { cursor } : {}), ...more });
    found.push(...page.items);
    if (!page.nextCursor) {
      expect(page.total).toBe(found.length);
      return found;
    }
    cursor = page.nextCursor;
  }
}

describe("all groups that need help", () => {
  it("are listed to their end, the worst health first and the unknown last", async () => {
    const all = await walk(test.as());
    expect(new Set(all.map((row) => row.group.id)).size).toBe(TOLD + UNTOLD);
    const health = all.map((row) => row.health);
    expect(health).toEqual(health.toSorted((a, b) => (a ?? Infinity) - (b ?? Infinity)));
    expect(new Set(health).size).toBeGreaterThan(2);
    expect(health.filter((one) => one === null).length).toBeGreaterThan(1);
    expect((await listGroupsInNeed(test.as(), { scope: "brand", limit: 200 })).items).toEqual(all);
  });

  it("are taken along with the same rows, of the same stage, advice and sight", async () => {
    const operator = test.as(await test.staff(["operator"], west));
    const one = (await walk(test.as()))[0];
    const few = { scope: "brand", code: one?.advice.code, stage: one?.stage };
    for (const [ctx, filter] of [
      [test.as(), { scope: "brand" }],
      [test.as(), few],
      [operator, { scope: "brand" }],
    ] as const) {
      const asked = Object.fromEntries(Object.entries(filter).map(([name, value]) => [name, String(value)]));
      const rows = await exportedRows(test, { list: "groups-in-need", filter: asked }, ctx);
      const listed = await walk(ctx, filter);
      expect(listed.length).toBeGreaterThan(2);
      expect(rows.map((row) => [row["群"], row["健康分"], row["还有几条建议"]])).toEqual(
        listed.map((row) => [row.group.name, row.health === null ? "" : String(row.health), String(row.more)]),
      );
      expect(rows[0]?.["为什么"]).toBe("没人管");
    }
    expect(await walk(operator)).toHaveLength(Math.ceil((TOLD + UNTOLD) / 2));
  });
});
