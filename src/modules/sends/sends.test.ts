import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type FakePlatform, openFakePlatform } from "../../channels/fake/fake.channel.ts";
import { registerChannel } from "../../channels/index.ts";
import { openTestBrand, type TestBrand } from "../../testing/brand.ts";
import { createGroup } from "../groups/index.ts";
import { countTasks, expireTasks, listTasks } from "../tasks/tasks.actions.ts";
import { confirmDelivery, unconfirmDelivery } from "./confirm.actions.ts";
import { createAdhocSend, previewSend } from "./draft.actions.ts";
import { listDeliveries, listSends, showHandover, showSend } from "./listing.actions.ts";
import { createSends, type SendWish } from "./plan.actions.ts";
import { isQuiet } from "./plan.rules.ts";
import { listQuota } from "./quota.actions.ts";
import { runDispatches } from "./run.actions.ts";
import { cancelSend, pauseSend, resumeSend } from "./sends.actions.ts";
import { settleReconciled } from "./settle.rules.ts";

let test: TestBrand;
let fake: FakePlatform;
let ownerId: string;
const fakeGroups: string[] = [];
const manualGroups: string[] = [];

async function makeGroup(name: string, channel: "wecom" | "manual"): Promise<string> {
  const group = await createGroup(test.as(), {
    name,
    orgId: test.headquartersId,
    positioning: "benefit",
    commercialType: "promotion",
    channel,
    capacity: 300,
    targetMembers: 200,
    ownerStaffId: ownerId,
    open: true,
  });
  return group.id;
}

beforeAll(async () => {
  test = await openTestBrand();
  ownerId = test.as().actor.id;
  for (let i = 0; i < 5; i++) fakeGroups.push(await makeGroup(`试验 ${i}`, "wecom"));
  for (let i = 0; i < 3; i++) manualGroups.push(await makeGroup(`手工 ${i}`, "manual"));
});
afterAll(() => test.close());
beforeEach(() => {
  fake = openFakePlatform("wecom");
  registerChannel(fake.channel);
});

const draft = (groupIds: string[], text = "{群名}的邻居们，早上好") => ({
  name: "早安",
  body: { format: "text" as const, text },
  audience: { groupIds },
});
const later = (ms: number) => {
  test.clock.now = new Date(test.clock.now.getTime() + ms);
};
/** The sender's rounds until nothing is left to do. */
async function run(): Promise<void> {
  while ((await runDispatches(test.system())) > 0);
}
const countsOf = async (sendId: string) =>
  Object.fromEntries(Object.entries((await showSend(test.as(), { sendId })).counts).filter(([, n]) => n > 0));

describe("an ad-hoc send", () => {
  it("previews what it then does, waits ten seconds, and fills in each group's own words", async () => {
    const preview = await previewSend(test.as(), draft(fakeGroups));
    expect(preview).toMatchObject({ groups: 5, direct: 5, leftOut: [], byPerson: [] });
    expect(preview.samples[0]?.body).toMatchObject({ text: expect.stringMatching(/^试验 \d的邻居们，早上好$/) });
    const { sendId } = await createAdhocSend(test.as(), draft(fakeGroups));
    await run();
    expect(fake.received).toEqual([]);
    later(10_000);
    await run();
    expect(fake.received.map((one) => one.groupId).toSorted()).toEqual(fakeGroups.toSorted());
    expect(await countsOf(sendId)).toEqual({ sent: 5 });
    const { items } = await listDeliveries(test.as(), { sendId, limit: 50 });
    expect(items.map((one) => (one.body?.format === "text" ? one.body.text : "")).toSorted()).toEqual(
      [0, 1, 2, 3, 4].map((i) => `试验 ${i}的邻居们，早上好`),
    );
    expect((await showSend(test.as(), { sendId })).state).toBe("finished");
    const events = await test.rows("select 1 from app.events where kind = 123 and send_id = $1", [sendId]);
    expect(events).toHaveLength(5);
  });

  it("can be taken back until it leaves", async () => {
    const { sendId } = await createAdhocSend(test.as(), draft(fakeGroups));
    expect(await cancelSend(test.as(), { sendId })).toEqual({ cancelled: 5, stopping: 0, alreadySent: 0 });
    later(60_000);
    await run();
    expect(fake.received).toEqual([]);
    expect(await countsOf(sendId)).toEqual({ cancelled: 5 });
  });

  it("rests while it is paused and goes on afterwards", async () => {
    const { sendId } = await createAdhocSend(test.as(), draft(fakeGroups));
    await pauseSend(test.as(), { sendId });
    later(20_000);
    await run();
    expect(fake.received).toEqual([]);
    await resumeSend(test.as(), { sendId });
    await run();
    expect(fake.received).toHaveLength(5);
  });

  it("is not sent any more when its time has run out", async () => {
    const { sendId } = await createAdhocSend(test.as(), draft(fakeGroups));
    later(5 * 3_600_000);
    await run();
    expect(fake.received).toEqual([]);
    expect(await countsOf(sendId)).toEqual({ expired: 5 });
    expect((await showSend(test.as(), { sendId })).state).toBe("finished");
  });

  it("refuses an empty audience, an empty message and words it does not know", async () => {
    await expect(createAdhocSend(test.as(), draft([]))).rejects.toMatchObject({ code: "sends.nobody" });
    await expect(createAdhocSend(test.as(), { name: "空", audience: { groupIds: fakeGroups } })).rejects.toMatchObject({
      code: "sends.nothing-to-say",
    });
    await expect(createAdhocSend(test.as(), draft(fakeGroups, "{密码}"))).rejects.toMatchObject({ kind: "invalid" });
  });
});

const wish = (uniqueKey: string, groupIds: string[], dueAt = test.clock.now): SendWish => ({
  uniqueKey,
  name: "早打卡",
  source: { kind: "adhoc" },
  contentId: null,
  contentVersion: null,
  direction: "engage",
  body: { format: "text", text: "早" },
  groupIds,
  dueAt,
  expiresAt: new Date(dueAt.getTime() + 3_600_000),
  priority: 5,
});

describe("the same key", () => {
  it("never makes a second send, also asked for at the same time", async () => {
    const asked = await Promise.all(
      Array.from({ length: 6 }, () => createSends(test.system(), [wish("once", fakeGroups), wish("twice", fakeGroups.slice(0, 2))])),
    );
    expect(asked.flat().filter((one) => one.created)).toHaveLength(2);
    expect(new Set(asked.flat().map((one) => one.sendId)).size).toBe(2);
    await run();
    expect(fake.received).toHaveLength(7);
  });
});

describe("caps", () => {
  it("are never passed, whoever plans at the same time, and say so group by group", async () => {
    later(86_400_000);
    const group = await makeGroup("满员", "wecom");
    const made = await Promise.all(Array.from({ length: 20 }, (_, i) => createSends(test.system(), [wish(`cap-${i}`, [group])])));
    await run();
    expect(fake.received).toHaveLength(15);
    const counts = await Promise.all(made.flat().map((one) => countsOf(one.sendId)));
    expect(counts.filter((one) => one["over-cap"] === 1)).toHaveLength(5);
    const quota = await listQuota(test.as(), { limit: 1 });
    expect(quota.items[0]).toMatchObject({ groupId: group, usedToday: 15, capPerDay: 15 });
  });

  it("keep the night quiet, also past midnight", () => {
    const night = { quietFromMinute: 1320, quietToMinute: 480 };
    expect([1319, 1320, 0, 479, 480].map((minute) => isQuiet(minute, night))).toEqual([false, true, true, true, false]);
    expect(isQuiet(720, { quietFromMinute: 0, quietToMinute: 0 })).toBe(false);
  });
});

describe("a lost answer", () => {
  it("is asked about: what arrived is not sent again, what did not arrive is", async () => {
    later(86_400_000);
    fake.script.push("accept-then-throw");
    const [arrived] = await createSends(test.system(), [wish("lost-1", fakeGroups)]);
    await run();
    expect(await countsOf(arrived?.sendId ?? "")).toEqual({ unknown: 5 });
    later(31_000);
    await run();
    expect(await countsOf(arrived?.sendId ?? "")).toEqual({ sent: 5 });
    expect(fake.received).toHaveLength(5);
    fake.script.push("throw");
    const [gone] = await createSends(test.system(), [wish("lost-2", fakeGroups)]);
    await run();
    later(31_000);
    await run();
    expect(await countsOf(gone?.sendId ?? "")).toEqual({ sent: 5 });
    expect(fake.received).toHaveLength(10);
  });

  it("of a process that fell silent is found after its lease, and its late word no longer counts", async () => {
    later(86_400_000);
    const [made] = await createSends(test.system(), [wish("silent", fakeGroups)]);
    await test.rows("update app.dispatches set state = 'calling', epoch = 1, begun_at = $2, leased_until = $2 where send_id = $1", [
      made?.sendId,
      test.clock.now,
    ]);
    later(31_000);
    await run();
    expect(await countsOf(made?.sendId ?? "")).toEqual({ sent: 5 });
    expect(fake.received).toHaveLength(5);
  });

  it("a refusal is tried again at its time; a half success says which half", async () => {
    later(86_400_000);
    fake.script.push({ refuse: "45009", retryAtMs: test.clock.now.getTime() + 60_000 }, "half");
    const [made] = await createSends(test.system(), [wish("refused", fakeGroups)]);
    await run();
    expect(fake.received).toHaveLength(0);
    later(61_000);
    await run();
    expect(await countsOf(made?.sendId ?? "")).toEqual({ sent: 3, failed: 2 });
  });

  it("settles to unknown while one target is undecided", () => {
    const targets = [
      { deliveryId: "a", outcome: "sent" as const },
      { deliveryId: "b", outcome: "undecided" as const },
      { deliveryId: "c", outcome: "not-sent" as const },
    ];
    const settled = settleReconciled({ verdict: "told", targets }, ["a", "b", "c"], { canRetry: true, askAgainAtMs: 0 });
    expect(settled).toMatchObject({ dispatch: "unknown", deliveries: [{ deliveryId: "a", state: "sent" }] });
  });
});

describe("a platform that wants a person's tap", () => {
  it("puts one task before the owner, whose taps are the outcomes, and lets him take a tap back", async () => {
    later(86_400_000);
    const before = await countTasks(test.as(), { whose: "mine" });
    const [made] = await createSends(test.system(), [wish("by-hand", manualGroups)]);
    await run();
    expect(await countsOf(made?.sendId ?? "")).toEqual({ "handed-over": 3 });
    const { items } = await listTasks(test.as(), { whose: "mine", state: "open", kind: "send", limit: 50 });
    const task = items.find((one) => one.title === "早打卡");
    expect(task).toMatchObject({ kind: "send", assigneeId: ownerId });
    const dispatchId = /dispatch=([0-9a-f-]+)/.exec(task?.link.path ?? "")?.[1] ?? "";
    const handover = await showHandover(test.as(), { dispatchId });
    expect(handover.targets).toHaveLength(3);
    expect(handover.template.format).toBe("text");
    for (const target of handover.targets) await confirmDelivery(test.as(), { deliveryId: target.deliveryId, outcome: "sent", reason: "" });
    expect(await countsOf(made?.sendId ?? "")).toEqual({ sent: 3 });
    expect((await countTasks(test.as(), { whose: "mine" })).open).toBe(before.open);
    await unconfirmDelivery(test.as(), { deliveryId: handover.targets[0]?.deliveryId ?? "" });
    expect(await countsOf(made?.sendId ?? "")).toEqual({ sent: 2, "handed-over": 1 });
    expect((await countTasks(test.as(), { whose: "mine" })).open).toBe(before.open + 1);
    const stranger = await test.staff(["group-admin"]);
    await expect(
      confirmDelivery(test.as(stranger), { deliveryId: handover.targets[0]?.deliveryId ?? "", outcome: "sent", reason: "" }),
    ).rejects.toMatchObject({ code: "groups.missing" });
  });

  it("counts what nobody tapped in time as expired", async () => {
    const [made] = await createSends(test.system(), [wish("missed", manualGroups)]);
    await run();
    later(2 * 3_600_000);
    await expireTasks(test.system());
    await test.react();
    expect(await countsOf(made?.sendId ?? "")).toEqual({ expired: 3 });
  });
});

describe("listing", () => {
  it("pages through all sends once, and shows a colleague those to his own groups only", async () => {
    const seen: string[] = [];
    for (let cursor: string | undefined; ;) {
      const page = await listSends(test.as(), { when: "past", limit: 3, ...(cursor ? { cursor } : {}) });
      seen.push(...page.items.map((send) => send.id));
      if (!page.nextCursor) break;
      cursor = page.nextCursor;
    }
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen.length).toBeGreaterThan(8);
    const admin = await test.staff(["group-admin"]);
    expect((await listSends(test.as(admin), { when: "past", limit: 50 })).items).toEqual([]);
  });
});
