import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openTestBrand, type TestBrand } from "../testing/brand.ts";
import { TEST_SECRET } from "../testing/prepared.ts";

let test: TestBrand;
let folder: string;
beforeAll(async () => {
  test = await openTestBrand();
  folder = mkdtempSync(join(tmpdir(), "qunce-import-"));
  writeFileSync(join(test.dataDir, "secret"), TEST_SECRET, { mode: 0o600 });
});
afterAll(async () => {
  await test.close();
  rmSync(folder, { recursive: true, force: true });
});

const pathOf = (name: string) => join(folder, name);

function write(name: string, ...lines: string[]): string {
  writeFileSync(pathOf(name), lines.join("\n"));
  return pathOf(name);
}

/** `npm run import -- …`, as its bootstrap starts it. */
async function run(...asked: string[]): Promise<{ code: number | null; said: string[]; complained: string }> {
  const child = spawn(process.execPath, [join(import.meta.dirname, "../main.ts"), "import", ...asked], {
    env: { ...process.env, DATABASE_URL: test.ownerUrl, QUNCE_DATA_DIR: test.dataDir },
  });
  const code = new Promise<number | null>((resolve) => child.on("close", resolve));
  const [said, complained] = await Promise.all([text(child.stdout), text(child.stderr)]);
  return { code: await code, said: said.trim().split("\n"), complained: complained.trim() };
}

it(
  "takes a file in, with columns as they are said; what was not taken lies beside it, is mended and taken in",
  { timeout: 120_000 },
  async () => {
    const file = write("shop.csv", "no,when,total,kept", "A1,2026-01-02 10:00,1234,x", "A2,gestern,5,x", "A3,2026-01-03 10:00,zehn,x");
    const how = [
      "--brand",
      "zhishang",
      "--source",
      "hofladen",
      "--zone",
      "UTC",
      "--unit",
      "minor",
      "--map",
      "orderId=no, paidAt=when,paid=total",
    ];
    const first = await run("orders", file, ...how);
    expect(first).toEqual({
      code: 0,
      said: [
        "3 rows, 2 of them not readable or without a group.",
        "3 rows: 1 new, 0 changed, 0 already there, 2 not taken.",
        "  1 row: Paid at is no date and time; write 2026-11-22 08:05",
        "  1 row: Amount paid is no amount; write 1234.50",
        `The rows not taken are in ${pathOf("shop.bad-rows.csv")}; mend them and import that file.`,
      ],
      complained: "",
    });
    const sheet = readFileSync(pathOf("shop.bad-rows.csv"), "utf8");
    expect(sheet.split("\r\n")).toEqual([
      "\uFEFFLine in file,Why not imported,no,when,total,kept",
      "3,Paid at is no date and time; write 2026-11-22 08:05,A2,gestern,5,x",
      "4,Amount paid is no amount; write 1234.50,A3,2026-01-03 10:00,zehn,x",
      "",
    ]);
    write("mended.csv", sheet.replace("gestern", "2026-01-02 11:00").replace("zehn", "10"));
    const second = await run("orders", pathOf("mended.csv"), "--brand", "zhishang");
    expect(second).toMatchObject({ code: 0, complained: "" });
    expect(second.said.at(-1)).toBe("2 rows: 2 new, 0 changed, 0 already there, 0 not taken.");
    expect(existsSync(pathOf("mended.bad-rows.csv"))).toBe(false);
    expect(
      await test.rows(
        "select source, external_id as id, paid_fen::int as fen, to_char(paid_at at time zone 'UTC', 'MM-DD HH24:MI') as at from app.orders order by 2",
      ),
    ).toEqual([
      { source: "hofladen", id: "A1", fen: 1_234, at: "01-02 10:00" },
      { source: "hofladen", id: "A2", fen: 5, at: "01-02 11:00" },
      { source: "hofladen", id: "A3", fen: 10, at: "01-03 10:00" },
    ]);
  },
);

it("says in one sentence why it will not, ends with 1 and takes nothing in", { timeout: 120_000 }, async () => {
  const orders = "select count(*)::int as n from app.orders";
  const before = await test.rows(orders);
  const file = write("few.csv", "no,when,total", "B1,2026-01-02,5");
  const empty = write("empty.csv", "");
  const inBrand = (...asked: string[]) => [...asked, "--brand", "zhishang"];
  const cases: [asked: string[], complaint: RegExp][] = [
    [["orders", file], /^Say what to import into which brand\. npm run import -- .*\[import\.usage\]$/],
    [inBrand("orders", pathOf("none.csv")), /none\.csv cannot be read: there is no such file\. .*\[import\.file\]$/],
    [["orders", file, "--brand", "nobody"], /^[A-Z].*\[brands\.missing\]$/],
    [inBrand("orders", file, "--map", "price=total"), /^There is no field "price"\. .*\[import\.field\]$/],
    [inBrand("orders", file, "--map", "paid=sum"), /^There is no column "sum"\. Columns: no, when, total\. .*\[import\.heading\]$/],
    [inBrand("costs", file), /^[A-Z].*\[imports\.columns-missing\]$/],
    [inBrand("orders", empty), /^[A-Z].*\[sheets\.empty\]$/],
  ];
  const ends = await Promise.all(cases.map(([asked]) => run(...asked)));
  for (const [i, { code, said, complained }] of ends.entries()) {
    expect([code, said]).toEqual([1, [""]]);
    expect(complained).toMatch(cases[i]?.[1] ?? "");
    expect(complained.split("\n")).toHaveLength(1);
  }
  expect(await test.rows(orders)).toEqual(before);
});
