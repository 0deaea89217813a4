import { afterAll, beforeAll, expect, it } from "vitest";
import { openTestBrand, type TestBrand } from "../testing/brand.ts";
import { makeWorld } from "../testing/history.ts";
import { ensureDemo } from "./index.ts";

let test: TestBrand;
beforeAll(async () => {
  test = await openTestBrand({ slug: "zhishang" });
});
afterAll(() => test.close());

const quiet = () => undefined;

async function tablesOf(brandId: number): Promise<string[]> {
  const tables = await test.rows<{ name: string }>(
    `select c.oid::regclass::text as name from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid and a.attname = 'brand_id'
     where n.nspname in ('app', 'platform') and c.relkind in ('r', 'p') and not c.relispartition`,
  );
  const filled: string[] = [];
  for (const { name } of tables)
    if ((await test.rows(`select 1 from ${name} where brand_id = $1 limit 1`, [brandId])).length > 0) filled.push(name);
  return filled;
}

const remove = async () => (await test.rows<{ removed: boolean }>("select platform.remove_half_demo('zhishang') as removed"))[0]?.removed;

it("a demo brand whose making was broken off is removed whole, one that was made or is a person's own is left alone", async () => {
  await makeWorld(test, 12);
  const cookie = await test.cookieOf(["owner"]);
  const other = await test.otherBrand("other");
  expect(await ensureDemo(test.runtime, quiet)).toBe(false);
  expect(await remove()).toBe(false);
  await test.rows("insert into platform.demo_builds (slug, begun_at, made_at) values ('zhishang', now(), now())");
  expect(await remove()).toBe(false);
  expect((await tablesOf(test.brand.id)).length).toBeGreaterThan(25);

  await test.rows("update platform.demo_builds set made_at = null");
  const lines: string[] = [];
  expect(await ensureDemo(test.runtime, (line) => lines.push(line))).toBe(false);
  expect(lines).toEqual(["The demo brand was half made; it is made anew."]);
  expect(await tablesOf(test.brand.id)).toEqual([]);
  expect(await test.rows("select slug from platform.brands")).toEqual([{ slug: other.slug }]);
  expect((await tablesOf(other.id)).length).toBeGreaterThan(1);
  expect(await test.rows('select 1 from auth."user"')).toEqual([]);
  expect((await (await test.app()).inject({ url: "/api/v1/session", headers: { cookie } })).json().user).toBeNull();
});
