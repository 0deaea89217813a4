import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { picture } from "./product.ts";
import { ask, brandPath } from "./steps.ts";
import { withProduct } from "./with-product.ts";

const at = withProduct();
const Id = z.object({ id: z.string() });

/** A blueprint of its own with one open group. */
async function open(page: Page, name: string): Promise<void> {
  const spec = { positioning: "benefit", commercialType: "promotion", capacity: 200, targetMembers: 100 };
  const { id } = await ask(page, "/blueprints", Id, { name: `${name}模板`, spec });
  const { items } = await ask(page, "/org-units", z.object({ items: z.array(Id) }));
  const stamp = { blueprintId: id, pattern: `${name}群`, units: [{ orgId: items[0]?.id, count: 1 }], open: true };
  await ask(page, "/groups/stamps", z.looseObject({}), stamp);
}

const heads = (page: Page) => page.locator("table.vs thead th .el").allTextContents();

describe("数据 · 对比", () => {
  it("lays two groups, two blueprints or two periods side by side, and a value opens its rows", async () => {
    const page = at.owner;
    await open(page, "东");
    await open(page, "西");
    await page.goto(`${brandPath(page)}/insight?tab=versus`);
    const kinds = page.getByRole("radiogroup", { name: "比什么" });
    const rows = page.locator("table.vs tbody tr");
    await expect.poll(async () => (await heads(page)).toSorted().join()).toBe("东群,西群");
    await expect.poll(() => rows.count()).toBe(10);
    const before = await heads(page);
    await page.getByRole("button", { name: "换边" }).click();
    await expect.poll(() => heads(page)).toEqual(before.toReversed());
    await picture(page, "versus-group");
    await kinds.getByRole("radio", { name: "两个模板" }).click();
    await expect.poll(async () => (await heads(page)).toSorted().join()).toBe("东模板,西模板");
    await expect.poll(() => rows.count()).toBe(10);
    await picture(page, "versus-blueprint");
    await kinds.getByRole("radio", { name: "两段时间" }).click();
    await expect.poll(async () => (await heads(page)).filter((name) => /–/.test(name)).length).toBe(2);
    expect(new Set(await heads(page)).size).toBe(2);
    await rows.first().getByRole("cell").first().getByRole("button").click();
    await page.getByRole("dialog").waitFor();
    await picture(page, "versus-period");
    expect(at.product.takeFaults()).toEqual([]);
  });
});
