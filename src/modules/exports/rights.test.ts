import { parse } from "csv-parse/sync";
import { afterAll, beforeAll, expect, it } from "vitest";
import { modules } from "../../app.ts";
import type { Context } from "../../server/context.ts";
import type { Export } from "../../server/exports.ts";
import { takeNextJob } from "../../server/job-runs.ts";
import { openTestBrand, type TestBrand } from "../../testing/brand.ts";
import { groupAt } from "../../testing/history.ts";
import { addOrgUnit } from "../brands/index.ts";
import { resolveMembers, seatMembers } from "../members/index.ts";
import { linkExport, showExport, startExport } from "./exports.actions.ts";
import { exportsJobs } from "./exports.jobs.ts";
import type { ExportAsk, Rights } from "./exports.contract.ts";
import { lostRight } from "./exports.rules.ts";

const lists = modules.flatMap((module) => module.exports ?? []);
let test: TestBrand;
let east = "";
beforeAll(async () => {
  test = await openTestBrand();
  ({ id: east } = await addOrgUnit(test.as(), { parentId: test.headquartersId, name: "河滨区" }));
  const groupId = await groupAt(test, "河滨福利群", test.clock.now, { orgId: east });
  const at = new Date("2026-11-20T00:00:00Z");
  const people = [{ kind: "web", scope: "", externalId: "p0", nickname: "王小雨", phone: "13800132040", at }] as const;
  const [memberId = ""] = await resolveMembers(test.system(), people);
  await seatMembers(test.system(), [{ groupId, memberId, kind: "member", nickname: "", at }]);
  await test.react();
});
afterAll(() => test.close());

const ask = (more: Partial<ExportAsk> = {}): ExportAsk => ({ list: "members", format: "csv", filter: {}, ...more });
const begin = (more: Partial<ExportAsk>, ctx: Context) => startExport(ctx, ask(more), lists);
async function opened(ctx: Context, exportId: string): Promise<void> {
  const { url } = await linkExport(ctx, { exportId }, lists);
  const answer = await (await test.app()).inject({ url });
  expect(answer.statusCode).toBe(200);
  expect(parse(answer.rawPayload, { bom: true, columns: true })).not.toEqual([]);
}

it("an export is not handed out to who lost a right it was made with, and its link ends within minutes", async () => {
  const operator = await test.staff(["operator"], east);
  const { id } = await begin({}, test.as(operator));
  const { id: groups } = await begin({ list: "groups" }, test.as(operator));
  await test.work();
  await opened(test.as(operator), id);
  const without = (...gone: string[]) =>
    test.as({ ...operator, permissions: new Map([...operator.permissions].filter(([name]) => !gone.includes(name))) });
  const lost = (permission: string) => ({ kind: "forbidden", code: "exports.rights-lost", details: { permission } });
  await expect(linkExport(without("members.manage"), { exportId: id }, lists)).rejects.toMatchObject(lost("members.manage"));
  await expect(linkExport(without("members.phone"), { exportId: id }, lists)).rejects.toMatchObject(lost("members.phone"));
  const elsewhere = test.as({ ...operator, orgId: test.headquartersId });
  await expect(linkExport(elsewhere, { exportId: id }, lists)).rejects.toMatchObject({ code: "exports.rights-lost" });
  const own = test.as({ ...operator, permissions: new Map([...operator.permissions].map(([name]) => [name, "own" as const])) });
  await expect(linkExport(own, { exportId: id }, lists)).rejects.toMatchObject({ code: "exports.rights-lost" });
  await opened(without("members.phone"), groups);
  const { url } = await linkExport(test.as(operator), { exportId: id }, lists);
  const answer = await (await test.app()).inject({ url });
  expect(answer).toMatchObject({ statusCode: 200, headers: { "cache-control": "private, no-store" } });
  const now = test.clock.now;
  test.clock.now = new Date(now.getTime() + 6 * 60_000);
  expect((await (await test.app()).inject({ url })).statusCode).toBe(404);
  test.clock.now = now;
});

it("one of what everybody took along needs the right to see that, also when it is handed out", async () => {
  const owner = await test.staff(["owner"]);
  const { id } = await begin({ list: "exports", filter: { whose: "all" } }, test.as(owner));
  await test.work();
  await opened(test.as(owner), id);
  const permissions = new Map([...owner.permissions].filter(([name]) => name !== "brands.audit"));
  const without = test.as({ ...owner, permissions });
  await expect(linkExport(without, { exportId: id }, lists)).rejects.toMatchObject({ details: { permission: "brands.audit" } });
  await expect(begin({ list: "exports", filter: { whose: "all" } }, without)).rejects.toMatchObject({ code: "session.forbidden" });
});

it("one of an older release, which kept no rights with it, needs all that its columns do", async () => {
  const operator = await test.staff(["operator"], east);
  const { id } = await begin({}, test.as(operator));
  await test.work();
  await test.rows("update app.jobs set result = result - 'rights' where id = $1", [id]);
  await opened(test.as(operator), id);
  const permissions = new Map([...operator.permissions].filter(([name]) => name !== "members.phone"));
  await expect(linkExport(test.as({ ...operator, permissions }), { exportId: id }, lists)).rejects.toMatchObject({
    code: "exports.rights-lost",
  });
});

it("one fails at the next page once its asker lost the right", async () => {
  const operator = await test.staff(["operator"], east);
  const [first] = lists.filter((one) => one.name === "members");
  if (!first) throw new Error("no list");
  const two: Export = {
    ...first,
    page: async (ctx, input, cursor) => {
      const page = await first.page(ctx, input, undefined);
      if (!cursor) await test.rows("update app.staff_roles set role = 'editor' where staff_id = $1", [operator.id]);
      return { ...page, nextCursor: cursor ? null : "next" };
    },
  };
  const { id } = await startExport(test.as(operator), ask(), [two]);
  const run = await takeNextJob(test.runtime, test.brand.id, exportsJobs([two]));
  await run?.run();
  expect(await showExport(test.as(), { exportId: id }, lists)).toMatchObject({
    state: "failed",
    failure: { code: "exports.rights-lost", details: { permission: "members.manage" } },
  });
});

const made: Rights = { orgId: "east", scopes: { "a.read": "subtree" } };
it.each([
  ["east", "subtree", undefined],
  ["east", "brand", undefined],
  ["west", "brand", undefined],
  ["west", "subtree", "a.read"],
  ["east", "own", "a.read"],
  ["east", undefined, "a.read"],
] as const)("from %s with %s: lost is %s", (orgId, scope, lost) => {
  expect(lostRight(made, { orgId, scopes: scope ? { "a.read": scope } : {} })).toBe(lost);
});
