import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Outgoing, OutgoingBody, Reconciled } from "./channel.ts";
import { type Break, type ContractStage, doorWith, openTable, ourGroups, outgoingOn } from "./contract.setup.ts";
import { openFakePlatform } from "./fake/fake.channel.ts";
import { manualChannel } from "./manual/manual.channel.ts";
import { openWecomStage } from "./wecom/contract.setup.ts";
import { webChannel } from "./web/web.channel.ts";

/** A clock for channels whose platform is ours. */
function openClock() {
  let now = Date.parse("2026-11-23T02:00:00Z");
  return {
    nowMs: () => now,
    later: async (ms: number) => {
      now += ms;
    },
  };
}

async function openWebStage(): Promise<ContractStage> {
  const table = openTable();
  const clock = openClock();
  return {
    name: "web",
    channel: webChannel,
    groups: ourGroups(3),
    accountExternalId: null,
    ...clock,
    door: doorWith({
      ...clock,
      post: (posts) =>
        table.write(
          posts.map((one) => one.deliveryId),
          "once",
        ),
      findPosted: async (ids) => new Set(ids.filter((id) => table.rows.has(id))),
    }),
    breakNext: async (way) => void table.breaks.push(way),
    arrivals: async ({ targets }) => new Map(targets.map(({ deliveryId, groupId }) => [groupId, table.rows.get(deliveryId) ?? 0])),
    close: async () => undefined,
  };
}

async function openManualStage(): Promise<ContractStage> {
  const table = openTable();
  const clock = openClock();
  return {
    name: "manual",
    channel: manualChannel,
    groups: ourGroups(3),
    accountExternalId: null,
    ...clock,
    door: doorWith({ ...clock, handOver: ({ dispatchId }) => table.write([dispatchId], "once") }),
    breakNext: async (way) => void table.breaks.push(way),
    arrivals: async ({ dispatchId, targets }) => new Map(targets.map(({ groupId }) => [groupId, table.rows.get(dispatchId) ?? 0])),
    close: async () => undefined,
  };
}

async function openFakeStage(): Promise<ContractStage> {
  const fake = openFakePlatform();
  const clock = openClock();
  return {
    name: "fake",
    channel: fake.channel,
    groups: ourGroups(3),
    accountExternalId: null,
    ...clock,
    door: doorWith(clock),
    breakNext: async (way) => void fake.script.push(way === "lost-before" ? "throw" : "accept-then-throw"),
    arrivals: async ({ dispatchId, targets }) => {
      const got = fake.received.filter((one) => one.dispatchId === dispatchId);
      return new Map(targets.map(({ groupId }) => [groupId, got.filter((one) => one.groupId === groupId).length]));
    },
    close: async () => undefined,
  };
}

const plain: OutgoingBody = { format: "text", text: "早上好，今天到货" };
const linked: OutgoingBody = {
  format: "link",
  text: "今天到货",
  title: "砂糖橘",
  summary: "甜",
  url: "https://shop.example.cn/x?y=1#top",
  cover: null,
};
const bodies = { "words alone": plain, "a card": linked };

/** Asks again and again, as the product does, until the platform's word is clear. */
async function settled(stage: ContractStage, outgoing: Outgoing): Promise<Reconciled> {
  const lost = { begunAtMs: stage.nowMs(), overAtMs: stage.nowMs() + 60_000 };
  for (let tries = 0; tries < 10; tries++) {
    const found = await stage.channel.reconcile(outgoing, stage.door, lost);
    if (found.verdict !== "ask-later") return found;
    expect(found.atMs).toBeGreaterThan(stage.nowMs());
    await stage.later(found.atMs - stage.nowMs());
  }
  throw new Error("never settled");
}

const isThere = (found: Reconciled) =>
  found.verdict === "handed-over" || (found.verdict === "told" && found.targets.every((one) => one.outcome === "sent"));
const isAbsent = (found: Reconciled) => found.verdict === "told" && found.targets.every((one) => one.outcome === "not-sent");
const once = (outgoing: Outgoing) => new Map(outgoing.targets.map(({ groupId }) => [groupId, 1]));

describe.each([
  ["web", openWebStage],
  ["manual", openManualStage],
  ["fake", openFakeStage],
  ["wecom", openWecomStage],
] as const)("the contract of %s", (_name, open) => {
  let stage: ContractStage;
  beforeAll(async () => {
    stage = await open();
  });
  afterAll(() => stage.close());

  /** Sends; false where the answer was lost. */
  async function send(outgoing: Outgoing): Promise<boolean> {
    try {
      const answer = await stage.channel.send(outgoing, stage.door);
      expect(answer.verdict).not.toBe("refused");
      return true;
    } catch {
      return false;
    }
  }

  it("declares what it can do, and nothing it cannot", async () => {
    const { capabilities: can, follow, remind, cancel, markOf, listOutside } = stage.channel;
    expect(can.directPost).toBe(!can.confirmedByPerson);
    expect([follow, cancel].every(Boolean)).toBe(can.confirmedOnPlatform);
    expect(Boolean(remind)).toBe(can.remindsPerDay !== null);
    expect(Boolean(listOutside)).toBe(can.platformCap);
    expect(can.confirmedOnPlatform && !can.confirmedByPerson).toBe(false);
    if (can.oneBodyPerDispatch) expect(markOf).toBeDefined();
    const answer = await stage.channel.send(outgoingOn(stage, { body: plain }), stage.door);
    expect(answer.verdict).toBe(can.confirmedByPerson ? "handed-over" : "sent");
    if (can.confirmedOnPlatform) expect("platformRef" in answer && answer.platformRef).toBeTruthy();
  });

  it.each(Object.entries(bodies))("brings %s to every group once, and says so", async (_what, body) => {
    const outgoing = outgoingOn(stage, { body });
    const answer = await stage.channel.send(outgoing, stage.door);
    expect(answer.verdict).not.toBe("refused");
    expect(await stage.arrivals(outgoing)).toEqual(once(outgoing));
    await stage.confirm?.(outgoing);
    expect(await stage.arrivals(outgoing)).toEqual(once(outgoing));
    const platformRef = "platformRef" in answer ? answer.platformRef : undefined;
    const told = platformRef ? await stage.channel.follow?.(outgoing, platformRef, stage.door) : undefined;
    if (!told) return;
    const sent = outgoing.targets.map(({ deliveryId }) => ({ deliveryId, outcome: "sent", atMs: expect.any(Number) }));
    expect(told).toMatchObject({ verdict: "told", targets: sent });
  });

  it("stops what nobody has confirmed, reminds no more often than the platform allows, and says so", async () => {
    const { follow, cancel, remind, capabilities } = stage.channel;
    if (!follow || !cancel || !remind) return;
    const outgoing = outgoingOn(stage, { body: { format: "text", text: "要撤下的" } });
    const answer = await stage.channel.send(outgoing, stage.door);
    const platformRef = "platformRef" in answer ? (answer.platformRef ?? "") : "";
    expect(await follow(outgoing, platformRef, stage.door)).toMatchObject({ verdict: "ask-later" });
    await stage.later(5_000);
    expect(await follow(outgoing, platformRef, stage.door)).toEqual({ verdict: "told", targets: [], isOver: false });
    for (let i = 0; i < (capabilities.remindsPerDay ?? 0); i++) expect(await remind(platformRef, stage.door)).toEqual({ verdict: "done" });
    expect(await remind(platformRef, stage.door)).toEqual({ verdict: "refused", reason: "too-often" });
    expect(await cancel(platformRef, stage.door)).toEqual({ verdict: "done" });
    expect(await cancel(platformRef, stage.door)).toEqual({ verdict: "done" });
    await expect(stage.confirm?.(outgoing)).rejects.toThrow("cancelled");
    expect(await follow(outgoing, platformRef, stage.door)).toMatchObject({ verdict: "told", targets: [] });
  });

  const ways: Break[] = ["lost-before", "lost-after"];
  it.each(ways.flatMap((way) => Object.entries(bodies).map(([what, body]) => [way, what, body] as const)))(
    "settles an answer %s of %s to the truth, and never sends twice",
    async (way, _what, body) => {
      const outgoing = outgoingOn(stage, { body: body.format === "text" ? { ...body, text: `${body.text} ${way}` } : body });
      await stage.breakNext(way);
      expect(await send(outgoing)).toBe(false);
      const found = await settled(stage, outgoing);
      const isOwnQueue = stage.channel.capabilities.confirmedByPerson && !stage.channel.capabilities.confirmedOnPlatform;
      expect(way === "lost-after" || isOwnQueue ? isThere(found) : isAbsent(found)).toBe(true);
      if (isAbsent(found)) expect(await send(outgoing)).toBe(true);
      expect(await stage.arrivals(outgoing)).toEqual(once(outgoing));
      expect(isThere(await settled(stage, outgoing))).toBe(true);
      expect(await stage.arrivals(outgoing)).toEqual(once(outgoing));
    },
  );

  it("names a group the platform will not take, and serves the others", async () => {
    if (!stage.goneGroup) return;
    const [first] = stage.groups;
    if (!first) throw new Error("no groups");
    const outgoing = outgoingOn(stage, { body: plain, groups: [first, stage.goneGroup] });
    const answer = await stage.channel.send(outgoing, stage.door);
    expect("failed" in answer && answer.failed?.map((one) => one.deliveryId)).toEqual([outgoing.targets[1]?.deliveryId]);
    expect(await stage.arrivals(outgoing)).toEqual(
      new Map([
        [first.groupId, 1],
        [stage.goneGroup.groupId, 0],
      ]),
    );
  });
});
