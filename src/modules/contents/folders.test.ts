import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openTestBrand, type TestBrand } from "../../testing/brand.ts";
import { countQueries } from "../../testing/count-queries.ts";
import { listContentsEndpoint } from "./contents.contract.ts";
import { addFolder, moveFolder, removeFolder, showOverview } from "./folders.actions.ts";
import { listContents } from "./library.actions.ts";

let test: TestBrand;
beforeAll(async () => {
  test = await openTestBrand();
});
afterAll(() => test.close());

const make = async (name: string, parentId: string | null = null) => (await addFolder(test.as(), { parentId, name })).id;
const placesOf = async (...ids: string[]) => {
  const { folders } = await showOverview(test.as());
  return ids.map((id) => folders.find((one) => one.id === id)?.parentId);
};

/** The rows that a folder opens, page by page. */
async function rowsBehind(folder: string): Promise<number> {
  let rows = 0;
  let cursor: string | undefined;
  do {
    const page = await listContents(test.as(), listContentsEndpoint.input.parse({ folder, limit: 200, cursor }));
    rows += page.items.length;
    cursor = page.nextCursor ?? undefined;
  } while (cursor);
  return rows;
}

describe("a folder that is moved", () => {
  it("goes with all below it, back again too, and the log names both places", async () => {
    const [goods, feast] = [await make("到货"), await make("节日")];
    const citrus = await make("柑橘", goods);
    const sweet = await make("冰糖橙", citrus);
    await moveFolder(test.as(), { folderId: citrus, parentId: feast });
    expect(await placesOf(citrus, sweet)).toEqual([feast, citrus]);
    await moveFolder(test.as(), { folderId: citrus, parentId: null });
    await moveFolder(test.as(), { folderId: citrus, parentId: null });
    await moveFolder(test.as(), { folderId: citrus, parentId: goods });
    expect(await placesOf(citrus, sweet)).toEqual([goods, citrus]);
    const entries = await test.rows<{ before: object; after: object }>(
      "select before, after from app.audit_entries where action = 'contents.move-folder'",
    );
    expect(entries).toHaveLength(3);
    expect(entries).toEqual(
      expect.arrayContaining([
        { before: { parentId: goods }, after: { parentId: feast } },
        { before: { parentId: feast }, after: { parentId: null } },
        { before: { parentId: null }, after: { parentId: goods } },
      ]),
    );
  });

  it("never goes into itself, too deep, beside its namesake or where there is nothing", async () => {
    const [top, other] = [await make("甲"), await make("乙")];
    const middle = await make("丙", top);
    const deep = await make("丁", middle);
    const namesake = await make("丙");
    const refused = async (folderId: string, parentId: string | null, error: object) =>
      expect(moveFolder(test.as(), { folderId, parentId })).rejects.toMatchObject(error);
    await refused(top, top, { kind: "invalid", code: "contents.folder-into-itself" });
    await refused(top, deep, { kind: "invalid", code: "contents.folder-into-itself" });
    await refused(top, other, { kind: "invalid", code: "contents.folder-too-deep", details: { limit: 3 } });
    await refused(other, deep, { kind: "invalid", code: "contents.folder-too-deep" });
    await refused(namesake, top, { kind: "conflict", code: "contents.folder-name-taken", details: { name: "丙" } });
    await refused(test.headquartersId, top, { kind: "missing", code: "contents.folder-missing" });
    await refused(top, test.headquartersId, { kind: "missing", code: "contents.folder-missing" });
    expect(await placesOf(top, middle, deep, namesake)).toEqual([null, top, middle, null]);
  });

  it("makes no ring where two go into each other at once", async () => {
    const [one, other] = [await make("左"), await make("右")];
    const both = await Promise.allSettled([
      moveFolder(test.as(), { folderId: one, parentId: other }),
      moveFolder(test.as(), { folderId: other, parentId: one }),
    ]);
    expect(both.map((move) => move.status).toSorted()).toEqual(["fulfilled", "rejected"]);
    expect((await placesOf(one, other)).filter((parentId) => parentId === null)).toHaveLength(1);
    await expect(removeFolder(test.as(), { folderId: (await placesOf(one))[0] ?? one })).rejects.toMatchObject({
      code: "contents.folder-not-empty",
    });
  });
});

describe("a large library", () => {
  it("counts behind each folder what it opens, in as many statements as a small one", async () => {
    const small = countQueries(test.as());
    await showOverview(small.ctx);
    await test.rows(
      `insert into app.content_folders (brand_id, id, parent_id, name, created_at)
       select $1, uuidv7(), null, 'L1-' || n, now() from generate_series(1, 20) n`,
      [test.brand.id],
    );
    for (const level of [2, 3])
      await test.rows(
        `insert into app.content_folders (brand_id, id, parent_id, name, created_at)
         select $1, uuidv7(), id, 'L${level}-' || n, now() from app.content_folders, generate_series(1, 9) n where brand_id = $1 and name like 'L${level - 1}-%'`,
        [test.brand.id],
      );
    await test.rows(
      `with places as (select id, row_number() over (order by id) as n from app.content_folders where brand_id = $1 and name like 'L%'),
        filed as (insert into app.contents (brand_id, id, folder_id, direction, format, name, state, latest_version, created_at, updated_at)
          select $1, uuidv7(), p.id, 'engage', 'text', 'c' || k, case when k % 11 = 0 then 'retired' else 'draft' end, 1, date_trunc('second', now()), date_trunc('second', now())
          from generate_series(1, 6000) k join places p on p.n = 1 + (k * 7919) % (select count(*) from places) returning id)
       insert into app.content_versions (brand_id, content_id, version, body, created_at) select $1, id, 1, '{"format": "text", "text": "x"}', now() from filed`,
      [test.brand.id],
    );
    const large = countQueries(test.as());
    const { folders, total, unfiled } = await showOverview(large.ctx);
    expect(large.count()).toBe(small.count());
    expect(folders.filter((one) => one.name.startsWith("L"))).toHaveLength(20 + 180 + 1_620);
    const tops = folders.filter((one) => one.parentId === null);
    expect(tops.reduce((sum, one) => sum + one.contents, 0)).toBe(total - unfiled);
    for (const name of ["L1-7", "L2-3", "L3-9"]) {
      const shown = folders.find((one) => one.name === name);
      expect(shown?.contents).toBeGreaterThan(0);
      expect(await rowsBehind(shown?.id ?? "")).toBe(shown?.contents);
    }
  });
});
