import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { storeFile } from "../../server/files.ts";
import { startWecom, type Wecom } from "../../simulators/wecom/start.ts";
import { openTestBrand, type TestBrand } from "../../testing/brand.ts";
import { makePng } from "../../testing/pictures.ts";
import { changeBrandSettings } from "../brands/index.ts";
import { createConnection } from "../connections/connect.actions.ts";
import type { ContentBody } from "../contents/body.contract.ts";
import { createGroup, ensureAccount } from "../groups/index.ts";
import { createAdhocSend, previewSend } from "./draft.actions.ts";
import { followHandovers } from "./follow.actions.ts";
import { listDeliveries, showSend } from "./listing.actions.ts";
import { readOutsideSends } from "./outside.actions.ts";
import { listSendOwners, remindSend } from "./owners.actions.ts";
import { listQuota } from "./quota.actions.ts";
import { runDispatches } from "./run.actions.ts";
import { cancelSend } from "./sends.actions.ts";
import { sendsExports } from "./sends.exports.ts";

const OWNERS = ["zhangsan", "lisi"];
let test: TestBrand;
let wecom: Wecom;
const groups: { groupId: string; chatId: string; owner: string }[] = [];

/** A corp with two owners of two groups each, whose clock runs with ours. */
beforeAll(async () => {
  wecom = await startWecom({ switches: { detailLagMs: 0, dispatchingMs: 0 } });
  test = await openTestBrand({
    now: new Date(wecom.clock.now()),
    outbound: { allowPrivate: true },
    outside: { nowMs: () => test.clock.now.getTime() },
  });
  await changeBrandSettings(test.as(), { groupSendsPerDay: 200, quietFromMinute: 0, quietToMinute: 0 });
  await createConnection(test.as(), {
    kind: "wecom",
    scope: wecom.corpId,
    name: "枝上鲜果",
    agentId: String(wecom.app.agentId),
    baseUrl: wecom.url,
    secret: wecom.app.secret,
  });
  const { externalId } = await wecom.driver.addCustomer({ name: "阿青" });
  for (const owner of OWNERS) {
    await wecom.driver.addStaff({ userid: owner, name: owner });
    const account = { channel: "wecom", scope: wecom.corpId, externalId: owner, name: owner, kind: "staff" as const };
    const accountId = await ensureAccount(test.as(), account);
    for (const name of ["一", "二"]) {
      const { chatId } = await wecom.driver.createChat({ name: `${owner} ${name}`, owner, memberIds: [externalId] });
      const group = await createGroup(test.as(), {
        name: `${owner} ${name}`,
        orgId: test.headquartersId,
        positioning: "benefit",
        commercialType: "promotion",
        channel: "wecom",
        ownerStaffId: null,
        open: true,
      });
      await test.rows("update app.groups set account_id = $2, external_id = $3 where id = $1", [group.id, accountId, chatId]);
      groups.push({ groupId: group.id, chatId, owner });
    }
  }
});
afterAll(async () => {
  await test.close();
  await wecom.close();
});

/** Both clocks move together. */
async function later(ms: number): Promise<void> {
  await wecom.clock.advance(ms);
  test.clock.now = new Date(wecom.clock.now());
}
async function run(): Promise<void> {
  while ((await runDispatches(test.system())) + (await followHandovers(test.system())) > 0);
}
const text = (words: string): ContentBody => ({ format: "text", text: words });
const groupIds = () => groups.map((one) => one.groupId);
async function send(body: ContentBody, to = groupIds()): Promise<string> {
  return (await createAdhocSend(test.as(), { name: "企微触达", body, audience: { groupIds: to } })).sendId;
}
async function handed(body: ContentBody, to = groupIds()): Promise<string> {
  const sendId = await send(body, to);
  await later(11_000);
  await run();
  return sendId;
}
const countsOf = async (sendId: string) =>
  Object.fromEntries(Object.entries((await showSend(test.as(), { sendId })).counts).filter(([, count]) => count > 0));
const openTasks = async (userid: string) =>
  (await wecom.driver.tasks({ userid })).filter((task) => task.status === 0 && !task.isCancelled && !task.isIgnored);
async function confirmAll(userid: string): Promise<void> {
  for (const { msgid } of await openTasks(userid)) await wecom.driver.confirmTask({ msgid, userid });
}
const ownersOf = async (sendId: string) => (await listSendOwners(test.as(), { sendId, limit: 20 })).items;

describe("a send to WeCom groups", () => {
  it("is a task for each owner, ends as each confirms, and says by whom", async () => {
    const sendId = await handed(text("早上好，今天到货"));
    expect(await countsOf(sendId)).toEqual({ "handed-over": 4 });
    expect(await openTasks("zhangsan")).toHaveLength(1);
    await confirmAll("zhangsan");
    await later(60_000);
    await run();
    expect(await countsOf(sendId)).toEqual({ "handed-over": 2, sent: 2 });
    expect((await ownersOf(sendId)).map(({ name, waiting, sent }) => ({ name, waiting, sent }))).toEqual([
      { name: "lisi", waiting: 2, sent: 0 },
      { name: "zhangsan", waiting: 0, sent: 2 },
    ]);
    await confirmAll("lisi");
    await later(60_000);
    await run();
    expect(await showSend(test.as(), { sendId })).toMatchObject({ state: "finished", counts: { sent: 4 } });
  });

  it("bears pictures given to the platform once, and cards whose link names the dispatch", async () => {
    const { sha256 } = await storeFile(test.as(), test.as().files, { bytes: makePng(8, 8), name: "橘.png" });
    const pictures: ContentBody = { format: "image", text: "看图", images: [{ sha256, name: "橘.png" }] };
    await handed(pictures);
    await handed(pictures);
    const uploads = (await wecom.driver.counts()).calls["media/upload"];
    expect(uploads).toEqual({ "0": 1 });
    await handed({ format: "link", text: "", title: "砂糖橘", summary: "甜", url: "https://shop.example.cn/x", cover: sha256 });
    const [card] = (await openTasks("lisi"))[0]?.attachments ?? [];
    expect(card).toMatchObject({ msgtype: "link", link: { url: expect.stringMatching(/^https:\/\/shop\.example\.cn\/x\?qd=[\w-]{22}$/) } });
    for (const owner of OWNERS) await confirmAll(owner);
    await later(60_000);
    await run();
  });

  it("gives a picture anew whose name the platform no longer knows", async () => {
    const [media] = [...wecom.world.state.media.keys()];
    if (media) wecom.world.state.media.delete(media);
    const [{ body } = { body: undefined }] =
      (await test.rows<{ body: ContentBody }>("select body from app.sends where body ->> 'format' = 'image' limit 1")) ?? [];
    const sendId = await handed(body ?? text("没有图"));
    expect(await countsOf(sendId)).toEqual({ "handed-over": 4 });
    expect((await wecom.driver.counts()).calls["media/upload"]).toEqual({ "0": 2 });
    await cancelSend(test.as(), { sendId });
    await run();
    expect(await countsOf(sendId)).toEqual({ cancelled: 4 });
    expect(await openTasks("zhangsan")).toEqual([]);
  });

  it("is reminded of by a colleague, as often as the platform allows, and stopped by a cancel", async () => {
    const sendId = await handed(text("要提醒的"));
    for (let i = 0; i < 3; i++) {
      expect(await remindSend(test.as(), { sendId })).toEqual({ reminding: 2, spared: 0 });
      await run();
      await later(11 * 60_000);
    }
    expect(await remindSend(test.as(), { sendId })).toEqual({ reminding: 0, spared: 2 });
    expect((await openTasks("lisi"))[0]?.reminders).toBe(3);
    expect((await ownersOf(sendId))[0]).toMatchObject({ reminders: 3, remindersAllowed: 3, isReminding: false });
    await cancelSend(test.as(), { sendId });
    await run();
    expect(await countsOf(sendId)).toEqual({ cancelled: 4 });
    expect(await openTasks("lisi")).toEqual([]);
    await expect(remindSend(test.as(), { sendId })).rejects.toMatchObject({ code: "sends.nothing-to-remind" });
  });

  it("leaves a group that has gone out, and names the platform's refusals", async () => {
    const gone = groups[0]?.chatId ?? "";
    await wecom.driver.changeOwner({ chatId: gone, owner: "lisi" });
    const sendId = await handed(text("有一个群换了群主"));
    expect(await countsOf(sendId)).toEqual({ "handed-over": 3, failed: 1 });
    const { items } = await listDeliveries(test.as(), { sendId, state: "failed", limit: 5 });
    expect(items.map((one) => one.reason)).toEqual(["not-reachable"]);
    await wecom.driver.changeOwner({ chatId: gone, owner: "zhangsan" });
    await cancelSend(test.as(), { sendId });
    await run();
    wecom.world.setSwitches({ troubles: [{ api: "externalcontact/add_msg_template", errcode: 40201, times: 2 }] });
    const blocked = await handed(text("被拦下的"));
    expect(await countsOf(blocked)).toEqual({ failed: 4 });
    const reasons = (await listDeliveries(test.as(), { sendId: blocked, limit: 5 })).items.map((one) => one.reason);
    expect(new Set(reasons)).toEqual(new Set(["content-blocked"]));
  });

  it("is settled to the truth where the answer was lost, though the platform is still giving it out", async () => {
    wecom.world.setSwitches({
      dispatchingMs: 20_000,
      troubles: [{ api: "externalcontact/add_msg_template", breaks: "answer-lost", times: 2 }],
    });
    const sendId = await handed(text("没有回音"));
    expect(await countsOf(sendId)).toEqual({ unknown: 4 });
    for (let i = 0; i < 8; i++) {
      await later(30_000);
      await run();
    }
    expect(await countsOf(sendId)).toEqual({ "handed-over": 4 });
    expect(await openTasks("zhangsan")).toHaveLength(1);
    wecom.world.setSwitches({ dispatchingMs: 0 });
    await cancelSend(test.as(), { sendId });
    await run();
  });
});

describe("the platform's own cap", () => {
  it("counts what staff send by themselves, before a send is made and after", async () => {
    wecom.world.setSwitches({ massCap: "week" });
    await changeBrandSettings(test.as(), { wecomSendCap: "week" });
    const [first] = groups;
    const target = first?.chatId ?? "";
    const usedOf = async () => (await listQuota(test.as(), { q: "zhangsan 一", limit: 5 })).items[0]?.platform;
    const before = await usedOf();
    await wecom.driver.massSendByStaff({ userid: "zhangsan", targets: [target], text: "我自己发的" });
    await later(1_000);
    while ((await readOutsideSends(test.system())) > 0);
    expect(await usedOf()).toEqual({ used: (before?.used ?? 0) + 1, usedByOthers: 1, cap: 7 });
    const ours = (await test.rows<{ n: number }>("select count(*)::int as n from app.outside_sends where made_by = 'app'"))[0]?.n;
    expect(ours).toBe(0);
    for (let used = (await usedOf())?.used ?? 0; used < 7; used++)
      await wecom.driver.massSendByStaff({ userid: "zhangsan", targets: [target], text: `自己发的 ${used}` });
    const late = await handed(text("上限之前没读到"));
    for (const owner of OWNERS) await confirmAll(owner);
    await later(60_000);
    await run();
    expect(await countsOf(late)).toEqual({ sent: 3, "over-cap": 1 });
    await test.rows("update app.outside_reads set next_at = $1", [test.clock.now]);
    while ((await readOutsideSends(test.system())) > 0);
    const preview = await previewSend(test.as(), { name: "再发", body: text("再发一条"), audience: { groupIds: groupIds() } });
    expect(preview).toMatchObject({
      groups: 3,
      platformCap: { rule: "week", cap: 7, used: 7 },
      leftOut: [{ reason: "platform-cap", groups: 1 }],
    });
    expect(preview.platformCap?.readUntil).not.toBeNull();
  });

  it("is told as left out, with the reason in words, where the platform confirms the others and says nothing of the full one", async () => {
    wecom.world.setSwitches({ groupOverCap: "left-out" });
    // Nobody has read yet what fills the cap.
    await test.rows("delete from app.outside_deliveries");
    const sendId = await handed(text("平台略过一个群"));
    for (const owner of OWNERS) await confirmAll(owner);
    await later(60_000);
    await run();
    expect(await countsOf(sendId)).toEqual({ sent: 3, "handed-over": 1 });
    await later(11 * 60_000);
    await run();
    expect(await countsOf(sendId)).toEqual({ sent: 3, "left-out": 1 });
    expect((await showSend(test.as(), { sendId })).state).toBe("finished");
    const { items } = await listDeliveries(test.as(), { sendId, state: "left-out", limit: 5 });
    expect(items).toMatchObject([{ groupName: expect.stringContaining("zhangsan 一"), reason: "platform-left-out" }]);
    const file = sendsExports.find((one) => one.name === "deliveries");
    const cells = file?.columns({}).map((column) => column.value(items[0], "zh-CN"));
    expect(cells).toEqual(expect.arrayContaining(["略过", "企业微信略过了这个群，多半是到了群发上限"]));
  });
});
