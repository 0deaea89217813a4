import { afterAll, beforeAll, expect, it } from "vitest";
import { openTestBrand, type TestBrand } from "../../testing/brand.ts";
import { listGroupIds, summarizeGroups } from "./group-list.actions.ts";
import { listGroupIdsEndpoint } from "./group-list.contract.ts";
import { NewGroup } from "./groups.contract.ts";
import { createGroup } from "./index.ts";

const COUNT = 13_000;

let test: TestBrand;
beforeAll(async () => {
  test = await openTestBrand();
  const { id } = await createGroup(test.as(), NewGroup.parse({ name: "第一个群", orgId: test.headquartersId }));
  await test.rows(
    `insert into app.groups select (jsonb_populate_record(g, jsonb_build_object('id', gen_random_uuid(), 'code', 'N' || n))).*
     from app.groups g, generate_series(2, ${COUNT}) n where g.id = $1`,
    [id],
  );
  await test.rows("update app.groups set member_count = 1");
});
afterAll(() => test.close());

const ask = listGroupIdsEndpoint.input.parse({});

it("all groups that fit are all of them, whatever their number", async () => {
  const { ids, people } = await listGroupIds(test.as(), ask);
  expect(new Set(ids).size).toBe(COUNT);
  expect(people).toBe((await summarizeGroups(test.as(), ask)).people);
});

it("more than one action may be of are refused, not cut", async () => {
  await expect(listGroupIds(test.as(), ask, COUNT - 1)).rejects.toMatchObject({ code: "groups.too-many", details: { most: COUNT - 1 } });
  expect((await listGroupIds(test.as(), ask, COUNT)).ids).toHaveLength(COUNT);
});
