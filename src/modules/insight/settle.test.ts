import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openTestBrand, type TestBrand } from "../../testing/brand.ts";
import { DAY_MS, groupAt, readRollups, settleAll, tell, type Told } from "../../testing/history.ts";
import { createEntry, exposeEntry } from "../groups/index.ts";
import { recomputeDays } from "./days.actions.ts";

const NOW = new Date("2026-11-22T02:18:00.000Z");
const BEGIN = new Date("2026-11-05T16:00:00.000Z").getTime();
const startOf = (day: string) => Date.parse(`${day}T00:00:00+08:00`);
let test: TestBrand;
beforeAll(async () => {
  test = await openTestBrand({ now: NOW });
});
afterAll(() => test.close());

/** What is kept now is what counting anew makes of it. */
async function expectSettled(groupId: string): Promise<void> {
  const kept = await readRollups(test);
  await recomputeDays(test.system(), [groupId]);
  await settleAll(test);
  expect(await readRollups(test)).toEqual(kept);
}

describe("the turn of the day", () => {
  it("settles the day that is over also where a group spoke before the clock was seen to turn", async () => {
    const groupId = await groupAt(test, "守夜群", new Date(BEGIN));
    const say = (key: string, at: number): Told => ({ kind: "message", key, at: new Date(at), groupId, person: "夜猫", text: "还没睡呢" });
    const midnight = startOf("2026-11-23");
    await tell(test.system(), [
      { kind: "joined", key: "night-0", at: new Date(BEGIN + 3_600_000), groupId, person: "夜猫", inviter: "守夜人" },
      say("night-1", midnight - 5 * DAY_MS),
    ]);
    await settleAll(test);
    await tell(test.system(), [say("night-2", NOW.getTime())]);
    await test.react();
    for (const [key, days] of [
      ["night-3", 0],
      ["night-4", 2],
    ] as const) {
      test.clock.now = new Date(midnight + days * DAY_MS + 5_000);
      await tell(test.system(), [say(key, test.clock.now.getTime() - 1_000)]);
      await settleAll(test);
      await expectSettled(groupId);
    }
    test.clock.now = NOW;
  });

  it("counts looks, and gives every group its day when the clock turns", async () => {
    const groupId = await groupAt(test, "安静群", new Date(BEGIN));
    const entry = await createEntry(test.as(), { groupId, name: "门店", inviterMemberId: null });
    await exposeEntry(test.system(), entry.id);
    await tell(test.system(), [{ kind: "joined", key: "q-1", at: new Date(BEGIN + 1000), groupId, person: "静静" }]);
    await settleAll(test);
    test.clock.now = new Date(NOW.getTime() + 2 * DAY_MS);
    await settleAll(test);
    const rows = await test.rows<{ day: string; members_end: number; exposures: number; present: number | null }>(
      "select to_char(day, 'YYYY-MM-DD') as day, members_end, exposures, present from app.group_days where group_id = $1 order by day desc limit 3",
      [groupId],
    );
    expect(rows).toEqual([
      { day: "2026-11-24", members_end: 1, exposures: 0, present: null },
      { day: "2026-11-23", members_end: 1, exposures: 0, present: 1 },
      { day: "2026-11-22", members_end: 1, exposures: 1, present: 1 },
    ]);
    test.clock.now = NOW;
  });

  it("settles the day that is over also where a channel's clock was ahead at its end", async () => {
    const groupId = await groupAt(test, "快钟群", new Date(BEGIN));
    const midnight = startOf("2026-11-28");
    const say = (key: string, at: number): Told => ({ kind: "message", key, at: new Date(at), groupId, person: "快钟", text: "到点了吗" });
    test.clock.now = new Date(midnight - 2_000);
    await tell(test.system(), [
      { kind: "joined", key: "fast-0", at: new Date(BEGIN + 3_600_000), groupId, person: "快钟" },
      say("fast-1", midnight - 60_000),
    ]);
    await settleAll(test);
    await tell(test.system(), [say("fast-2", midnight + 2_000)]);
    await settleAll(test);
    test.clock.now = new Date(midnight + 60_000);
    await settleAll(test);
    await expectSettled(groupId);
    test.clock.now = NOW;
  });
});
