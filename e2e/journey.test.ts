import type { Page, Request } from "playwright-core";
import { beforeAll, expect, test } from "vitest";
import { z } from "zod";
import {
  addStep,
  addUnit,
  dragBlock,
  GROUP,
  newFlow,
  plannedSteps,
  sendByHand,
  stampGroups,
  today,
  writeContent,
} from "./console-steps.ts";
import { picture } from "./product.ts";
import { ask, BRAND, brandPath, endQuietHours, goTo, joinGroup, leaveGroup, makeDistrict, makeGroup, pick, say, talkOf } from "./steps.ts";
import { withProduct } from "./with-product.ts";

const at = withProduct({ makesDatabase: true });

beforeAll(async () => {
  await picture(at.owner, "today-empty");
  await endQuietHours(at.owner);
});

test("from an empty installation to a talk that is planned, sent, answered and counted", async () => {
  const page = at.owner;
  const firstDay = today();
  await goTo(page, "设置");
  await addUnit(page, "地市州", "总部", "昆明");
  await addUnit(page, "区县", "昆明", "河滨区");
  await addUnit(page, "区县", "昆明", "山前区");
  await goTo(page, "社群");
  await page.getByRole("button", { name: "更多" }).click();
  await page.getByRole("menuitem", { name: "模板" }).click();
  await page.getByRole("link", { name: "新建模板" }).first().click();
  await page.getByLabel("模板名").fill("河滨福利群");
  await page.getByRole("button", { name: "建模板" }).click();
  await page.getByRole("heading", { level: 1, name: "河滨福利群" }).waitFor();
  const joinLink = await stampGroups(page);
  await writeContent(page, "早上好", "早上好，{群名}的各位");

  await newFlow(page, "标准日");
  await addStep(page, "周一", "早安", "10:00", async (step) => {
    await step.getByRole("button", { name: "选素材" }).click();
    await page.getByRole("dialog", { name: "选素材" }).getByRole("button", { name: "早上好" }).click();
    await step.getByRole("link", { name: "早上好" }).waitFor();
  });
  await addStep(page, "周三", "晚答疑", "20:00", async (step) => {
    await step.getByText("派任务", { exact: true }).click();
    await step.getByLabel("要群主做的事").fill("看一遍没人回的问题");
  });
  await dragBlock(page, page.getByRole("button", { name: "早安，周一 10:00" }), "周一", "周二", 1.5);
  await page.getByRole("button", { name: "早安，周二 11:30" }).waitFor();
  await page.getByRole("button", { name: "晚答疑，周三 20:00" }).press("ArrowRight");
  await page.getByRole("button", { name: "晚答疑，周四 20:00" }).press("Shift+ArrowUp");
  await page.getByRole("button", { name: "晚答疑，周四 19:00" }).waitFor();
  await picture(page, "calendar");
  await page.getByRole("button", { name: "发布并启动" }).click();
  await page.getByRole("button", { name: "发布，2 个群开始" }).click();
  await page.getByText("运行中 v1").waitFor();
  await page.reload();
  await page.getByRole("button", { name: "早安，周二 11:30" }).waitFor();
  await page.getByRole("button", { name: "晚答疑，周四 19:00" }).waitFor();
  expect(await plannedSteps(page)).toEqual(["早安 2 11.5 send 2", "晚答疑 4 19 task 2"]);

  const joinPath = new URL(joinLink).pathname;
  const [qing, zhou] = await Promise.all([joinGroup(at.product, joinPath, "阿青"), joinGroup(at.product, joinPath, "老周")]);
  await sendByHand(page, "砂糖橘到了，来{群名}领。", `砂糖橘到了，来${GROUP}领。`);
  for (const phone of [qing, zhou]) await talkOf(phone).getByText(`砂糖橘到了，来${GROUP}领。`).waitFor();
  await talkOf(qing).getByText(`${BRAND}小助手`).waitFor();
  await talkOf(qing).getByText("机器人").waitFor();
  await say(qing, "我要两斤");
  await talkOf(zhou).getByText("我要两斤").waitFor();
  await picture(zhou, "phone-talk");
  await leaveGroup(zhou);

  await goTo(page, "社群");
  await page.getByRole("row", { name: GROUP }).getByText("1 / 300").waitFor();
  await page.getByRole("row", { name: GROUP }).getByText(GROUP).click();
  await page.getByRole("heading", { level: 1, name: GROUP }).waitFor();
  const talk = page.getByRole("region", { name: "群里正在说" });
  await talk.getByText("我要两斤").waitFor();
  await talk.getByText("今天 1 条").waitFor();
  await page.getByRole("region", { name: "进群链接" }).getByText("进来 2 人").waitFor();
  await picture(page, "group");
  await page.getByRole("tab", { name: "成员 1" }).click();
  await page.getByRole("table", { name: "成员" }).getByText("阿青").waitFor();
  expect(await page.getByRole("table", { name: "成员" }).getByText("老周").count()).toBe(0);

  await goTo(page, "会员");
  const members = page.getByRole("table", { name: "会员" });
  await members.getByRole("row", { name: "阿青" }).getByText("进群链接").waitFor();
  await members.getByRole("row", { name: "老周" }).waitFor();
  await picture(page, "members");
  await goTo(page, "今日");
  await page.getByText("2 个群").first().waitFor();
  await page.goto(`${brandPath(page)}/insight?from=${firstDay}&to=${today()}`);
  const funnel = page.getByRole("region", { name: "漏斗" });
  await funnel.getByRole("button", { name: "获取进群 2" }).waitFor();
  await funnel.getByRole("button", { name: "激活7 天里说过话 1" }).waitFor();
  await funnel.getByRole("button", { name: "留存期末还在 1" }).waitFor();
  await picture(page, "insight");
  expect(at.product.takeFaults()).toEqual([]);
});

test("a flow that cannot start is published all the same, says why, and is started later from its page", async () => {
  const page = at.owner;
  const district = await makeDistrict(page, "荷塘区");
  const audience = { kind: "orgs", orgIds: [district] };
  const step = { id: "evening", name: "晚巡群", direction: "engage", slots: [{ weekday: 1, minute: 1200 }], action: { kind: "task" } };
  const { id } = await ask(page, "/flows", z.object({ id: z.string() }), {
    name: "荷塘日",
    kind: "day",
    audience,
    spec: { audience, steps: [step] },
  });
  await page.goto(`${brandPath(page)}/flows/${id}`);
  await page.getByRole("button", { name: "发布并启动" }).click();
  await page.getByRole("button", { name: "发布，0 个群开始" }).click();
  await page.getByText("没有一个开着的群符合“荷塘日”的条件。").waitFor();
  await page.getByRole("dialog").waitFor({ state: "hidden" });
  await makeGroup(page, district, "荷塘小院 01");
  await page.reload();
  await page.getByRole("button", { name: "启动", exact: true }).click();
  await page.getByRole("button", { name: "启动，1 个群" }).click();
  await page.getByText("运行中 v1").waitFor();
  expect(at.product.takeFaults().filter((fault) => !fault.includes("409"))).toEqual([]);
});

test("an operator of one district sees its groups and no others, in list, search and by address", async () => {
  const [near, far] = [await makeDistrict(at.owner, "东岸区"), await makeDistrict(at.owner, "西岸区")];
  const [ours, theirs] = [await makeGroup(at.owner, near, "东岸小院 01"), await makeGroup(at.owner, far, "西岸小院 01")];
  await at.owner.goto(`${brandPath(at.owner)}/settings/staff`);
  await at.owner.getByRole("button", { name: "邀请同事" }).click();
  const drawer = at.owner.getByRole("dialog", { name: "邀请同事" });
  await drawer.getByLabel("他的名字").fill("小东");
  await pick(at.owner, drawer.getByRole("combobox", { name: "组织" }), "东岸区市 / 东岸区");
  await drawer.getByRole("button", { name: "做一个邀请链接" }).click();
  const link = await drawer.getByText("/invite/").textContent();

  const page = await at.product.openConsole(new URL(link ?? "").pathname);
  await page.getByLabel("邮箱或手机号").fill("xiaodong@hebin.example");
  await page.getByLabel("设一个密码").fill("xiaodong-2026");
  await picture(page, "invite");
  await page.getByRole("button", { name: "加入", exact: true }).click();
  await goTo(page, "社群");
  const groups = page.getByRole("table", { name: "社群" });
  await groups.getByText("东岸小院 01").waitFor();
  expect(await groups.getByRole("row").count()).toBe(2);

  await page.getByRole("searchbox", { name: "搜群名" }).fill("小院");
  await page.waitForURL(/q=/);
  await groups.getByText("东岸小院 01").waitFor();
  expect(await groups.getByRole("row").count()).toBe(2);
  await page.keyboard.press("ControlOrMeta+k");
  const palette = page.getByRole("dialog", { name: "搜索和跳转" });
  await palette.getByRole("combobox").fill("小院");
  await palette.getByRole("option", { name: "东岸小院 01" }).waitFor();
  expect(await palette.getByText("西岸小院 01").count()).toBe(0);
  await picture(page, "palette");
  await palette.getByRole("combobox").press("Escape");

  await page.goto(`${brandPath(page)}/groups/${ours.id}`);
  await page.getByRole("heading", { level: 1, name: "东岸小院 01" }).waitFor();
  expect(at.product.takeFaults()).toEqual([]);
  await page.goto(`${brandPath(page)}/groups/${theirs.id}`);
  await page.getByText("没有这个社群，或你看不到它").waitFor();
  expect(await page.getByText("西岸小院").count()).toBe(0);
  await picture(page, "not-yours");
  expect(at.product.takeFaults().filter((fault) => !fault.includes("404"))).toEqual([]);
});

const SCRIPT = "<script>hurt=1</script>";
const IMAGE = "<img src=x onerror=hurt=1>";

/** Nothing that was typed became a part of the page. */
async function isUnhurt(page: Page): Promise<boolean> {
  return page.evaluate(() => !("hurt" in globalThis) && document.querySelector('img[src="x"], q, a[href^="javascript:" i]') === null);
}

test("markup in a nickname, a group's name and a message is text on phone and console", async () => {
  const group = await makeGroup(at.owner, await makeDistrict(at.owner, "南岸区"), IMAGE);
  const [writer, reader] = await Promise.all([
    joinGroup(at.product, group.joinPath, "<q>阿坏</q>"),
    joinGroup(at.product, group.joinPath, "小看"),
  ]);
  const words = `${SCRIPT} ${IMAGE} javascript:hurt=1 &lt;q&gt;`;
  await say(writer, words);
  await talkOf(reader).getByText(words).waitFor();
  await talkOf(reader).getByText("<q>阿坏</q>").waitFor();
  await picture(reader, "phone-markup");
  await reader.getByRole("button", { name: "群资料" }).click();
  await reader.getByRole("heading", { name: IMAGE }).waitFor();
  for (const phone of [writer, reader]) expect(await isUnhurt(phone)).toBe(true);

  await at.owner.goto(`${brandPath(at.owner)}/groups/${group.id}`);
  await at.owner.getByRole("heading", { level: 1, name: IMAGE }).waitFor();
  const talk = at.owner.getByRole("region", { name: "群里正在说" });
  await talk.getByText(words).waitFor();
  await talk.getByText("<q>阿坏</q>").waitFor();
  await picture(at.owner, "console-markup");
  expect(await isUnhurt(at.owner)).toBe(true);
  await goTo(at.owner, "会员");
  await at.owner.getByRole("table", { name: "会员" }).getByText("<q>阿坏</q>").click();
  await at.owner.getByRole("dialog").getByText(IMAGE).first().waitFor();
  expect(await isUnhurt(at.owner)).toBe(true);
  expect(at.product.takeFaults()).toEqual([]);
});

/** Holds back that the phone says it has read so far: `begun` when it says so, until `letGo`, which waits for the answer. */
async function holdReading(phone: Page, seq: number): Promise<{ begun: Promise<unknown>; letGo: () => Promise<void> }> {
  const { promise: held, resolve: release } = Promise.withResolvers<void>();
  const isIt = (request: Request) => request.url().endsWith("/read") && request.postData() === JSON.stringify({ seq });
  await phone.route("**/read", async (route) => {
    if (isIt(route.request())) await held;
    await route.continue();
  });
  const answered = phone.waitForResponse((response) => isIt(response.request()));
  const letGo = async () => {
    release();
    await answered;
  };
  return { begun: phone.waitForRequest(isIt), letGo };
}

test("a phone without Temporal joins, talks, reads its data and leaves", async () => {
  const group = await makeGroup(at.owner, await makeDistrict(at.owner, "北岸区"), "北岸小院 01");
  const without = () => {
    Reflect.deleteProperty(globalThis, "Temporal");
  };
  const [old, other] = await Promise.all([
    joinGroup(at.product, group.joinPath, "旧手机", without),
    joinGroup(at.product, group.joinPath, "新手机"),
  ]);
  expect(await old.evaluate(() => "Temporal" in globalThis)).toBe(false);
  await say(other, "在吗");
  await talkOf(old).getByText("在吗").waitFor();
  await talkOf(old)
    .getByText(/^今天 \d\d:\d\d$/)
    .waitFor();
  await say(old, "在的");
  await talkOf(other).getByText("在的").waitFor();
  await old.getByRole("link", { name: "我的社群" }).click();
  await old.getByRole("link", { name: "隐私与退订" }).click();
  await old.getByText("单独发给你的活动与优惠").waitFor();
  await picture(old, "phone-privacy");
  await old.goBack();
  await old.getByRole("link", { name: "北岸小院 01" }).click();
  const reading = await holdReading(old, 3);
  await say(other, "慢走");
  await talkOf(old).getByText("慢走").waitFor();
  await reading.begun;
  await leaveGroup(old, async () => {
    await old.waitForResponse(/\/leave$/, { timeout: 1_000 }).catch(() => undefined);
    await reading.letGo();
  });
  expect(at.product.takeFaults()).toEqual([]);
});
