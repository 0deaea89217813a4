import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openTestBrand, type TestBrand } from "../../testing/brand.ts";
import { addOrgUnit } from "../brands/index.ts";
import { createGroup } from "../groups/index.ts";
import { countTasks, listTasks, reassignTask } from "../tasks/tasks.actions.ts";
import { confirmDelivery } from "./confirm.actions.ts";
import { createAdhocSend } from "./draft.actions.ts";
import { listDeliveries, showHandover, showSend } from "./listing.actions.ts";
import { rewordDelivery } from "./reword.actions.ts";
import { runDispatches } from "./run.actions.ts";
import { pauseSend, resumeSend } from "./sends.actions.ts";

let test: TestBrand;
const groupIds: string[] = [];

beforeAll(async () => {
  test = await openTestBrand();
  test.clock.now = new Date("2026-11-23T01:00:00Z");
  for (const name of ["手工 1", "手工 2"]) {
    const group = await createGroup(test.as(), {
      name,
      orgId: test.headquartersId,
      positioning: "benefit",
      commercialType: "promotion",
      channel: "manual",
      capacity: 300,
      targetMembers: 200,
      ownerStaffId: test.as().actor.id,
      open: true,
    });
    groupIds.push(group.id);
  }
});
afterAll(() => test.close());

const later = (ms: number) => {
  test.clock.now = new Date(test.clock.now.getTime() + ms);
};
async function run(): Promise<void> {
  while ((await runDispatches(test.system())) > 0);
  await test.react();
}
async function sendAt(name: string, dueAt: string): Promise<string> {
  const draft = { name, body: { format: "text" as const, text: "{群名}，今天到货" }, audience: { groupIds }, dueAt };
  return (await createAdhocSend(test.as(), draft)).sendId;
}
const met = async (sendId: string) =>
  Object.fromEntries(Object.entries((await showSend(test.as(), { sendId })).counts).filter(([, count]) => count > 0));
const openTasks = async (name: string) =>
  (await listTasks(test.as(), { whose: "mine", state: "open", limit: 50 })).items.filter((task) => task.title === name);

describe("what a person taps", () => {
  it("lies in the queue before it is due, once it can no longer be taken back, and is done on time", async () => {
    const sendId = await sendAt("晚市到货", "2026-11-23T10:00:00Z");
    await run();
    expect(await met(sendId)).toEqual({ planned: 2 });
    later(10_000);
    await run();
    expect(await met(sendId)).toEqual({ "handed-over": 2 });
    const [task] = await openTasks("晚市到货");
    expect(task?.dueAt).toBe("2026-11-23T10:00:00.000Z");
    const dispatchId = /dispatch=(.+)$/.exec(task?.link.path ?? "")?.[1] ?? "";
    for (const { deliveryId } of (await showHandover(test.as(), { dispatchId })).targets)
      await confirmDelivery(test.as(), { deliveryId, outcome: "sent", reason: "" });
    expect(await countTasks(test.as(), { whose: "mine" })).toMatchObject({ open: 0, todayDone: 1, todayOnTime: 1 });
  });

  it("that comes at once leaves time to do it, and not longer than it lasts", async () => {
    const sendId = await sendAt("马上发", test.clock.now.toISOString());
    later(11_000);
    await run();
    const [task] = await openTasks("马上发");
    expect(Date.parse(task?.dueAt ?? "")).toBe(test.clock.now.getTime() + 10 * 60_000);
    expect(await countTasks(test.as(), { whose: "mine" })).toMatchObject({ late: 0 });
    const dispatchId = /dispatch=(.+)$/.exec(task?.link.path ?? "")?.[1] ?? "";
    const [first, second] = (await showHandover(test.as(), { dispatchId })).targets;
    const reword = (text: string | null, deliveryId = first?.deliveryId ?? "") => rewordDelivery(test.as(), { deliveryId, text });
    await reword("手工 1 的邻居们，今天到货，要的接龙");
    await reword(null, second?.deliveryId);
    const outcome = async () => {
      const { items } = await listDeliveries(test.as(), { sendId, limit: 10 });
      return items.map((one) => [one.groupName, one.body?.text, one.draftedText]).toSorted();
    };
    expect(await outcome()).toEqual([
      ["手工 1", "手工 1 的邻居们，今天到货，要的接龙", "手工 1，今天到货"],
      ["手工 2", "手工 2，今天到货", null],
    ]);
    await expect(reword("  ".trim())).rejects.toMatchObject({ code: "sends.nothing-to-say" });
    const elsewhere = await addOrgUnit(test.as(), { parentId: test.headquartersId, name: "别处" });
    const stranger = test.as(await test.staff(["operator"], elsewhere.id));
    await expect(rewordDelivery(stranger, { deliveryId: first?.deliveryId ?? "", text: "乱改" })).rejects.toMatchObject({
      kind: "missing",
    });
    for (const { deliveryId } of [first, second].flatMap((one) => one ?? []))
      await confirmDelivery(test.as(), { deliveryId, outcome: "sent", reason: "" });
    await expect(reword("发完再改")).rejects.toMatchObject({ code: "sends.not-yours-to-confirm" });
    expect((await outcome())[0]?.[1]).toBe("手工 1 的邻居们，今天到货，要的接龙");
  });

  it("waits for the morning of its own day", async () => {
    const sendId = await sendAt("明早分享", "2026-11-24T01:00:00Z");
    later(60_000);
    await run();
    expect(await met(sendId)).toEqual({ planned: 2 });
    test.clock.now = new Date("2026-11-23T16:00:00Z");
    await run();
    expect(await met(sendId)).toEqual({ "handed-over": 2 });
  });

  it("leaves the queue while its send is paused, and comes back with it", async () => {
    const sendId = await sendAt("午后分享", "2026-11-24T06:00:00Z");
    later(60_000);
    await run();
    expect(await openTasks("午后分享")).toHaveLength(1);
    await pauseSend(test.as(), { sendId });
    await run();
    expect(await openTasks("午后分享")).toEqual([]);
    expect(await met(sendId)).toEqual({ planned: 2 });
    await resumeSend(test.as(), { sendId });
    await run();
    expect(await openTasks("午后分享")).toHaveLength(1);
    expect(await met(sendId)).toEqual({ "handed-over": 2 });
  });

  it("is the colleague's to whom it was passed on, though the groups are not his", async () => {
    const sendId = await sendAt("转手", "2026-11-24T08:00:00Z");
    later(60_000);
    await run();
    const [task] = await openTasks("转手");
    const colleague = await test.staff(["group-admin"], test.headquartersId);
    await reassignTask(test.as(), { taskId: task?.id ?? "", staffId: colleague.id });
    const dispatchId = /dispatch=(.+)$/.exec(task?.link.path ?? "")?.[1] ?? "";
    const handover = await showHandover(test.as(colleague), { dispatchId });
    expect(handover.assigneeId).toBe(colleague.id);
    for (const { deliveryId } of handover.targets) await confirmDelivery(test.as(colleague), { deliveryId, outcome: "sent", reason: "" });
    expect(await met(sendId)).toEqual({ sent: 2 });
  });
});
