import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openTestBrand, type TestBrand } from "../../testing/brand.ts";
import { addOrgUnit, removeOrgUnit } from "./org.actions.ts";
import { changeStaff, inviteStaff, listAudit } from "./staff.actions.ts";

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

  it("come in by a link that works once", async () => {
    const invite = await inviteStaff(test.as(), { name: "周禾", roles: ["operator"], orgId: test.headquartersId });
    const app = await test.app();
    const shown = await app.inject({ method: "GET", url: `/api/v1/b/zhishang/invitations/${invite.token}` });
    expect(shown.json()).toMatchObject({ brandName: "枝上鲜果", name: "周禾", orgName: "总部" });
    const accept = () =>
      app.inject({
        method: "POST",
        url: "/api/v1/invitations/accept",
        payload: { brand: "zhishang", token: invite.token, name: "周禾", login: "13800002046", password: "long enough" },
      });
    const first = await accept();
    expect(first.statusCode).toBe(200);
    const cookie = [first.headers["set-cookie"]]
      .flat()
      .map((one) => String(one).split(";")[0])
      .join("; ");
    const session = await app.inject({ method: "GET", url: "/api/v1/session", headers: { cookie } });
    expect(session.json().brands[0]).toMatchObject({ slug: "zhishang", staff: { name: "周禾", roles: ["operator"] } });
    expect((await accept()).json()).toMatchObject({ code: "brands.invite-missing" });
    const audit = await listAudit(test.as(), { limit: 50, targetKind: "invite" });
    expect(audit.items.map((entry) => entry.action)).toEqual(["brands.invite-staff"]);
    expect(JSON.stringify(audit.items)).not.toContain(invite.token);
  });
});
