import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { buffer } from "node:stream/consumers";
import { expect, test } from "vitest";
import { writeXlsx } from "../src/server/sheets/write-xlsx.ts";
import { checkAndRun, downloadBadRows, numbers, upload } from "./import-steps.ts";
import { picture } from "./product.ts";
import { brandPath, goTo, pick } from "./steps.ts";
import { withProduct } from "./with-product.ts";

const at = withProduct();

/** 单号;下单时间;实付;品名;买家电话 and four rows, two of them wrong, as a shop's program saves them: GBK, semicolons, a cell of two lines. */
const gbk = Buffer.from(
  [
    "b5a5bac53bcfc2b5a5cab1bce43bcab5b8b63bc6b7c3fb3bc2f2bcd2b5e7bbb00d0a",
    "5a313b32322e31312e3230323520383a30353b312c3032392e39303b22e2a8baefccd20ac1bdbad0223b31333830303133323034310d0a",
    "5a323b30332e31312e323032352031353a30353b32392e393bc9b0ccc7e9d93b31333930303133323034320d0a",
    "5a333bd7f2ccec3b31303bb2ddddae3b0d0a",
    "5a343b30352e31312e323032352031303a30303bcaaebfe93bb2ddddae3b0d0a",
  ].join(""),
  "hex",
);

test("a messy file of a shop goes in: columns guessed and corrected, bad rows taken out, mended and brought back, the columns remembered", async () => {
  const page = at.owner;
  await goTo(page, "数据");
  await page.getByRole("link", { name: "导入" }).click();
  await page.getByText("还没有导入过").waitFor();
  await upload(page, "店铺.csv", gbk);
  await page.getByText("前 4 行里有 2 行读不了").waitFor();
  await page.getByRole("cell", { name: "2025-11-22 08:05" }).waitFor();
  await page.getByText("支付时间不是时间").waitFor();
  await picture(page, "import-columns");
  await pick(page, page.getByRole("combobox", { name: "品名" }), "商品");
  await page.getByText("按列名和内容猜的").waitFor();
  await page.getByRole("button", { name: "检查整个文件" }).click();
  await page.getByText("¥1,059.80").waitFor();
  await page.getByText("支付时间不是时间").waitFor();
  await picture(page, "import-checked");
  await page.getByRole("button", { name: "开始导入 2 行" }).click();
  await page.getByText("导入完成").waitFor();
  expect(await numbers(page)).toEqual(["4", "2", "0", "0", "2"]);
  await picture(page, "import-report");
  const sheet = await downloadBadRows(page);
  expect(sheet.split("\r\n")[0]).toBe("\uFEFF原文件行号,没导入的原因,单号,下单时间,实付,品名,买家电话");
  await upload(page, "改好.csv", Buffer.from(sheet.replace("昨天", "2025-11-06 9:00").replace("十块", "10")));
  await page.getByText("前 2 行都能读").waitFor();
  await page.getByText("按上次的对法").waitFor();
  await checkAndRun(page, "开始导入 2 行");
  expect(await numbers(page)).toEqual(["2", "2", "0", "0", "0"]);
  await upload(page, "又一次.csv", gbk);
  await page.getByText("按上次的对法").waitFor();
  await expect
    .poll(() => page.locator(".imports-table thead .ant-select").allTextContents())
    .toEqual(["订单号", "支付时间", "实付金额", "商品", "手机号"]);
  await page.getByRole("button", { name: "检查整个文件" }).click();
  await page.getByText("再导一次不会重复").waitFor();
  await page.getByRole("button", { name: "开始导入 2 行" }).click();
  await page.getByText("导入完成").waitFor();
  expect(await numbers(page)).toEqual(["4", "0", "0", "2", "2"]);
  await page.getByRole("link", { name: "看订单" }).click();
  await page.getByText("¥1,079.80").first().waitFor();
  await page.goto(`${brandPath(page)}/insight/orders?tab=buyers`);
  await page.getByText("按首次购买月份看复购").waitFor();
  await picture(page, "buyers");
  await page.goto(`${brandPath(page)}/imports`);
  await expect.poll(() => page.locator("table.tb tbody tr").count()).toBe(3);
  await picture(page, "imports");
  expect(at.product.takeFaults()).toEqual([]);
});

const ROWS = 12_000;
const BAD = 3;

/** What nobody reads, and no packing makes small. */
const noteOf = (no: number) => [1, 2, 3].map((part) => createHash("sha512").update(`${no} ${part}`).digest("base64")).join("");

/** Orders as a shop's workbook has them, some of them with an amount in words: two megabytes and more. */
function workbook(): Promise<Buffer> {
  async function* rows() {
    for (let first = 0; first < ROWS; first += 1_000)
      yield Array.from({ length: 1_000 }, (_, i) => {
        const no = first + i;
        return [`X${no}`, "2026-01-05T02:00:00Z", no % (ROWS / BAD) === 7 ? "十块" : "10", `b${no % 400}`, noteOf(no)];
      });
  }
  const columns = [
    { title: "订单号", kind: "text" as const },
    { title: "支付时间", kind: "moment" as const },
    { title: "实付", kind: "text" as const },
    { title: "会员号", kind: "text" as const },
    { title: "备注", kind: "text" as const },
  ];
  return buffer(writeXlsx({ name: "订单", columns, rows: rows(), zone: "Asia/Shanghai" }));
}

/** Jobs that are run in processes of their own. */
const besides = () => execFileSync("ps", ["-axo", "args"], { encoding: "utf8" }).match(/main\.ts job .*/g) ?? [];

test("a long workbook is read beside the server, goes on while nobody looks, is stopped, gone on with, and its bad rows are mended and brought back", async () => {
  const page = at.owner;
  await upload(page, "一月.xlsx", await workbook());
  await page.getByRole("button", { name: "检查整个文件" }).click();
  await page.getByRole("button", { name: "开始导入 11,997 行" }).click();
  await page.getByText("正在导入").waitFor();
  await expect.poll(() => besides().length).toBeGreaterThan(0);
  await page.getByRole("button", { name: "停下" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "停下" }).click();
  await page.getByRole("button", { name: "接着导" }).waitFor();
  const [stoodAt = ""] = await numbers(page);
  expect(Number(stoodAt.replace(",", ""))).toBeLessThan(ROWS);
  await picture(page, "import-stopped");
  await page.getByRole("button", { name: "接着导" }).click();
  await page.getByText("正在导入").or(page.getByText("导入完成")).first().waitFor();
  const readSoFar = async () => {
    if ((await page.getByText("导入完成").count()) > 0) return ROWS;
    const [running = ""] = await page.locator(".imports-running").allInnerTexts();
    return Number(/已读 ([\d,]+) 行/.exec(running)?.[1]?.replaceAll(",", ""));
  };
  await expect.poll(readSoFar).toBeGreaterThan(Number(stoodAt.replace(",", "")));
  await picture(page, "import-running");
  const address = page.url();
  await goTo(page, "社群");
  await page.goto(`${brandPath(page)}/imports`);
  await page.locator("table.tb tbody tr", { hasText: "一月.xlsx" }).getByText("一月.xlsx").click();
  await expect.poll(() => page.url()).toBe(address);
  await page.getByText("导入完成").waitFor();
  expect(await numbers(page)).toEqual(["12,000", "11,997", "0", "0", "3"]);
  const sheet = await downloadBadRows(page);
  expect(sheet.trim().split("\r\n")).toHaveLength(1 + BAD);
  await upload(page, "一月改好.csv", Buffer.from(sheet.replaceAll("十块", "10")));
  await checkAndRun(page, "开始导入 3 行");
  expect(await numbers(page)).toEqual(["3", "3", "0", "0", "0"]);
  expect(at.product.takeFaults()).toEqual([]);
});
