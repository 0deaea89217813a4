import { afterAll, beforeAll, expect, it } from "vitest";
import type { Context } from "../../server/context.ts";
import { openTestBrand, type TestBrand } from "../../testing/brand.ts";
import { addOrgUnit } from "../brands/index.ts";
import { changeStaff } from "../brands/staff.actions.ts";
import { ensureAccounts, linkAccount } from "../groups/index.ts";
import { followAccounts } from "./contacts.actions.ts";
import { accessMember, keepContacts, resolveMembers } from "./index.ts";
import { countMembers, listMembers, listMembersToExport } from "./list.actions.ts";
import { mergeMembers, unmergeMember } from "./merge.actions.ts";
import { showTimeline } from "./timeline.actions.ts";

let test: TestBrand;
let [east, west] = ["", ""];
let accountId = "";
const ids: Record<string, string> = {};

/** Two districts; an account of nobody's yet, and three people who sit in no group: two are its contacts. */
beforeAll(async () => {
  test = await openTestBrand();
  ({ id: east } = await addOrgUnit(test.as(), { parentId: test.headquartersId, name: "河滨区" }));
  ({ id: west } = await addOrgUnit(test.as(), { parentId: test.headquartersId, name: "南山区" }));
  const accounts = await ensureAccounts(test.system(), {
    channel: "wecom",
    scope: "ww1",
    accounts: [{ externalId: "zhangsan", name: "张三" }],
  });
  accountId = accounts.get("zhangsan") ?? "";
  const names = ["好友甲", "好友乙", "路人"];
  const made = await resolveMembers(
    test.system(),
    names.map((nickname) => ({ kind: "web", scope: "", externalId: nickname, nickname, at: test.clock.now })),
  );
  for (const [n, name] of names.entries()) ids[name] = made[n] ?? "";
  await keep("好友甲", "好友乙");
});
afterAll(() => test.close());

const idOf = (name: string) => ids[name] ?? "";
const keep = (...names: string[]) =>
  keepContacts(
    test.system(),
    names.map((name) => ({ memberId: idOf(name), accountId })),
  );
const whole = { limit: 50, sort: "joined" } as const;

/** Who is in sight by each way one can look. */
async function seenBy(ctx: Context): Promise<string[]> {
  const { items } = await listMembers(ctx, whole);
  const names = items.map((one) => one.nickname).toSorted();
  expect((await listMembers(ctx, { ...whole, q: "友" })).items.map((one) => one.nickname).toSorted()).toEqual(
    names.filter((name) => name.includes("友")),
  );
  expect(await countMembers(ctx, {})).toEqual({ count: names.length, isMore: false });
  expect((await listMembersToExport(ctx, whole)).items).toHaveLength(names.length);
  for (const name of Object.keys(ids)) {
    const looks = [
      () => accessMember(ctx, idOf(name), "members.read"),
      () => showTimeline(ctx, { memberId: idOf(name), kind: "all", limit: 5 }),
    ];
    for (const look of looks) {
      if (names.includes(name)) await look();
      else await expect(look()).rejects.toMatchObject({ kind: "missing" });
    }
  }
  return names;
}

it("shows who sits in no group to the units of the colleagues who know him, wherever these go, and to no others", async () => {
  const [here, there] = [test.as(await test.staff(["operator"], east)), test.as(await test.staff(["operator"], west))];
  expect(await seenBy(test.as())).toEqual(["好友乙", "好友甲", "路人"]);
  for (const ctx of [here, there]) expect(await seenBy(ctx)).toEqual([]);

  const keeper = await test.staff(["group-admin"], east, "张三");
  await linkAccount(test.as(), { accountId, staffId: keeper.id });
  expect(await followAccounts(test.system())).toBe(1);
  expect(await followAccounts(test.system())).toBe(0);
  expect(await seenBy(here)).toEqual(["好友乙", "好友甲"]);
  expect(await seenBy(there)).toEqual([]);
  expect((await listMembers(test.as(keeper), whole)).items).toHaveLength(2);
  expect((await listMembers(test.as(await test.staff(["group-admin"], east)), whole)).items).toEqual([]);

  await changeStaff(test.as(), { staffId: keeper.id, orgId: west });
  expect(await followAccounts(test.system())).toBe(1);
  expect(await seenBy(here)).toEqual([]);
  expect(await seenBy(there)).toEqual(["好友乙", "好友甲"]);
});

it("keeps a contact's sight over a merge and its undoing, and learns of a new one at once", async () => {
  const there = test.as(await test.staff(["operator"], west));
  await mergeMembers(test.as(), { memberId: idOf("好友甲"), intoId: idOf("路人") });
  expect((await listMembers(there, whole)).items.map((one) => one.nickname).toSorted()).toEqual(["好友乙", "路人"]);
  await unmergeMember(test.as(), { memberId: idOf("好友甲") });
  expect(await seenBy(there)).toEqual(["好友乙", "好友甲"]);
  await keep("路人", "好友甲");
  expect(await seenBy(there)).toEqual(["好友乙", "好友甲", "路人"]);
});
