import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Page } from "playwright-core";
import { Webhook } from "standardwebhooks";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { picture } from "./product.ts";
import { brandPath, goTo } from "./steps.ts";
import { withProduct } from "./with-product.ts";

interface Heard {
  headers: Record<string, string>;
  body: string;
}

const at = withProduct({ env: { QUNCE_WEBHOOK_PRIVATE: "1" } });
let receiver: Server;
let page: Page;
const heard: Heard[] = [];
let answer = 200;

beforeAll(async () => {
  receiver = createServer((request, response) => {
    let body = "";
    request.on("data", (piece) => (body += String(piece)));
    request.on("end", () => {
      heard.push({ headers: Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)])), body });
      response.writeHead(answer, { "content-type": "text/plain" }).end("门店系统");
    });
  });
  await new Promise<void>((resolve) => receiver.listen(0, "127.0.0.1", resolve));
  page = at.owner;
});

afterAll(() => receiver?.close());

const Told = z.object({ id: z.string(), type: z.string(), data: z.object({ group: z.object({ name: z.string() }).optional() }) });

function judge(secret: string, one: Heard | undefined): z.output<typeof Told> {
  return Told.parse(new Webhook(secret).verify(one?.body ?? "", one?.headers ?? {}));
}

/** 设置 → 接口 → a part of it. */
async function goToPart(part: string): Promise<void> {
  await page.getByRole("radiogroup", { name: "接口的分区" }).getByRole("radio", { name: part }).click();
}

async function makeKey(): Promise<string> {
  await page.getByRole("button", { name: "新建密钥" }).first().click();
  const drawer = page.getByRole("dialog", { name: "新建接口密钥" });
  await drawer.getByLabel("名字").fill("门店收银");
  await drawer.getByRole("button", { name: "全选" }).click();
  await drawer.getByRole("button", { name: "做一个密钥" }).click();
  const ready = page.getByRole("dialog", { name: "密钥做好了" });
  const secret = await ready.locator(".settings-link code").innerText();
  await picture(page, "api-key");
  await ready.getByRole("button", { name: "关上" }).last().click();
  return secret;
}

async function makeWebhook(url: string): Promise<string> {
  await goToPart("Webhook");
  await page.getByRole("button", { name: "新建 Webhook" }).first().click();
  const drawer = page.getByRole("dialog", { name: "新建 Webhook" });
  await drawer.getByLabel("名字").fill("门店小程序");
  await drawer.getByLabel("地址").fill(url);
  await drawer.getByLabel("建了社群").check();
  await drawer.getByRole("button", { name: "建好" }).click();
  const ready = page.getByRole("dialog", { name: "做好了，把签名密钥给对方" });
  const secret = await ready.locator(".settings-link code").innerText();
  await ready.getByRole("button", { name: "发一个测试" }).click();
  await ready.getByText("收到了，200").waitFor();
  await ready.getByRole("button", { name: "关上" }).last().click();
  return secret;
}

/** A group made by a program with the key. */
async function makeGroupByKey(key: string, name: string): Promise<void> {
  const base = `${at.product.origin}/api/v1${brandPath(page)}`;
  const headers = { authorization: `Bearer ${key}`, "content-type": "application/json", "idempotency-key": crypto.randomUUID() };
  const Units = z.object({ items: z.array(z.object({ id: z.string() })) });
  const units = Units.parse(await (await fetch(`${base}/org-units`, { headers })).json());
  const made = await fetch(`${base}/groups`, {
    method: "POST",
    headers,
    body: JSON.stringify({ name, orgId: units.items[0]?.id, capacity: 300, targetMembers: 200 }),
  });
  expect(made.status).toBe(200);
}

test("a program makes a group by key, another is told of it, fails, and is told again from the dead letters", async () => {
  await goTo(page, "设置");
  await page.getByRole("tab", { name: "接口" }).click();
  const key = await makeKey();
  const secret = await makeWebhook(`http://127.0.0.1:${(receiver.address() as AddressInfo).port}/hook`);
  expect(judge(secret, heard[0]).type).toBe("ping");

  answer = 410;
  await makeGroupByKey(key, "河滨区 福利群 01");
  await expect.poll(() => heard.length).toBe(2);
  await page.getByText("已暂停").first().waitFor();
  await page.getByRole("row", { name: "门店小程序" }).click();
  const drawer = page.getByRole("dialog", { name: "门店小程序" });
  await drawer.getByText("对方说这个地址不再用了").waitFor();
  answer = 200;
  await drawer.getByRole("button", { name: "打开" }).click();
  await drawer.getByRole("link", { name: "看没送到的" }).click();
  await page.getByRole("row", { name: "建了社群" }).click();
  const letter = page.getByRole("dialog", { name: "建了社群" });
  await letter.getByText("410").first().waitFor();
  await picture(page, "dead-letter");
  await letter.getByRole("button", { name: "重新推送" }).click();
  await expect.poll(() => heard.length).toBe(3);
  const [failed, replayed] = [judge(secret, heard[1]), judge(secret, heard[2])];
  expect(replayed).toEqual(failed);
  expect(replayed).toMatchObject({ type: "groups.created", data: { group: { name: "河滨区 福利群 01" } } });
  await letter.getByText("200").first().waitFor();

  await goToPart("接口文档");
  await page.getByPlaceholder("搜接口、路径或权限").fill("社群列表");
  await page.getByRole("navigation", { name: "接口文档" }).getByRole("button", { name: "社群列表" }).click();
  await page.getByRole("radiogroup", { name: "用谁的身份" }).getByRole("radio", { name: "密钥" }).click();
  await page.getByPlaceholder("qk_…，只在这个页面里用，不保存").fill(key);
  await page.getByRole("button", { name: "发出" }).click();
  await page.locator(".settings-raw").getByText("河滨区 福利群 01").first().waitFor();
  await picture(page, "api-try");
  await page.getByPlaceholder("搜接口、路径或权限").fill("uploadImport");
  await page.getByRole("navigation", { name: "接口文档" }).getByRole("button", { name: "上传要导入的文件" }).click();
  await page.getByRole("radiogroup", { name: "用谁的身份" }).getByRole("radio", { name: "密钥" }).click();
  await page.getByPlaceholder("qk_…，只在这个页面里用，不保存").fill(key);
  expect(await page.getByRole("button", { name: "发出" }).isDisabled()).toBe(true);
  const file = { name: "十月.csv", mimeType: "text/csv", buffer: Buffer.from("订单号,下单时间,实付\nA1,2026-10-01 10:00,12.00\n") };
  await page.locator(".api-try input[type=file]").setInputFiles(file);
  await page.getByRole("button", { name: "发出" }).click();
  await page.getByText(/^200，/).waitFor();
  await picture(page, "api-try-file");
  await goToPart("密钥");
  await page.getByRole("row", { name: "门店收银" }).click();
  await page.getByRole("dialog", { name: "门店收银" }).getByText("GET /groups").waitFor();
  expect(at.product.takeFaults()).toEqual([]);
});
