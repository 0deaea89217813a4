import { readFile } from "node:fs/promises";
import type { Page } from "playwright-core";
import readWorkbook from "read-excel-file/node";
import { expect, test } from "vitest";
import { z } from "zod";
import { picture } from "./product.ts";
import { ask, brandPath, goTo } from "./steps.ts";
import { withProduct } from "./with-product.ts";

const at = withProduct();

const buyers = [
  { nickname: "小雨妈妈", phone: "13800132040" },
  { nickname: "=HYPERLINK(1)", phone: "13800132041" },
  { nickname: "王小雨", phone: "13800132042" },
];

/** Buyers of a shop, whom the brand knows from then on. */
async function sell(page: Page): Promise<void> {
  const orders = buyers.map(({ nickname, phone }, n) => ({
    source: "shop",
    externalId: `o${n}`,
    buyer: { kind: "phone", externalId: phone, nickname, phone },
    paidAt: new Date(Date.now() - (n + 1) * 60_000).toISOString(),
    paidFen: 100 * (n + 1),
  }));
  await ask(page, "/orders", z.object({}), { orders });
}

async function inviteColleague(page: Page): Promise<Page> {
  const { items } = await ask(page, "/org-units", z.object({ items: z.array(z.object({ id: z.string() })) }));
  const { token } = await ask(page, "/invites", z.object({ token: z.string() }), {
    name: "周禾",
    roles: ["operator"],
    orgId: items[0]?.id,
  });
  const colleague = await at.product.openConsole(`${brandPath(page)}/invite/${token}`);
  await colleague.getByLabel("邮箱或手机号").fill("zhou@hebin.example");
  await colleague.getByLabel("设一个密码").fill("hebin-2026-zhou");
  await colleague.getByRole("button", { name: "加入", exact: true }).click();
  await colleague.getByRole("button", { name: "我的菜单" }).getByText("周禾").waitFor();
  return colleague;
}

const rows = (page: Page) => page.locator("table.tb tbody tr");

test("a list is filtered, taken along as a workbook and opened again: the same rows, phones masked, nothing a formula", async () => {
  const page = at.owner;
  await sell(page);
  await goTo(page, "会员");
  await rows(page).nth(2).waitFor();
  await page.getByRole("searchbox", { name: "昵称或手机号" }).fill("小雨");
  await expect.poll(() => rows(page).count()).toBe(2);
  await page.getByRole("button", { name: "导出", exact: true }).click();
  const dialog = page.getByRole("dialog", { name: "导出会员" });
  const download = page.waitForEvent("download");
  await dialog.getByRole("button", { name: "导出", exact: true }).click();
  const path = await (await download).path();
  const [sheet] = await readWorkbook(await readFile(path));
  const head = sheet?.data[0] ?? [];
  const column = (name: string) => sheet?.data.slice(1).map((row) => row[head.indexOf(name)]);
  const shown = await rows(page).locator(".two b").allTextContents();
  const phones = new Map([
    ["小雨妈妈", "138****2040"],
    ["王小雨", "138****2042"],
  ]);
  expect(shown.toSorted()).toEqual([...phones.keys()].toSorted());
  expect(column("昵称")).toEqual(shown);
  expect(column("手机号")).toEqual(shown.map((name) => phones.get(name)));
  expect(column("90 天消费（元）")).toEqual(shown.map((name) => (name === "王小雨" ? 3 : 1)));
  await page.getByText("已导出 2 行").waitFor();
  await page.goto(`${brandPath(page)}/settings/exports`);
  await rows(page).first().getByText("可下载").waitFor();
  await picture(page, "exports");
  expect(at.product.takeFaults()).toEqual([]);
});

test("a view is saved, shared, and opened by another person; taken away and brought back", async () => {
  const page = at.owner;
  await page.goto(`${brandPath(page)}/members?q=小雨&sort=joined`);
  await rows(page).nth(1).waitFor();
  await page.getByRole("button", { name: "存为视图" }).click();
  const dialog = page.getByRole("dialog", { name: "存为视图" });
  await dialog.getByLabel("名字").fill("叫小雨的");
  await dialog.getByText("共享给全品牌").click();
  await dialog.getByRole("button", { name: "存下" }).click();
  await page.getByRole("button", { name: "叫小雨的", exact: true }).waitFor();
  await picture(page, "saved-view");

  const colleague = await inviteColleague(page);
  await goTo(colleague, "会员");
  await colleague.getByRole("button", { name: "叫小雨的", exact: true }).click();
  await colleague.getByRole("searchbox", { name: "昵称或手机号" }).and(colleague.locator("[value='小雨']")).waitFor();
  expect(new URL(colleague.url()).searchParams.get("sort")).toBe("joined");
  await colleague.getByRole("button", { name: "“叫小雨的”的操作" }).click();
  await colleague.getByRole("menuitem", { name: "设为默认视图" }).click();
  await colleague.getByText("以后默认打开“叫小雨的”").waitFor();
  await colleague.getByRole("button", { name: "“叫小雨的”的操作" }).click();
  await colleague.getByRole("menuitem", { name: "不再默认打开" }).waitFor();
  await colleague.keyboard.press("Escape");
  await goTo(colleague, "社群");
  await goTo(colleague, "会员");
  await expect.poll(() => new URL(colleague.url()).searchParams.get("q")).toBe("小雨");

  await page.getByRole("button", { name: "“叫小雨的”的操作" }).click();
  await page.getByRole("menuitem", { name: "删除视图" }).click();
  await page.getByRole("button", { name: "叫小雨的", exact: true }).waitFor({ state: "detached" });
  await page.getByRole("button", { name: "撤销" }).click();
  await page.getByRole("button", { name: "叫小雨的", exact: true }).waitFor();
  expect(at.product.takeFaults()).toEqual([]);
});

test("a list of records keeps views and columns as the big lists do: chosen, saved with its conditions, opened again", async () => {
  const page = at.owner;
  const heads = () => page.locator("table.tb thead th").allTextContents();
  await page.goto(`${brandPath(page)}/insight/orders?tab=costs`);
  await page.getByRole("button", { name: "列", exact: true }).waitFor();
  await picture(page, "costs-views");
  await page.goto(`${brandPath(page)}/settings/audit`);
  await rows(page).first().waitFor();
  expect(await heads()).toContain("改动");
  await page.getByRole("button", { name: "列", exact: true }).click();
  await page.getByRole("checkbox", { name: "改动" }).click();
  await expect.poll(heads).not.toContain("改动");
  await page.keyboard.press("Escape");
  await page.getByRole("searchbox").fill("林店长");
  await expect.poll(() => new URL(page.url()).searchParams.get("q")).toBe("林店长");
  await page.getByRole("button", { name: "视图", exact: true }).click();
  await page.getByRole("menuitem", { name: "存为视图" }).click();
  const dialog = page.getByRole("dialog", { name: "存为视图" });
  await dialog.getByLabel("名字").fill("林店长的");
  await dialog.getByRole("button", { name: "存下" }).click();
  await page.getByRole("button", { name: "林店长的", exact: true }).waitFor();
  await picture(page, "audit-view");
  await page.setViewportSize({ width: 375, height: 812 });
  await picture(page, "audit-view-narrow");
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.goto(`${brandPath(page)}/settings/audit`);
  await page.getByRole("button", { name: "列", exact: true }).click();
  await page.getByRole("button", { name: "恢复默认" }).click();
  await expect.poll(heads).toContain("改动");
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "视图", exact: true }).click();
  await page.getByRole("menuitem", { name: "林店长的" }).click();
  await expect.poll(() => new URL(page.url()).searchParams.get("q")).toBe("林店长");
  await rows(page).filter({ hasText: "林店长" }).first().waitFor();
  const shows = async () => {
    const shown = await heads();
    return ["对象", "改动"].map((head) => shown.includes(head));
  };
  await expect.poll(shows).toEqual([true, false]);
  expect(at.product.takeFaults()).toEqual([]);
});

test("another tab or look of a page is come to without anything of the list before", async () => {
  const page = at.owner;
  const other = crypto.randomUUID();
  const cases = [
    [`/insight/orders?tab=buyers&view=values&q=x&band=1&sort=clv&v=${other}&cols=buyer`, "radio", "买家留存", "?tab=buyers"],
    [`/insight/orders?q=x&source=shop&credited=none&memberId=${other}&cols=title`, "tab", "费用", "?tab=costs"],
    [`/reach?tab=records&state=finished&group=${other}&v=${other}`, "radio", "计划", "?tab=plan"],
    [`/members/privacy?tab=consents&purpose=marketing&granted=true&cols=text`, "tab", "请求", ""],
  ] as const;
  for (const [path, role, name, search] of cases) {
    await page.goto(brandPath(page) + path);
    await page.getByRole(role, { name }).click();
    await expect.poll(() => new URL(page.url()).search).toBe(search);
  }
  expect(at.product.takeFaults()).toEqual([]);
});

/** More is typed in the very moment in which what stands there is searched. */
async function typeOnWhileTold(page: Page, more: string): Promise<void> {
  await page.evaluate((text) => {
    const replace = history.replaceState.bind(history);
    history.replaceState = (...to) => {
      history.replaceState = replace;
      replace(...to);
      document.execCommand("insertText", false, text);
    };
  }, more);
}

test("by keys alone: into the list, along it, a row opened, the sheet of keys", async () => {
  const page = at.owner;
  await page.goto(`${brandPath(page)}/members`);
  await rows(page).nth(2).waitFor();
  await page.keyboard.press("j");
  await page.keyboard.press("j");
  await page.keyboard.press("x");
  await page.getByRole("toolbar", { name: /已选 1/ }).waitFor();
  await page.keyboard.press("Escape");
  await page.getByRole("toolbar", { name: /已选 1/ }).waitFor({ state: "detached" });
  const drawer = page.locator("aside.drawer");
  await page.keyboard.press("Enter");
  await drawer.waitFor();
  await page.keyboard.press("?");
  await page.getByRole("dialog", { name: "快捷键" }).waitFor();
  expect(await page.evaluate(() => document.getAnimations().length), "asked for stillness").toBe(0);
  await page.keyboard.press("Escape");
  await page.locator(".ant-modal-wrap").waitFor({ state: "hidden" });
  await page.keyboard.press("Escape");
  await drawer.waitFor({ state: "detached" });
  expect(new URL(page.url()).searchParams.get("id")).toBeNull();

  await page.keyboard.press("/");
  await typeOnWhileTold(page, "雨");
  await page.keyboard.type("小");
  await page.getByRole("searchbox", { name: "昵称或手机号" }).and(page.locator("[value='小雨']")).waitFor();
  await expect.poll(() => rows(page).count()).toBe(2);
  expect(at.product.takeFaults()).toEqual([]);
});

test("members are narrowed to a group that is looked up by its name, and the address brings it back", async () => {
  const page = at.owner;
  const { items } = await ask(page, "/org-units", z.object({ items: z.array(z.object({ id: z.string() })) }));
  const orgId = items[0]?.id;
  for (const name of ["河滨鲜果群", "南山福利群", "北岸福利群"])
    await ask(page, "/groups", z.object({}), { name, orgId, channel: "web", open: true });
  await page.goto(`${brandPath(page)}/members`);
  await rows(page).nth(2).waitFor();
  const chip = page.getByRole("button", { name: "社群", exact: true });
  await chip.click();
  const choices = page.getByRole("dialog", { name: "社群" });
  await expect.poll(() => choices.getByRole("button").count()).toBe(3);
  await choices.getByRole("textbox").fill("南山");
  await expect.poll(() => choices.getByRole("button").allTextContents()).toEqual([expect.stringContaining("南山福利群")]);
  await choices.getByRole("button").click();
  await page.getByRole("button", { name: "社群 南山福利群" }).waitFor();
  await rows(page).first().waitFor({ state: "detached" });
  await page.reload();
  await page.getByRole("button", { name: "社群 南山福利群" }).waitFor();
  await page.getByRole("button", { name: "清除社群" }).click();
  await rows(page).nth(2).waitFor();
  expect(at.product.takeFaults()).toEqual([]);
});
