import { languages } from "../../lib/language.ts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openTestBrand, type TestBrand } from "../../testing/brand.ts";
import { findStaffActor } from "./brand.actions.ts";
import { permissionWord } from "./permission-words.rules.ts";
import { changeRole, listRoles } from "./roles.actions.ts";
import { compareGrants, decideRoleChange, exceedingGrant, permissionNames, rolePresets } from "./roles.rules.ts";
import { inviteStaff } from "./invites.actions.ts";
import { changeStaff } from "./staff.actions.ts";

const all = (scope: "own" | "subtree" | "brand") => () => scope;

describe("the rules of roles", () => {
  it("name every permission once, by area", () => {
    expect(new Set(permissionNames).size).toBe(permissionNames.length);
    expect(permissionNames[0]?.startsWith("groups.")).toBe(true);
    expect(permissionNames.at(-1)?.startsWith("integrations.")).toBe(true);
    expect(
      permissionNames.filter((permission) => languages.some((language) => permissionWord(permission, language) === permission)),
    ).toEqual([]);
    for (const grants of Object.values(rolePresets)) for (const one of grants) expect(permissionNames).toContain(one.permission);
  });

  it("compare what was with what is", () => {
    const before = [
      { permission: "groups.read", scope: "own" as const },
      { permission: "tasks.do", scope: "own" as const },
    ];
    const after = [
      { permission: "groups.read", scope: "brand" as const },
      { permission: "sends.read", scope: "own" as const },
    ];
    expect(compareGrants(before, after)).toEqual({ added: ["sends.read"], removed: ["tasks.do"], changed: ["groups.read"] });
    expect(compareGrants(before, before)).toEqual({ added: [], removed: [], changed: [] });
  });

  it.each([
    ["the owner's role", { role: "owner" as const, after: [], held: all("brand") }, "owner-keeps-all"],
    [
      "an unknown permission",
      { role: "sales" as const, after: [{ permission: "groups.fly", scope: "own" as const }], held: all("brand") },
      "permission-unknown",
    ],
    [
      "a permission named twice",
      {
        role: "sales" as const,
        after: [
          { permission: "groups.read", scope: "own" as const },
          { permission: "groups.read", scope: "brand" as const },
        ],
        held: all("brand"),
      },
      "permission-unknown",
    ],
    [
      "more than one holds",
      { role: "sales" as const, after: [{ permission: "groups.read", scope: "brand" as const }], held: all("subtree") },
      "roles-beyond-own",
    ],
  ])("refuse %s", (_name, ask, reason) => {
    expect(decideRoleChange({ before: [], ...ask })).toMatchObject({ verdict: "refuse", reason });
  });

  it("leave alone what is not touched, even if it is more than one holds", () => {
    const kept = { permission: "brands.audit", scope: "brand" as const };
    expect(decideRoleChange({ role: "analyst", before: [kept], after: [kept], held: () => null })).toEqual({ verdict: "change" });
    expect(exceedingGrant([kept], () => null)).toEqual(kept);
  });
});

describe("a brand's roles", () => {
  let test: TestBrand;
  beforeAll(async () => {
    test = await openTestBrand();
  });
  afterAll(() => test.close());

  it("change for everybody who has one, from the next call on, with a trace of what changed", async () => {
    const sales = await test.staff(["sales"]);
    const shown = await listRoles(test.as());
    expect(shown.roles.find((one) => one.role === "sales")).toMatchObject({ staff: 1 });
    const grants = shown.roles.find((one) => one.role === "sales")?.grants ?? [];
    await changeRole(test.as(), {
      role: "sales",
      grants: [...grants.filter((one) => one.permission !== "members.phone"), { permission: "sends.read", scope: "own" }],
    });
    const actor = await findStaffActor(test.system(), sales.userId);
    expect(actor?.kind === "staff" && [actor.permissions.get("members.phone"), actor.permissions.get("sends.read")]).toEqual([
      undefined,
      "own",
    ]);
    const [entry] = await test.rows<{ before: unknown; after: unknown; target: string }>(
      "select before, after, target_id as target from app.audit_entries where action = 'brands.change-role'",
    );
    expect(entry).toEqual({ target: "sales", before: { "members.phone": "subtree" }, after: { "sends.read": "own" } });
  });

  it("never take anything from the owner", async () => {
    await expect(changeRole(test.as(), { role: "owner", grants: [] })).rejects.toMatchObject({ code: "brands.owner-keeps-all" });
  });

  it("let nobody raise himself or others above himself, nor touch who may do more", async () => {
    await changeRole(test.as(), { role: "operator", grants: [...rolePresets.operator, { permission: "brands.staff", scope: "subtree" }] });
    const operator = await test.staff(["operator"]);
    const ctx = test.as(operator);
    const owner = test.as().actor;
    await expect(changeStaff(ctx, { staffId: operator.id, roles: ["owner"] })).rejects.toMatchObject({ code: "brands.roles-beyond-own" });
    await expect(changeStaff(ctx, { staffId: owner.id, status: "left" })).rejects.toMatchObject({ code: "brands.roles-beyond-own" });
    await expect(inviteStaff(ctx, { name: "新人", roles: ["analyst"], orgId: test.headquartersId })).rejects.toMatchObject({
      code: "brands.roles-beyond-own",
    });
    expect(await inviteStaff(ctx, { name: "新人", roles: ["group-admin"], orgId: test.headquartersId })).toHaveProperty("token");
    await expect(changeRole(ctx, { role: "sales", grants: [] })).rejects.toMatchObject({ code: "brands.needs-whole-brand" });
  });
});
