import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openTestBrand, type TestBrand } from "../../testing/brand.ts";
import { addOrgUnit, removeOrgUnit } from "./org.actions.ts";
import { changeBrandSettings, renameBrand } from "./settings.actions.ts";
import { changeStaff, listStaff } from "./staff.actions.ts";

let test: TestBrand;
beforeAll(async () => {
  test = await openTestBrand();
});
afterAll(() => test.close());

describe("org units", () => {
  it("grow one level below their parent and are seen from their own subtree only", async () => {
    const { id: city } = await addOrgUnit(test.as(), { parentId: test.headquartersId, name: "云溪市" });
    const { id: district } = await addOrgUnit(test.as(), { parentId: city, name: "河滨区" });
    const { id: grid } = await addOrgUnit(test.as(), { parentId: district, name: "柳岸网格" });
    await expect(addOrgUnit(test.as(), { parentId: grid, name: "更下面" })).rejects.toMatchObject({ code: "brands.org-too-deep" });
    await expect(addOrgUnit(test.as(), { parentId: city, name: "河滨区" })).rejects.toMatchObject({ code: "brands.org-name-taken" });
    const operator = await test.staff(["operator"], district);
    const app = await test.app();
    const cookie = await test.cookieOf(["operator"], district);
    const answer = await app.inject({ method: "GET", url: "/api/v1/b/zhishang/org-units", headers: { cookie } });
    expect(answer.json().items.map((unit: { name: string }) => unit.name)).toEqual(["河滨区", "柳岸网格"]);
    await expect(addOrgUnit(test.as(operator), { parentId: city, name: "别处" })).rejects.toMatchObject({ code: "session.forbidden" });
    await expect(removeOrgUnit(test.as(), { orgId: district })).rejects.toMatchObject({ code: "brands.org-not-empty" });
    expect(await removeOrgUnit(test.as(), { orgId: grid })).toEqual({ done: true });
  });
});

describe("staff", () => {
  it("always keep one owner", async () => {
    const actor = test.as().actor;
    await expect(changeStaff(test.as(), { staffId: actor.id, status: "left" })).rejects.toMatchObject({ code: "brands.last-owner" });
  });

  it("are listed with their logins only to those who look after them", async () => {
    const cookie = await test.cookieOf(["sales"]);
    const app = await test.app();
    const seen = await app.inject({ method: "GET", url: "/api/v1/b/zhishang/staff?role=sales", headers: { cookie } });
    expect(seen.json().items.map((one: { login: string }) => one.login)).toEqual([""]);
    const items = (await listStaff(test.as(), { limit: 50, role: "sales" })).items;
    expect(items.every((one) => one.login.endsWith("@example.cn"))).toBe(true);
  });
});

describe("the brand", () => {
  it("changes its name at once and leaves a trace", async () => {
    await renameBrand(test.as(), { name: "枝上鲜果社" });
    expect((await test.runtime.brands.bySlug("zhishang")).name).toBe("枝上鲜果社");
    const [entry] = await test.rows<{ before: unknown; after: unknown }>(
      "select before, after from app.audit_entries where action = 'brands.rename'",
    );
    expect(entry).toEqual({ before: { name: "枝上鲜果" }, after: { name: "枝上鲜果社" } });
  });

  it("is changed by who holds the whole of it only", async () => {
    await test.rows(
      "insert into app.role_permissions (brand_id, role, permission, scope) values ($1, 'sales', 'brands.manage', 'subtree')",
      [test.brand.id],
    );
    const part = test.as(await test.staff(["sales"]));
    await expect(renameBrand(part, { name: "别名" })).rejects.toMatchObject({ code: "brands.needs-whole-brand" });
    await expect(changeBrandSettings(part, { workloadWarn: 3 })).rejects.toMatchObject({ code: "brands.needs-whole-brand" });
    const settings = await changeBrandSettings(test.as(), { phoneColor: "#ffcc00", quietFromMinute: 1380 });
    expect(settings).toMatchObject({ quietFromMinute: 1380, workloadWarn: 30 });
    expect(settings.phoneColor).not.toBe("#ffcc00");
    await expect(changeBrandSettings(test.as(), { workloadWarn: 80 })).rejects.toMatchObject({ code: "brands.workload-order" });
  });

  it("keeps every choice a call leaves out", async () => {
    const app = await test.app();
    const cookie = await test.cookieOf(["owner"]);
    const change = (payload: object) => app.inject({ method: "POST", url: "/api/v1/b/zhishang/settings", payload, headers: { cookie } });
    await change({ groupSendsPerDay: 7, privacyContact: "400-000" });
    expect((await change({ messageTextDays: 30 })).json()).toMatchObject({
      groupSendsPerDay: 7,
      privacyContact: "400-000",
      messageTextDays: 30,
    });
  });
});
