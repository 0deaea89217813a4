import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type ConfirmingPlatform, openConfirmingPlatform } from "../../channels/fake/confirming.channel.ts";
import { registerChannel } from "../../channels/index.ts";
import { openTestBrand, type TestBrand } from "../../testing/brand.ts";
import { countQueries } from "../../testing/count-queries.ts";
import { changeBrandSettings } from "../brands/index.ts";
import { createGroup, ensureAccount } from "../groups/index.ts";
import { expireTasks, listTasks, reassignTask, skipTask } from "../tasks/tasks.actions.ts";
import { confirmDelivery } from "./confirm.actions.ts";
import { createAdhocSend, previewSend } from "./draft.actions.ts";
import { followHandovers } from "./follow.actions.ts";
import { listDeliveries, showSend } from "./listing.actions.ts";
import { runDispatches } from "./run.actions.ts";
import { cancelSend, pauseSend, resumeSend } from "./sends.actions.ts";

let test: TestBrand;
let platform: ConfirmingPlatform;
const groupIds: string[] = [];
let ownerId: string;

const now = () => test.clock.now.getTime();

beforeAll(async () => {
  test = await openTestBrand({ outside: { nowMs: () => now() } });
  test.clock.now = new Date("2026-11-23T01:00:00Z");
  ownerId = test.as().actor.id;
  const accountId = await ensureAccount(test.as(), {
    channel: "wecom",
    scope: "ww1",
    externalId: "hesui",
    name: "何穗",
    kind: "staff",
    staffId: ownerId,
  });
  for (let i = 0; i < 4; i++) {
    const group = await createGroup(test.as(), {
      name: `企微 ${i}`,
      orgId: test.headquartersId,
      positioning: "benefit",
      commercialType: "promotion",
      channel: "wecom",
      capacity: 300,
      targetMembers: 200,
      ownerStaffId: null,
      open: true,
    });
    await test.rows("update app.groups set account_id = $2, external_id = $3 where id = $1", [group.id, accountId, `wr${i}`]);
    groupIds.push(group.id);
  }
  await changeBrandSettings(test.as(), { groupSendsPerDay: 100, quietFromMinute: 0, quietToMinute: 0 });
});
afterAll(() => test.close());
beforeEach(() => {
  platform = openConfirmingPlatform(now);
  registerChannel(platform.channel);
});

const later = (ms: number) => {
  test.clock.now = new Date(now() + ms);
};
async function run(): Promise<void> {
  while ((await runDispatches(test.system())) + (await followHandovers(test.system())) > 0);
  await test.react();
}
let named = 0;
async function send(text = "早上好，今天到货", dueAt?: string): Promise<string> {
  named++;
  const body = { format: "text" as const, text };
  return (await createAdhocSend(test.as(), { name: `企微 ${named}`, body, audience: { groupIds }, ...(dueAt ? { dueAt } : {}) })).sendId;
}
const countsOf = async (sendId: string) =>
  Object.fromEntries(Object.entries((await showSend(test.as(), { sendId })).counts).filter(([, count]) => count > 0));
const openTasks = async () => (await listTasks(test.as(), { whose: "mine", state: "open", limit: 50 })).items.map((task) => task.title);
const last = () => platform.tasks.at(-1) ?? expect.unreachable();

describe("what a person confirms on the platform", () => {
  it("is one task of all groups, not before its time, and ends by the platform's word at the platform's moment", async () => {
    const sendId = await send("晚上见", new Date(now() + 3 * 3_600_000).toISOString());
    later(60_000);
    await run();
    expect(platform.tasks).toEqual([]);
    later(3 * 3_600_000);
    await run();
    expect(platform.tasks).toHaveLength(1);
    expect(last().sender).toBe("hesui");
    expect(await countsOf(sendId)).toEqual({ "handed-over": 4 });
    expect(await openTasks()).toEqual([`企微 ${named}`]);
    later(5_000);
    platform.confirm(last().dispatchId, [groupIds[3] ?? ""]);
    const confirmedAt = test.clock.now.toISOString();
    later(60_000);
    await run();
    expect(await countsOf(sendId)).toEqual({ sent: 3, "over-cap": 1 });
    expect(await openTasks()).toEqual([]);
    expect((await showSend(test.as(), { sendId })).state).toBe("finished");
    const { items } = await listDeliveries(test.as(), { sendId, limit: 10 });
    expect(new Set(items.map((one) => one.endedAt))).toEqual(new Set([confirmedAt]));
    expect(items.find((one) => one.state === "over-cap")?.reason).toBe("platform-cap");
    await expect(confirmDelivery(test.as(), { deliveryId: items[0]?.id ?? "", outcome: "sent", reason: "" })).rejects.toMatchObject({
      code: "sends.confirmed-on-platform",
    });
  });

  it("needs a task for each wording, and says so before", async () => {
    const draft = { name: "各说各的", body: { format: "text" as const, text: "{群名}的邻居，早" }, audience: { groupIds } };
    const preview = await previewSend(test.as(), draft);
    expect(preview.byPerson).toMatchObject([{ staffId: ownerId, groups: 4, confirms: 4 }]);
    const four = countQueries(test.as());
    await createAdhocSend(four.ctx, draft);
    later(11_000);
    await run();
    expect(platform.tasks.map((task) => task.groups.size)).toEqual([1, 1, 1, 1]);
    // However many they are, they are written together.
    const one = countQueries(test.as());
    const { sendId } = await createAdhocSend(one.ctx, { ...draft, audience: { groupIds: groupIds.slice(0, 1) } });
    expect(four.count()).toBe(one.count());
    await cancelSend(test.as(), { sendId });
  });

  it("is split where the words of a group changed after the plan", async () => {
    const sendId = await send("{群主}说早");
    expect(await test.rows("select 1 from app.dispatches where send_id = $1", [sendId])).toHaveLength(1);
    await test.rows("update app.groups set owner_staff_id = $2 where id = $1", [groupIds[0], ownerId]);
    later(11_000);
    await run();
    expect(platform.tasks.map((task) => task.groups.size).toSorted()).toEqual([1, 3]);
    await test.rows("update app.groups set owner_staff_id = null where id = $1", [groupIds[0]]);
  });

  it("that is cancelled is stopped on the platform; what was confirmed stays sent", async () => {
    const sendId = await send("要取消的");
    later(11_000);
    await run();
    expect(await cancelSend(test.as(), { sendId })).toEqual({ cancelled: 0, stopping: 4, alreadySent: 0 });
    await run();
    expect(last().isStopped).toBe(true);
    expect(await countsOf(sendId)).toEqual({ cancelled: 4 });
    const other = await send("取消前刚确认");
    later(11_000);
    await run();
    platform.confirm(last().dispatchId);
    await cancelSend(test.as(), { sendId: other });
    await run();
    expect(await countsOf(other)).toEqual({ sent: 4 });
    expect(await openTasks()).not.toContain(`企微 ${named}`);
  });

  it("leaves the platform while its send is paused, and comes back as a new task", async () => {
    const sendId = await send("停一停");
    later(11_000);
    await run();
    await pauseSend(test.as(), { sendId });
    await run();
    expect(last().isStopped).toBe(true);
    expect(await countsOf(sendId)).toEqual({ planned: 4 });
    expect(await openTasks()).not.toContain(`企微 ${named}`);
    await resumeSend(test.as(), { sendId });
    await run();
    expect(platform.tasks).toHaveLength(2);
    expect(await openTasks()).toContain(`企微 ${named}`);
    platform.confirm(last().dispatchId);
    later(60_000);
    await run();
    expect(await countsOf(sendId)).toEqual({ sent: 4 });
  });

  it("is reminded of before it runs out, and stopped when it has", async () => {
    const sendId = await send("没人理");
    later(11_000);
    await run();
    later(3 * 3_600_000);
    await run();
    expect(last().remindedAtMs).toEqual([]);
    later(35 * 60_000);
    await run();
    expect(last().remindedAtMs).toHaveLength(1);
    later(3_600_000);
    await expireTasks(test.system());
    await run();
    expect(last().isStopped).toBe(true);
    expect(await countsOf(sendId)).toEqual({ expired: 4 });
  });

  it("is given to no colleague, but back by its person, who will not send it", async () => {
    const sendId = await send("跳过的");
    later(11_000);
    await run();
    const { items } = await listTasks(test.as(), { whose: "mine", state: "open", limit: 50 });
    const task = items.find((one) => one.title === `企微 ${named}`);
    expect(task?.onlyOn).toBe("wecom");
    const colleague = await test.staff(["operator"]);
    await expect(reassignTask(test.as(), { taskId: task?.id ?? "", staffId: colleague.id })).rejects.toMatchObject({
      code: "tasks.only-its-person",
    });
    await skipTask(test.as(), { taskId: task?.id ?? "", reason: "今天不发" });
    await test.react();
    await run();
    expect(last().isStopped).toBe(true);
    expect(await countsOf(sendId)).toEqual({ cancelled: 4 });
  });
});

describe("a lost answer", () => {
  it("is found on the platform, or surely was not there and goes out again", async () => {
    platform.script.push("accept-then-lose");
    const arrived = await send("到了没回音");
    later(11_000);
    await run();
    expect(await countsOf(arrived)).toEqual({ unknown: 4 });
    later(61_000);
    await run();
    expect(await countsOf(arrived)).toEqual({ "handed-over": 4 });
    expect(platform.tasks).toHaveLength(1);
    platform.script.push("lose");
    const gone = await send("没到");
    later(11_000);
    await run();
    later(151_000);
    await run();
    expect(await countsOf(gone)).toEqual({ "handed-over": 4 });
    expect(platform.tasks).toHaveLength(2);
  });

  it("holds back another send of the same words by the same account until it is clear", async () => {
    platform.script.push("accept-then-lose");
    const both = [await send("一模一样"), await send("一模一样")];
    const outcomes = async () => (await Promise.all(both.map(countsOf))).flatMap((one) => Object.keys(one)).toSorted();
    later(11_000);
    await run();
    expect(platform.tasks).toHaveLength(1);
    later(20_000);
    await run();
    expect(platform.tasks).toHaveLength(1);
    expect(await outcomes()).toEqual(["planned", "unknown"]);
    later(61_000);
    await run();
    later(16_000);
    await run();
    expect(platform.tasks).toHaveLength(2);
    expect(await outcomes()).toEqual(["handed-over", "handed-over"]);
  });
});
