import type { Locator, Page } from "playwright-core";
import { expect } from "vitest";
import { startWecom, type Wecom } from "../src/simulators/wecom/start.ts";
import { picture } from "./product.ts";
import { brandPath, goTo, OWNER } from "./steps.ts";

/** A corp with a shop keeper who has a customer, and these groups with both in them. */
export async function startCorp(groups: readonly string[]): Promise<Wecom> {
  const wecom = await startWecom({ switches: { detailLagMs: 0, dispatchingMs: 500, callbacks: { verifyMs: 30_000 } } });
  const { driver } = wecom;
  await driver.addStaff({ userid: "lin", name: OWNER.name });
  const { externalId } = await driver.addCustomer({ name: "阿青" });
  await driver.addContact({ userid: "lin", externalId });
  for (const name of groups) await driver.createChat({ name, owner: "lin", memberIds: [externalId] });
  return wecom;
}

/** The wizard, with WeCom's own console beside it: it checks the address as it saves it. */
export async function connectCorp(page: Page, phones: Page, wecom: Wecom): Promise<void> {
  await page.goto(`${brandPath(page)}/settings/channels`);
  await page.getByRole("link", { name: "接入企业微信" }).first().click();
  await page.getByLabel("名字").fill("河滨企微");
  await page.getByLabel("企业 ID").fill(wecom.corpId);
  await page.getByLabel("AgentId").fill(String(wecom.app.agentId));
  await page.getByLabel("Secret").fill(wecom.app.secret);
  await page.getByRole("button", { name: "更多：API 地址、自己的 Token" }).click();
  await page.getByLabel("API 地址").fill(wecom.url);
  await picture(page, "wecom-connect");
  await page.getByRole("button", { name: "下一步" }).click();
  const row = (label: string) => page.locator(".conn-copy").filter({ has: page.getByText(label, { exact: true }) });
  const valueOf = async (label: string) => (await row(label).locator("code").textContent()) ?? "";
  for (const label of ["URL", "Token", "EncodingAESKey"]) await phones.getByRole("textbox", { name: label }).fill(await valueOf(label));
  await phones.getByRole("button", { name: "保存并验证" }).click();
  await page.getByText("企业微信核对过这个地址").waitFor();
  await picture(page, "wecom-callback");
  await page.getByRole("button", { name: "都设好了，去检查" }).click();
  await page.getByRole("button", { name: "检查一遍" }).click();
  await picture(page, "wecom-check");
  await page.getByRole("button", { name: "完成" }).click();
}

/** Picks, under an open select, what begins with these names. */
async function choose(page: Page, select: Locator, ...names: string[]): Promise<void> {
  await select.click();
  for (const name of names) await page.locator(".ant-select-item-option").filter({ hasText: name }).click();
}

const tab = (page: Page, name: string) => page.getByRole("tab", { name, exact: true });

/** What the corp has comes in, and its staff are matched with the colleagues of the same names. */
export async function syncCorp(page: Page): Promise<void> {
  await tab(page, "同步").click();
  await page.getByRole("button", { name: "同步一次" }).first().click();
  await page.getByRole("table", { name: "同步记录" }).getByText("完成").waitFor();
  await picture(page, "wecom-synced");
  await tab(page, "员工").click();
  await page.getByRole("button", { name: "按姓名关联" }).click();
  await page.getByText("关联了 1 人").waitFor();
}

/** A welcome for all who come, a code that adds the keeper, and one that enters a group. */
export async function makeCodes(page: Page, keeper: string, group: string): Promise<void> {
  const drawer = page.getByRole("dialog");
  const name = drawer.getByRole("textbox", { name: "名字", exact: true });
  const save = drawer.getByRole("button", { name: "保存" });
  await tab(page, "欢迎语").click();
  await page.getByRole("button", { name: "加欢迎语" }).first().click();
  await name.fill("都这样欢迎");
  await drawer.getByRole("textbox", { name: "欢迎词" }).fill("欢迎来河滨，{昵称}");
  await drawer.getByRole("checkbox", { name: "开着" }).check();
  await save.click();
  await tab(page, "活码").click();
  await page.getByRole("button", { name: "建联系我码" }).first().click();
  await name.fill("加店主");
  await choose(page, drawer.getByRole("combobox", { name: "加谁为好友" }), keeper);
  await save.click();
  await page.getByRole("article", { name: "加店主" }).getByText("能用").waitFor();
  await page.getByText("加入群聊", { exact: true }).click();
  await page.getByRole("button", { name: "建群码" }).first().click();
  await name.fill("店门口");
  await choose(page, drawer.getByRole("combobox", { name: "进哪些群" }), group);
  await save.click();
  await page.getByRole("article", { name: "店门口" }).getByText("能用").waitFor();
  await picture(page, "wecom-codes");
}

/** The guide on a group's page leads in one press to a code with the group chosen; made, it stands in the panel, and the guide asks no more. */
export async function makeWayIn(page: Page, group: string, name: string): Promise<void> {
  await goTo(page, "社群");
  await page.getByRole("row", { name: group }).getByText(group).click();
  const panel = page.getByRole("region", { name: "进群活码" });
  await panel.getByText("还没有进这个群的活码").waitFor();
  const guide = page.getByRole("region", { name: "开群指南" });
  await guide.getByRole("button", { name: "还有" }).click();
  await picture(page, "wecom-way-in-none");
  await guide.getByRole("listitem").filter({ hasText: "没有进群方式" }).getByRole("link", { name: "加进群方式" }).click();
  const drawer = page.getByRole("dialog", { name: "建群码" });
  await drawer.locator(".ant-select-selection-item").getByText(group).waitFor();
  await picture(page, "wecom-way-in-drawer");
  await drawer.getByRole("textbox", { name: "名字", exact: true }).fill(name);
  await drawer.getByRole("button", { name: "保存" }).click();
  const code = panel.getByRole("listitem", { name });
  await code.getByText("在用").waitFor();
  await guide.getByText("没有进群方式").waitFor({ state: "hidden" });
  await guide.getByRole("listitem").first().waitFor();
  await code.scrollIntoViewIfNeeded();
  await picture(page, "wecom-way-in");
  await code.getByRole("button", { name: `看“${name}”的二维码` }).click();
  await page.getByRole("dialog", { name }).getByRole("img", { name: "二维码" }).waitFor();
  await picture(page, "wecom-way-in-code");
  await page.keyboard.press("Escape");
  expect(new URL(page.url()).search).toBe("");
}

/** A new customer scans the code that adds the keeper, and is welcomed. */
export async function addKeeper(phones: Page, name: string, welcome: string): Promise<void> {
  phones.once("dialog", (dialog) => void dialog.accept(name));
  const customer = phones.locator("#customer");
  await customer.getByRole("button", { name: "新客户" }).click();
  await customer.locator("option:checked", { hasText: name }).waitFor({ state: "attached" });
  await customer.getByRole("button", { name: "扫码", exact: true }).click();
  await customer.getByRole("button", { name: "加店主" }).click();
  await customer.getByText(welcome).first().waitFor();
  await picture(phones, "wecom-phones");
}

/** Sooner than any page asks again without being told: a busy machine alone does not make it so late. */
const ASKED_ANYWAY_MS = 10_000;

/** The same customer scans the code that enters the group, while somebody looks at the group's people: they see him before the page would have asked by itself. */
export async function enterGroup(phones: Page, page: Page, name: string, people: number): Promise<void> {
  const customer = phones.locator("#customer");
  await customer.getByRole("button", { name: "返回" }).click();
  await customer.getByRole("button", { name: "扫码", exact: true }).click();
  const isSeen = Promise.all([
    page.getByRole("tab", { name: `成员 ${people}` }).waitFor(),
    page.getByRole("table", { name: "成员" }).getByText(name).waitFor(),
  ]);
  const code = customer.getByRole("button", { name: "店门口" });
  await code.waitFor();
  const scannedMs = performance.now();
  await code.click();
  await isSeen;
  expect(performance.now() - scannedMs).toBeLessThan(ASKED_ANYWAY_MS);
  await picture(page, "wecom-joined");
}

/** An SOP for these groups with a step that is due now, brought in as text, and started so that it goes out at once. */
export async function runSop(page: Page, name: string, groups: readonly string[], step: string, text: string): Promise<void> {
  const clock = new Intl.DateTimeFormat("en-GB", { timeZone: "Asia/Shanghai", hour: "2-digit", minute: "2-digit" }).format(new Date());
  const action = { kind: "send", content: { kind: "text", text } };
  const steps = [{ id: "step-1", name: step, direction: "engage", times: [`每天 ${clock}`], minutes: 30, graceMinutes: 60, action }];
  // Whatever groups the text names, those chosen in the dialog count.
  const audience = { kind: "groups", groupIds: [crypto.randomUUID()] };
  await goTo(page, "SOP 画布");
  await page.getByRole("button", { name: "新建 SOP" }).first().click();
  const dialog = page.getByRole("dialog", { name: "新建 SOP" });
  await dialog.getByLabel("名字").fill(name);
  await dialog.getByText("指定群", { exact: true }).click();
  await choose(page, dialog.getByRole("combobox", { name: "选群" }), ...groups);
  await dialog.getByText("粘贴文本", { exact: true }).click();
  await dialog.locator("textarea").fill(JSON.stringify({ audience, steps }));
  await dialog.getByRole("button", { name: "建好并去排日历" }).click();
  await page.getByRole("button", { name: "发布并启动" }).click();
  await page.getByRole("checkbox", { name: step }).check();
  await page.getByRole("button", { name: `发布，${groups.length} 个群开始` }).click();
}

/** The member of staff taps on his phone what waits for him. */
export async function confirmTask(phones: Page, text: string): Promise<void> {
  const staff = phones.locator("#staff");
  await staff.getByRole("button", { name: "工作台" }).click();
  await staff.getByRole("button", { name: "群发助手" }).click();
  await staff.getByRole("button", { name: text }).click();
  await staff.getByRole("button", { name: "发送", exact: true }).click();
  await picture(phones, "wecom-confirmed");
}
