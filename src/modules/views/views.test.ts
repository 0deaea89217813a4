import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openTestBrand, type TestBrand } from "../../testing/brand.ts";
import { changeView, forgetViews, likeList, listViews, removeView, restoreView, saveView } from "./views.actions.ts";

let test: TestBrand;
beforeAll(async () => {
  test = await openTestBrand();
});
afterAll(() => test.close());

const save = (name: string, ctx = test.as(), shared = false) =>
  saveView(ctx, { list: "groups", name, query: "health=bad&sort=health&cols=name%2Cowner", shared });
const names = async (ctx = test.as()) => (await listViews(ctx, { list: "groups" })).items.map((view) => view.name);

describe("a saved view", () => {
  it("is one's own until it is shared; then everyone of the brand has it, and only its owner changes it", async () => {
    const owner = test.as(await test.staff(["operator"], undefined, "周禾"));
    const colleague = test.as(await test.staff(["group-admin"], undefined, "陆青"));
    const { id } = await save("正在变冷", owner);
    expect(await names(owner)).toEqual(["正在变冷"]);
    expect(await names(colleague)).toEqual([]);
    await expect(changeView(colleague, { viewId: id, name: "我的" })).rejects.toMatchObject({ code: "views.missing" });
    await changeView(owner, { viewId: id, shared: true });
    expect((await listViews(colleague, { list: "groups" })).items).toMatchObject([
      {
        name: "正在变冷",
        shared: true,
        isOwn: false,
        canChange: false,
        ownerName: "周禾",
        query: "health=bad&sort=health&cols=name%2Cowner",
      },
    ]);
    await expect(changeView(colleague, { viewId: id, name: "我的" })).rejects.toMatchObject({ code: "views.of-another" });
    expect((await listViews(test.as(), { list: "groups" })).items).toMatchObject([{ canChange: true, isOwn: false }]);
    expect(await listViews(colleague, { list: "members" })).toMatchObject({ items: [] });
    await removeView(owner, { viewId: id });
  });

  it("has a name of its own, is removed and taken back within a day", async () => {
    const { id } = await save("甲");
    await expect(save("甲")).rejects.toMatchObject({ code: "views.name-taken" });
    await removeView(test.as(), { viewId: id });
    expect(await names()).toEqual([]);
    await restoreView(test.as(), { viewId: id });
    expect(await names()).toEqual(["甲"]);
    await removeView(test.as(), { viewId: id });
    const { id: other } = await save("甲");
    await expect(restoreView(test.as(), { viewId: id })).rejects.toMatchObject({ code: "views.name-taken" });
    await removeView(test.as(), { viewId: other });
    expect(await forgetViews(test.system())).toBe(0);
    test.clock.now = new Date(test.clock.now.getTime() + 86_400_001);
    expect(await forgetViews(test.system())).toBeGreaterThan(1);
    await expect(restoreView(test.as(), { viewId: id })).rejects.toMatchObject({ code: "views.missing" });
  });

  it("is the default of who chose it, as long as it is there", async () => {
    const sales = test.as(await test.staff(["sales"]));
    const { id } = await save("乙", test.as(), true);
    const { id: own } = await save("丙");
    await expect(likeList(sales, { list: "groups", defaultViewId: own })).rejects.toMatchObject({ code: "views.missing" });
    await likeList(sales, { list: "groups", defaultViewId: id });
    await likeList(sales, { list: "groups", columns: { owner: false } });
    expect(await listViews(sales, { list: "groups" })).toMatchObject({ defaultViewId: id, columns: { owner: false } });
    expect(await listViews(test.as(), { list: "groups" })).toMatchObject({ defaultViewId: null, columns: {} });
    await changeView(test.as(), { viewId: id, shared: false });
    expect(await listViews(sales, { list: "groups" })).toMatchObject({ items: [], defaultViewId: null });
  });
});
