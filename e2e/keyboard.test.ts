import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { z } from "zod";
import { expectFocus, press, tabTo } from "./keys.ts";
import { picture } from "./product.ts";
import { ask, brandPath, endQuietHours } from "./steps.ts";
import { withProduct } from "./with-product.ts";

const at = withProduct();
const Id = z.object({ id: z.string() });
const anything = z.unknown();

/** An open group of a blueprint of its own. */
async function openGroup(page: Page, name: string): Promise<{ blueprintId: string; orgId: string; groupId: string }> {
  const { items } = await ask(page, "/org-units", z.object({ items: z.array(Id) }));
  const orgId = items[0]?.id ?? "";
  const spec = { positioning: "benefit", commercialType: "promotion", capacity: 200, targetMembers: 100 };
  const { id: blueprintId } = await ask(page, "/blueprints", Id, { name: `${name}模板`, spec });
  await ask(page, "/groups/stamps", anything, { blueprintId, pattern: name, units: [{ orgId, count: 1 }], open: true });
  const groups = await ask(page, `/groups?q=${encodeURIComponent(name)}`, z.object({ items: z.array(Id) }));
  return { blueprintId, orgId, groupId: groups.items[0]?.id ?? "" };
}

async function usableContent(page: Page, name: string): Promise<void> {
  const body = { format: "text", text: `${name}，各位` };
  const { id: contentId } = await ask(page, "/contents", Id, { name, direction: "engage", body });
  for (const move of ["submit", "approve"]) await ask(page, `/contents/${contentId}/state`, anything, { contentId, version: 1, move });
}

test("an SOP by keys alone: a step made, moved, changed, taken away, and each taken back", async () => {
  const page = at.owner;
  const { blueprintId } = await openGroup(page, "键盘群");
  const audience = { kind: "blueprint", blueprintId, orgIds: [] };
  const { id } = await ask(page, "/flows", Id, { name: "标准日", kind: "week", audience });
  await page.goto(`${brandPath(page)}/flows/${id}`);
  const monday = page.getByRole("group", { name: "周一" });
  const before = (await monday.getAttribute("aria-label")) ?? "";
  await tabTo(page, page.getByRole("button", { name: "下一周" }));
  await press(page, "Enter");
  await page.getByRole("group", { name: before, exact: true }).waitFor({ state: "detached" });

  await tabTo(page, monday.getByRole("button", { name: "空档" }));
  await press(page, "Enter");
  const drawer = page.getByRole("dialog", { name: "加一步" });
  await expectFocus(drawer.getByLabel("名字"));
  await page.keyboard.type("早安");
  const clock = drawer.getByRole("textbox", { name: "几点" });
  await tabTo(page, clock);
  await press(page, "Control+a");
  await page.keyboard.type("10:00");
  await tabTo(page, drawer.getByRole("radio", { name: "发内容" }));
  await press(page, "ArrowRight");
  await tabTo(page, drawer.getByLabel("要群主做的事"));
  await page.keyboard.type("问声早");
  await tabTo(page, drawer.getByRole("button", { name: "放进草稿" }));
  await press(page, "Enter");
  const block = (place: string, name = "早安") => page.getByRole("button", { name: `${name}，${place}` });
  await expectFocus(block("周一 10:00"));
  await picture(page, "keys-flow");

  await press(page, "ArrowDown");
  await expectFocus(block("周一 10:15"));
  await press(page, "Shift+ArrowDown");
  await expectFocus(block("周一 11:15"));
  await press(page, "ArrowRight");
  await expectFocus(block("周二 11:15"));
  await press(page, "Control+z");
  await expectFocus(block("周一 11:15"));
  await press(page, "Control+Shift+z");
  await expectFocus(block("周二 11:15"));

  await press(page, "Enter");
  const open = page.getByRole("dialog", { name: "早安" });
  await tabTo(page, open.getByLabel("名字"));
  await press(page, "Control+a");
  await page.keyboard.type("早上好");
  await tabTo(page, open.getByRole("button", { name: "放进草稿" }));
  await press(page, "Enter");
  await expectFocus(block("周二 11:15", "早上好"));
  await press(page, "Enter");
  await page.getByRole("dialog", { name: "早上好" }).waitFor();
  await press(page, "Escape");
  await expectFocus(block("周二 11:15", "早上好"));

  await press(page, "Delete");
  await block("周二 11:15", "早上好").waitFor({ state: "detached" });
  const inTuesday = page.getByRole("group", { name: "周二" }).getByRole("button");
  await expect.poll(() => inTuesday.evaluateAll((all) => all.some((one) => one === document.activeElement))).toBe(true);
  await tabTo(page, page.getByRole("button", { name: "撤销" }));
  await press(page, "Enter");
  await block("周二 11:15", "早上好").waitFor();
  await expectFocus(page.getByRole("button", { name: "撤销" }));

  // The later act is taken back first, also while the skip before it can be.
  await tabTo(page, block("周二 11:15", "早上好"));
  await press(page, "Enter");
  await tabTo(page, page.getByRole("dialog", { name: "早上好" }).getByRole("button", { name: "跳过这一次" }));
  await press(page, "Enter");
  const skipped = page.getByRole("status").filter({ hasText: "早上好" });
  await skipped.waitFor();
  await expectFocus(block("周二 11:15", "早上好"));
  await press(page, "ArrowDown");
  await expectFocus(block("周二 11:30", "早上好"));
  await press(page, "Control+z");
  await expectFocus(block("周二 11:15", "早上好"));
  await expect.poll(() => page.getByText("已撤销", { exact: true }).count()).toBe(0);
  expect(at.product.takeFaults()).toEqual([]);
});

test("contents and their columns by keys alone: from card to card, opened and left, a slot filled, emptied and taken back", async () => {
  const page = at.owner;
  for (const name of ["早上好", "晚安"]) await usableContent(page, name);
  await page.goto(`${brandPath(page)}/contents`);
  const card = (name: string) => page.getByRole("article").getByRole("button", { name, exact: true }).first();
  await tabTo(page, card("晚安"));
  await press(page, "ArrowRight");
  await expectFocus(card("早上好"));
  await press(page, "Enter");
  await page.getByRole("dialog", { name: "早上好" }).waitFor();
  await press(page, "Escape");
  await expectFocus(card("早上好"));

  const slots = [1, 2, 3, 4, 5, 6, 7].flatMap((weekday) => [600, 1200].map((minute) => ({ weekday, minute })));
  await ask(page, "/content-columns", anything, { name: "每日好物", direction: "engage", purpose: "", slots });
  await page.goto(`${brandPath(page)}/contents/columns`);
  await tabTo(page, page.getByRole("button", { name: "下一周" }));
  await press(page, "Enter");
  const cell = (day: number, slot: number) => page.getByRole("cell").nth(day).getByRole("button").nth(slot);
  await expect.poll(() => page.getByRole("button", { name: "放素材" }).count()).toBe(14);
  await tabTo(page, cell(0, 0));
  await press(page, "ArrowRight", "ArrowDown");
  await expectFocus(cell(1, 1));
  await press(page, "ArrowUp", "Enter");
  const picker = page.getByRole("dialog", { name: "每日好物" });
  await tabTo(page, picker.getByRole("button", { name: /早上好/ }));
  await press(page, "Enter");
  const filled = page.getByRole("cell").nth(1).getByRole("button", { name: "早上好" });
  await expectFocus(filled);
  await picture(page, "keys-columns");
  await tabTo(page, page.getByRole("cell").nth(1).getByRole("button", { name: "拿掉" }));
  await press(page, "Enter");
  await expectFocus(cell(1, 0));
  await page.getByText("拿掉了").waitFor();
  await press(page, "Control+z");
  await expectFocus(filled);
  expect(at.product.takeFaults()).toEqual([]);
});

test("a large tree of folders by keys alone: searched, opened, closed, one moved into another and taken back", async () => {
  const page = at.owner;
  const folder = async (name: string, parentId: string | null = null) => (await ask(page, "/content-folders", Id, { name, parentId })).id;
  for (let n = 1; n <= 12; n++) await folder(`主题 ${n}`);
  const fruit = await folder("水果");
  const citrus = await folder("柑橘", fruit);
  await ask(page, "/contents", Id, { name: "冰糖橙", direction: "engage", body: { format: "text", text: "甜" }, folderId: citrus });
  await page.goto(`${brandPath(page)}/contents`);
  const tree = page.getByRole("navigation", { name: "文件夹" });
  const row = (name: string) => tree.getByRole("button", { name, exact: true });
  await row("水果 1").waitFor();
  expect(await row("柑橘 1").count()).toBe(0);
  await tabTo(page, tree.getByRole("searchbox", { name: "搜文件夹" }));
  await page.keyboard.type("柑");
  await row("柑橘 1").waitFor();
  expect(await row("主题 1 0").count()).toBe(0);
  await press(page, "Escape");
  await row("主题 1 0").waitFor();
  await tabTo(page, row("水果 1"));
  await press(page, "ArrowRight");
  await row("柑橘 1").waitFor();
  await press(page, "ArrowRight");
  await expectFocus(row("柑橘 1"));
  await press(page, "ArrowLeft");
  await expectFocus(row("水果 1"));
  await press(page, "ArrowLeft");
  await row("柑橘 1").waitFor({ state: "detached" });
  await press(page, "ArrowRight", "ArrowRight", "Enter");
  await page.getByRole("article").getByText("冰糖橙").first().waitFor();
  await page.reload();
  await row("柑橘 1").waitFor();
  await picture(page, "keys-folders");

  await tabTo(page, row("柑橘 1"));
  await press(page, "Tab", "Enter");
  await page.getByRole("menuitem", { name: "移动" }).click();
  const dialog = page.getByRole("dialog", { name: "移动“柑橘”" });
  await dialog.getByRole("combobox", { name: "移到" }).focus();
  await page.keyboard.type("主题 7");
  await page.locator(".ant-select-item-option-active").getByText("主题 7").waitFor();
  await press(page, "Enter");
  await tabTo(page, dialog.getByRole("button", { name: "移动", exact: true }));
  await picture(page, "keys-folder-place");
  await press(page, "Enter");
  await row("主题 7 1").waitFor();
  await row("水果 0").waitFor();
  await row("柑橘 1").waitFor();
  await page.getByRole("button", { name: "撤销" }).click();
  await row("主题 7 0").waitFor();
  await row("水果 1").waitFor();

  await page.getByRole("checkbox", { name: "冰糖橙" }).check();
  await page.getByRole("toolbar").getByRole("button", { name: "移到文件夹" }).click();
  const into = page.getByRole("dialog", { name: "移动 1 条素材" });
  await into.getByRole("combobox", { name: "移到" }).focus();
  await page.keyboard.type("主题 12");
  await page.locator(".ant-select-item-option-active").getByText("主题 12").waitFor();
  await press(page, "Enter");
  await picture(page, "contents-place");
  await into.getByRole("button", { name: "移动", exact: true }).click();
  await row("主题 12 1").waitFor();
  await page.getByRole("button", { name: "撤销" }).last().click();
  await row("水果 1").waitFor();
  await page.getByRole("article").getByText("冰糖橙").first().click();
  await page.getByText("水果 / 柑橘").waitFor();
  await picture(page, "contents-folder");
  expect(at.product.takeFaults()).toEqual([]);
});

test("Today and the queue by keys alone: to what is due, into it, from one to the next, done, taken back", async () => {
  const page = at.owner;
  await endQuietHours(page);
  const { orgId } = await openGroup(page, "队列群");
  const ownerStaffId = (await ask(page, "/staff", z.object({ items: z.array(Id) }))).items[0]?.id;
  const { id: groupId } = await ask(page, "/groups", Id, { name: "手发群", orgId, channel: "manual", open: true, ownerStaffId });
  const names = ["砂糖橘到了", "草莓到了"];
  for (const name of names)
    await ask(page, "/sends", anything, { name, body: { format: "text", text: `${name}，来领` }, audience: { groupIds: [groupId] } });
  await expect.poll(async () => (await ask(page, "/tasks", z.object({ items: z.array(Id) }))).items.length).toBe(2);
  await page.goto(`${brandPath(page)}/today`);
  const due = page.getByRole("region", { name: "现在要做" });
  await tabTo(page, due.getByRole("radio", { name: "全部 2" }));
  await press(page, "ArrowRight");
  await expectFocus(due.getByRole("radio", { name: "发送 2" }));
  // Both are due at the same moment: whichever is first.
  const items = due.getByRole("listitem");
  await expect.poll(() => items.count()).toBe(2);
  const [one = "", other = ""] = (await items.allTextContents()).flatMap((text) => names.filter((name) => text.includes(name)));
  await tabTo(page, items.first().getByRole("link", { name: "去发送" }));
  await picture(page, "keys-today");
  await press(page, "Enter");

  const queue = page.getByRole("navigation", { name: "我的队列" });
  const current = queue.locator("[aria-current=true]");
  const title = (name: string) => page.getByRole("heading", { level: 2, name });
  await title(one).waitFor();
  await expect.poll(() => queue.getByRole("listitem").count()).toBe(2);
  await press(page, "c");
  await page.getByRole("button", { name: "已复制" }).waitFor();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(`${one}，来领`);
  await press(page, "j");
  await current.filter({ hasText: other }).waitFor();
  await press(page, "k");
  await title(one).waitFor();
  await press(page, "?");
  await page.getByRole("dialog").waitFor();
  await press(page, "Escape");
  await page.locator(".ant-modal-wrap").waitFor({ state: "hidden" });
  // What is not answered yet cannot be taken back.
  const answered = page.waitForResponse((answer) => answer.request().method() === "POST");
  await press(page, "Enter");
  await title(other).waitFor();
  await expect.poll(() => queue.getByRole("listitem").count()).toBe(1);
  await answered;
  // The page hears of the answer a moment after the network has it.
  const takenBack = async () => {
    const shown = await queue.getByRole("listitem").count();
    if (shown < 2) await press(page, "u");
    return shown;
  };
  await expect.poll(takenBack, { interval: 1_000 }).toBe(2);
  await picture(page, "keys-queue");
  expect(at.product.takeFaults()).toEqual([]);
});

test("menus and dialogs give the focus back to what opened them, rows of a table are walked and opened", async () => {
  const page = at.owner;
  await page.goto(`${brandPath(page)}/groups`);
  const more = page.getByRole("button", { name: "更多" }).first();
  await tabTo(page, more);
  await press(page, "Enter");
  await page.getByRole("menu").waitFor();
  await press(page, "Escape");
  await expectFocus(more);
  const rows = page.locator("table.tb tbody tr");
  await rows.nth(1).waitFor();
  await tabTo(page, rows.nth(0));
  await press(page, "ArrowDown");
  await expectFocus(rows.nth(1));
  await press(page, "ArrowUp", "Enter");
  await page.getByRole("tab").first().waitFor();

  await page.goto(`${brandPath(page)}/contents/columns`);
  const create = page.getByRole("button", { name: "新建栏目" }).first();
  await tabTo(page, create);
  await press(page, "Enter");
  await page.getByRole("dialog").waitFor();
  await press(page, "Escape");
  await page.locator(".ant-modal-wrap").waitFor({ state: "hidden" });
  await expectFocus(create);
  expect(at.product.takeFaults()).toEqual([]);
});
