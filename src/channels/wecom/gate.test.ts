import { expect, test } from "vitest";
import { LineDown } from "../channel.ts";
import { openVirtualTime, type VirtualTime } from "../../testing/virtual-time.ts";
import { type Gate, openGate, type SharedWindows } from "./wecom.gate.ts";
import { addressRates, type Rate, ratesOf, type WindowState } from "./wecom.limits.ts";

/** Windows in memory, held by one at a time as rows are, at some milliseconds of its own each. */
function openShared(time: VirtualTime): SharedWindows & { turns: number; states: Map<string, WindowState> } {
  const states = new Map<string, WindowState>();
  let last: Promise<unknown> = Promise.resolve();
  const shared = {
    turns: 0,
    states,
    change: ((keys, decide) => {
      const work = last.then(async () => {
        shared.turns += 1;
        await time.sleep(3);
        const nowMs = time.nowMs();
        const { states: next, result } = decide([states.get(keys[0]) ?? null, states.get(keys[1]) ?? null], nowMs);
        // What is kept is kept as JSON.
        for (const [i, key] of keys.entries()) states.set(key, JSON.parse(JSON.stringify(next[i])) as WindowState);
        return { result, nowMs };
      });
      last = work.catch(() => undefined);
      return work;
    }) as SharedWindows["change"],
  };
  return shared;
}

function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) >>> 0;
    return state / 4_294_967_296;
  };
}

function at<T>(list: readonly T[], place: number): T {
  const one = list[place];
  if (one === undefined) throw new Error(`nothing at ${place}`);
  return one;
}

interface World {
  time: VirtualTime;
  shared: ReturnType<typeof openShared>;
  gates: Gate[];
  /** When the platform counted each call, by API. */
  counted: Map<string, number[]>;
  call: (gate: number, api: string, latencyMs?: number) => Promise<void>;
}

function openWorld(processes: number, chance: () => number, patienceMs = Number.POSITIVE_INFINITY): World {
  const time = openVirtualTime();
  const shared = openShared(time);
  let id = 0;
  const gates = Array.from({ length: processes }, (_, i) =>
    openGate({
      corpId: "ww1",
      shared,
      holder: `p${i}`,
      nowMs: time.nowMs,
      sleep: time.sleep,
      newId: () => `${i}-${(id += 1)}`,
      patienceMs,
    }),
  );
  const counted = new Map<string, number[]>();
  return {
    time,
    shared,
    gates,
    counted,
    call: async (gate, api, latencyMs = 40) => {
      const leave = await at(gates, gate).enter(api);
      const there = chance() * latencyMs;
      await time.sleep(there);
      const moments = counted.get(api) ?? [];
      counted.set(api, moments);
      moments.push(time.nowMs());
      await time.sleep(latencyMs - there);
      leave("ok");
    },
  };
}

/** The most calls that any window of the rate's length held. */
function fullest(moments: readonly number[], { spanMs }: Rate): number {
  const sorted = moments.toSorted((a, b) => a - b);
  let [from, most] = [0, 0];
  for (const [to, at] of sorted.entries()) {
    while ((sorted[from] ?? at) <= at - spanMs) from += 1;
    most = Math.max(most, to - from + 1);
  }
  return most;
}

function expectWithin(counted: Map<string, number[]>): void {
  for (const [api, moments] of counted) for (const rate of ratesOf(api)) expect(fullest(moments, rate)).toBeLessThanOrEqual(rate.most);
  const all = [...counted.values()].flat();
  for (const rate of addressRates) expect(fullest(all, rate)).toBeLessThanOrEqual(rate.most);
}

test("a burst of 25,000 from three processes never passes a window, and takes little more than the least", async () => {
  const world = openWorld(3, random(1));
  const begunMs = world.time.nowMs();
  const calls = Array.from({ length: 25_000 }, (_, i) => world.call(i % 3, "externalcontact/get", 20));
  await world.time.run(Promise.all(calls));
  expectWithin(world.counted);
  // 10,000 at once, 10,000 a minute later, 5,000 two minutes later.
  expect(world.time.nowMs() - begunMs).toBeLessThan(120_000 * 1.05);
  expect(world.shared.turns).toBeLessThan(1_500);
});

test.each([7, 42, 99])("no sequence of asks passes a window (seed %i)", async (seed) => {
  const chance = random(seed);
  const world = openWorld(4, chance);
  const apis = ["externalcontact/get", "externalcontact/groupchat/get", "externalcontact/add_moment_task"];
  const work: Promise<void>[] = [];
  const ask = async () => {
    for (let wave = 0; wave < 30; wave++) {
      const api = apis[Math.floor(chance() * 2.02)] ?? "externalcontact/get";
      const many = api.endsWith("task") ? 3 : Math.floor(chance() * 1_500);
      for (let i = 0; i < many; i++) work.push(world.call(Math.floor(chance() * 4), api, 1 + chance() * 300));
      await world.time.sleep(chance() * 9_000);
    }
    await Promise.all(work);
  };
  await world.time.run(ask());
  expectWithin(world.counted);
});

test("a steady trickle costs a statement for many calls, not for each", async () => {
  const world = openWorld(1, random(3));
  await world.time.run(
    (async () => {
      for (let i = 0; i < 2_000; i++) await world.call(0, "externalcontact/get", 10);
    })(),
  );
  expect(world.shared.turns).toBeLessThan(100);
});

test("what dead processes held is counted as used until their longest call is over, then given back", async () => {
  const world = openWorld(3, random(5));
  const enter = (gate: number) => at(world.gates, gate).enter("externalcontact/add_moment_task");
  await world.time.run(Promise.all([1, 1, 1, 1, 1, 2, 2, 2, 2, 2].map(enter)));
  const begunMs = world.time.nowMs();
  await world.time.run(world.call(0, "externalcontact/add_moment_task", 10));
  // Two seconds of the lease, fifteen of the call, sixty of the window.
  expect(world.time.nowMs() - begunMs).toBeGreaterThanOrEqual(76_000);
  expect(world.time.nowMs() - begunMs).toBeLessThan(79_000);
});

test("who cannot wait is told when to come again", async () => {
  const world = openWorld(1, random(6), 5_000);
  const ask = Array.from({ length: 12 }, () => world.call(0, "externalcontact/add_moment_task", 10).catch((error: unknown) => error));
  const answers = await world.time.run(Promise.all(ask));
  const told = answers.filter((one) => one instanceof LineDown);
  expect(told).toHaveLength(2);
  expect(told[0]?.retryAtMs).toBeGreaterThan(world.time.nowMs());
});
