import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { startWecom, type Wecom } from "../src/simulators/wecom/start.ts";
import { picture } from "./product.ts";
import { ask, brandPath, endQuietHours, goTo, OWNER } from "./steps.ts";
import { withProduct } from "./with-product.ts";

const at = withProduct({ QUNCE_WEBHOOK_PRIVATE: "1" });
const GROUP = "河滨福利 1 群";
const STEP = "早安";
const OTHER = "河滨福利 2 群";
let wecom: Wecom;

/** A corp with a shop keeper who has customers and two groups. */
beforeAll(async () => {
  wecom = await startWecom({ switches: { detailLagMs: 0, dispatchingMs: 500 } });
  const { driver } = wecom;
  await driver.addStaff({ userid: "lin", name: OWNER.name });
  const { externalId } = await driver.addCustomer({ name: "阿青" });
  await driver.addContact({ userid: "lin", externalId });
  for (const name of [GROUP, OTHER]) await driver.createChat({ name, owner: "lin", memberIds: [externalId] });
  await endQuietHours(at.owner);
});
afterAll(() => wecom.close());

const Connected = z.object({ items: z.array(z.object({ id: z.string() })) });
const Made = z.object({ id: z.string() });
const connectionOf = async (page: Page) => (await ask(page, "/connections", Connected)).items[0]?.id ?? "";

/** The wizard, with WeCom's own console beside it: it checks the address as it saves it. */
async function connect(page: Page, phones: Page): Promise<void> {
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
  await page.getByRole("button", { name: "完成" }).waitFor();
}

test("from a corp to a send that its staff confirm", async () => {
  const page = at.owner;
  const phones = await at.product.openConsole(`${wecom.url}/phone`);
  await connect(page, phones);
  await picture(page, "wecom-check");
  const connection = await connectionOf(page);
  const corp = `/connections/${connection}/wecom`;
  await ask(page, `${corp}/sync`, Made, {});
  const Synced = z.object({ groups: z.number(), customers: z.number(), runs: z.array(z.object({ state: z.string() })) });
  await expect.poll(async () => (await ask(page, corp, Synced)).runs[0]?.state, { timeout: 20_000 }).toBe("done");
  await ask(page, `${corp}/staff/suggested`, z.object({}), {});
  await page.goto(`${brandPath(page)}/groups`);
  await page.getByRole("row", { name: GROUP }).waitFor();
  await picture(page, "wecom-groups");
  const Groups = z.object({ items: z.array(z.object({ id: z.string(), name: z.string() })) });
  const { items } = await ask(page, "/groups", Groups);
  const groupId = items.find((one) => one.name === GROUP)?.id ?? "";

  await ask(page, `${corp}/welcomes`, Made, { welcome: { name: "都这样欢迎", isOn: true, text: "欢迎来河滨，{昵称}" } });
  await ask(page, `${corp}/contact-codes`, Made, { code: { name: "店里", userIds: ["lin"] } });
  await ask(page, `${corp}/join-codes`, Made, { code: { name: "店里", groupIds: [groupId] } });
  phones.once("dialog", (dialog) => void dialog.accept("老周"));
  await phones.getByRole("button", { name: "新客户" }).click();
  await phones.locator("option:checked", { hasText: "老周" }).waitFor({ state: "attached" });
  await scan(phones, "联系我");
  await phones.getByText("欢迎来河滨，老周").first().waitFor();
  await picture(phones, "wecom-phones");
  await scan(phones, "加入群聊");
  const peopleOf = async () => (await ask(page, `/groups/${groupId}`, z.object({ memberCount: z.number() }))).memberCount;
  await expect.poll(peopleOf, { timeout: 2_000, interval: 100 }).toBe(2);
  await page.goto(`${brandPath(page)}/groups/${groupId}`);
  await page.getByRole("tab", { name: "成员 2" }).click();
  await page.getByRole("table", { name: "成员" }).getByText("老周").waitFor();
  await picture(page, "wecom-joined");
  await runSop(
    page,
    items.map((one) => one.id),
  );
  await expect.poll(async () => (await wecom.driver.tasks({ userid: "lin" })).length, { timeout: 10_000 }).toBe(1);
  await goTo(page, "触达");
  await page.getByRole("heading", { name: "请在企业微信群发助手确认" }).waitFor();
  await page.getByText("2 个群等你确认").waitFor();
  await picture(page, "wecom-queue");
  await phones.reload();
  await phones.getByRole("button", { name: "工作台" }).click();
  await phones.getByRole("button", { name: "群发助手" }).click();
  await phones.getByRole("button", { name: "早上好，今天到货" }).click();
  await phones.getByRole("button", { name: "发送", exact: true }).click();
  await picture(phones, "wecom-confirmed");
  await page.getByRole("button", { name: "我确认了，看看结果" }).click();
  await page.getByText("队列空了").waitFor();
  await page.goto(`${brandPath(page)}/reach?tab=records`);
  await page.getByRole("row", { name: STEP }).click();
  await page.getByRole("heading", { level: 1, name: STEP }).waitFor();
  const owners = page.getByRole("region", { name: "谁来确认" });
  await owners.getByText("已确认").waitFor();
  await page.getByRole("table", { name: "每个群的结果" }).getByText("已发").nth(1).waitFor();
  await picture(page, "wecom-outcome");
  const Today = z.object({ steps: z.array(z.object({ name: z.string(), sent: z.number() })) });
  expect((await ask(page, "/flows-today", Today)).steps).toEqual([{ name: STEP, sent: 2 }]);
  expect(at.product.takeFaults()).toEqual([]);
});

/** The same moment on a phone's width and in the dark, where pictures are wanted. */
async function pictures(page: Page, name: string): Promise<void> {
  await picture(page, name);
  if (!process.env["QUNCE_PICTURES"]) return;
  await page.emulateMedia({ colorScheme: "dark" });
  await picture(page, `${name}-dark`);
  await page.setViewportSize({ width: 375, height: 812 });
  await picture(page, `${name}-narrow`);
  await page.emulateMedia({ colorScheme: "light" });
  await page.setViewportSize({ width: 1440, height: 900 });
}

test("a send by hand says what it asks of staff, reminds them, and is taken back from the platform", async () => {
  const page = at.owner;
  await goTo(page, "触达");
  await page.getByRole("link", { name: "新建触达" }).first().click();
  await page.getByRole("textbox", { name: "名字" }).fill("砂糖橘预告");
  await page.getByText("指定群", { exact: true }).click();
  for (const name of [GROUP, OTHER]) await page.getByRole("checkbox", { name }).check();
  await page.getByRole("radio", { name: "自己写" }).click();
  await page.getByRole("textbox", { name: "文字" }).fill("{群名}的邻居，砂糖橘到了");
  await page.getByText("要在企业微信里分开确认，一共 2 次").waitFor();
  await page.getByText(/企业微信本月已用 1 \/ \d\d 条/).waitFor();
  await pictures(page, "wecom-preview");
  await page.getByRole("textbox", { name: "文字" }).fill("砂糖橘到了 https://shop.example.cn/orange");
  await page.getByText("在企业微信群发助手里确认，一个人一次").waitFor();
  await page.getByRole("button", { name: /^发给 2 个群/ }).click();
  const open = async () => (await wecom.driver.tasks({ userid: "lin" })).filter((task) => task.status === 0 && !task.isCancelled);
  await expect.poll(async () => (await open()).length, { timeout: 20_000 }).toBe(1);
  expect((await open())[0]?.text).toMatch(/^砂糖橘到了 https:\/\/shop\.example\.cn\/orange\?qd=[\w-]{22}$/);
  await page.goto(`${brandPath(page)}/reach?tab=plan`);
  await page.getByRole("row", { name: "砂糖橘预告" }).getByText("砂糖橘预告").click();
  const owners = page.getByRole("region", { name: "谁来确认" });
  await owners.getByText("还没确认", { exact: true }).waitFor();
  await pictures(page, "wecom-waiting");
  await owners.getByRole("button", { name: "提醒还没确认的人" }).click();
  await page.getByText("这就提醒 1 个人").waitFor();
  await expect.poll(async () => (await open())[0]?.reminders, { timeout: 5_000 }).toBe(1);
  await page.goto(`${brandPath(page)}/reach?tab=quota`);
  await page.getByRole("table", { name: "额度" }).getByText("2 / ").first().waitFor();
  await pictures(page, "wecom-quota");
  await page.goBack();
  await page.getByRole("button", { name: "取消触达" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "取消 2 个群的发送" }).click();
  await page.getByText("正在请企业微信撤下 2 个群的确认任务").waitFor();
  await expect.poll(async () => (await open()).length, { timeout: 5_000 }).toBe(0);
  expect(at.product.takeFaults()).toEqual([]);
});

/** The customer's phone scans a code of ours. */
async function scan(phones: Page, kind: string): Promise<void> {
  await phones.reload();
  await phones.getByRole("button", { name: "扫码", exact: true }).click();
  await phones.getByRole("button", { name: kind }).click();
}

/** An SOP for these groups whose step was due a minute ago, so that it goes out at once. */
async function runSop(page: Page, groupIds: readonly string[]): Promise<void> {
  const clock = new Intl.DateTimeFormat("sv-SE", { timeZone: "Asia/Shanghai", hour: "2-digit", minute: "2-digit" }).format(
    Date.now() - 60_000,
  );
  const [hour = 0, minute = 0] = clock.split(":").map(Number);
  const slots = [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, minute: hour * 60 + minute }));
  const step = {
    id: "step-morning",
    name: STEP,
    direction: "engage",
    slots,
    minutes: 30,
    graceMinutes: 60,
    action: { kind: "send", content: { kind: "text", text: "早上好，今天到货" } },
  };
  const audience = { kind: "groups", groupIds };
  const { id } = await ask(page, "/flows", Made, { name: "标准日", kind: "day", audience, spec: { audience, steps: [step] } });
  const { draftRevision: revision } = await ask(page, `/flows/${id}`, z.object({ draftRevision: z.number() }));
  await ask(page, `/flows/${id}/publish`, z.object({}), { revision });
  await ask(page, `/flows/${id}/start`, z.object({}), { catchUp: true });
}
