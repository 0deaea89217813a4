/** Lets calls go as fast as the limits allow: places are taken in blocks from what all processes share, so that a call costs no statement. */
import { LineDown } from "../channel.ts";
import { type Heard, nothingHeard, ratesOf, type WindowState } from "./wecom.limits.ts";
import { decide, type Grant, LEASE_MS, windowKeys } from "./wecom.turns.ts";

/** What processes share; `change` holds both rows while it decides, and says what time it is for all. */
export interface SharedWindows {
  change<T>(
    keys: readonly [api: string, address: string],
    decide: (states: readonly [WindowState | null, WindowState | null], nowMs: number) => { states: [WindowState, WindowState]; result: T },
  ): Promise<{ result: T; nowMs: number }>;
}

/** `unsent`: the call never left, and nothing is learnt from it. */
export type PassOutcome = "ok" | "rate" | "narrow" | "down" | "unsent";

export interface Gate {
  /** Waits until the call may go; throws LineDown where that is too long, or the API is cut off. */
  enter(api: string): Promise<(outcome: PassOutcome) => void>;
}

export interface GateParts {
  corpId: string;
  shared: SharedWindows;
  /** This process. */
  holder: string;
  nowMs: () => number;
  sleep: (ms: number) => Promise<void>;
  newId: () => string;
  /** The longest a call waits for its turn. */
  patienceMs: number;
}

interface Block {
  id: string;
  left: number;
  used: number;
  underWay: number;
  endsAtMs: number;
  lastMs: number;
}

interface Lane {
  api: string;
  waiting: { sinceMs: number; go: (leave: (outcome: PassOutcome) => void) => void; fail: (error: Error) => void }[];
  block: Block | null;
  /** No longer used, and not given back. */
  old: Block[];
  underWay: number;
  width: number;
  /** Places its own rates had free at the last look; as many as its rates hold before the first. */
  ownFree: number;
  size: number;
  heard: Heard;
  isTurning: boolean;
  isResting: boolean;
}

const MAX_BLOCK = 500;
const POLL_MS = 100;
const SETTLE_MS = 1_000;
const SPARE_WIDTH = 8;
/** So few waiting calls are somebody who looks on, not bulk work. */
const SMALL = 100;

/** Some more than now, so that the next few need not ask first. */
const widthWanted = ({ waiting, underWay }: Lane) =>
  waiting.length + underWay === 0 ? 0 : Math.max(SPARE_WIDTH, waiting.length + underWay);

const heardBoth = (one: Heard, other: Heard): Heard => ({
  ok: one.ok + other.ok,
  rate: one.rate + other.rate,
  narrow: one.narrow + other.narrow,
  down: one.down + other.down,
});

/** Where little is allowed, nobody takes more than he needs. */
const mostAtOnce = (api: string) => Math.max(1, Math.min(MAX_BLOCK, Math.floor(Math.min(...ratesOf(api).map((rate) => rate.most)) / 50)));

/** A block is to last for some tenths of a second: long enough to be worth its statement, short enough that its places come back soon. */
function nextSize(size: number, block: Block, nowMs: number): number {
  if (block.left > 0) return Math.max(1, block.used);
  const lastedMs = nowMs - (block.endsAtMs - LEASE_MS);
  if (lastedMs < 250) return Math.min(MAX_BLOCK, size * 2);
  return lastedMs > 600 ? Math.max(1, Math.ceil(size / 2)) : size;
}

export function openGate(parts: GateParts): Gate {
  const lanes = new Map<string, Lane>();
  /** How far the shared clock may be ahead of ours, at most. */
  let aheadMs = 0;
  const sharedNow = () => parts.nowMs() + aheadMs;

  const laneOf = (api: string): Lane => {
    const known = lanes.get(api);
    if (known) return known;
    const lane: Lane = {
      api,
      waiting: [],
      block: null,
      old: [],
      underWay: 0,
      width: 1,
      ownFree: ratesOf(api)[0]?.most ?? 0,
      size: 1,
      heard: nothingHeard,
      isTurning: false,
      isResting: false,
    };
    lanes.set(api, lane);
    return lane;
  };

  /** Places of the address that bulk work leaves to those of this process who have more to do: so all are done soonest. */
  const keptForLonger = (lane: Lane): number => {
    if (lane.waiting.length <= SMALL) return 0;
    const longer = [...lanes.values()].filter((one) => one.waiting.length > lane.waiting.length);
    return longer.reduce((sum, one) => sum + Math.min(one.waiting.length, one.ownFree), 0);
  };

  const putAside = (lane: Lane) => {
    if (!lane.block) return;
    lane.size = nextSize(lane.size, lane.block, sharedNow());
    lane.old.push(lane.block);
    lane.block = null;
  };

  const admit = (lane: Lane, block: Block) => {
    const waiter = lane.waiting.shift();
    if (!waiter) return;
    block.left -= 1;
    block.used += 1;
    block.underWay += 1;
    lane.underWay += 1;
    waiter.go((outcome) => {
      block.underWay -= 1;
      block.lastMs = Math.max(block.lastMs, sharedNow());
      lane.underWay -= 1;
      if (outcome !== "unsent") lane.heard = { ...lane.heard, [outcome]: lane.heard[outcome] + 1 };
      if (outcome !== "ok" && outcome !== "unsent") {
        putAside(lane);
        void turn(lane);
      }
      pump(lane);
    });
  };

  const pump = (lane: Lane): void => {
    while (lane.waiting.length > 0 && lane.underWay < lane.width) {
      if (lane.block && (lane.block.left === 0 || sharedNow() >= lane.block.endsAtMs)) putAside(lane);
      if (!lane.block) return void turn(lane);
      admit(lane, lane.block);
    }
    if (lane.underWay > 0) return;
    if (lane.waiting.length > 0) void turn(lane);
    else void settleLater(lane);
  };

  /** What is no longer asked for is given back when its time is over. */
  const settleLater = async (lane: Lane): Promise<void> => {
    if (lane.isResting || (!lane.block && lane.old.length === 0)) return;
    lane.isResting = true;
    await parts.sleep(LEASE_MS);
    lane.isResting = false;
    if (lane.block && sharedNow() >= lane.block.endsAtMs) putAside(lane);
    if (lane.waiting.length === 0 && lane.old.length > 0) await turn(lane);
    if (lane.waiting.length === 0 && lane.underWay === 0) void settleLater(lane);
  };

  /** Gives back what is answered, says what was heard, and takes as many places as are wanted. */
  const ask = async (lane: Lane): Promise<{ grant: Grant; nowMs: number }> => {
    const back = lane.old.filter((block) => block.underWay === 0);
    lane.old = lane.old.filter((block) => block.underWay > 0);
    const { heard, underWay } = lane;
    lane.heard = nothingHeard;
    const askedMs = parts.nowMs();
    const id = parts.newId();
    const wanted = lane.block || lane.waiting.length === 0 ? 0 : Math.min(mostAtOnce(lane.api), lane.size);
    const given = { api: lane.api, holder: parts.holder, id, wanted, wantedWidth: widthWanted(lane), underWay, back, heard };
    try {
      const kept = keptForLonger(lane);
      const { result, nowMs } = await parts.shared.change(windowKeys(parts.corpId, lane.api), (states, atMs) =>
        decide(states, { ...given, kept, atMs }),
      );
      aheadMs = nowMs - askedMs;
      if (result.calls > 0) lane.block = { id, left: result.calls, used: 0, underWay: 0, endsAtMs: nowMs + LEASE_MS, lastMs: 0 };
      return { grant: result, nowMs };
    } catch (error) {
      lane.old.push(...back);
      lane.heard = heardBoth(lane.heard, heard);
      throw error;
    }
  };

  /** One at a time for each API. */
  const turn = async (lane: Lane): Promise<void> => {
    if (lane.isTurning) return;
    lane.isTurning = true;
    try {
      const { grant, nowMs } = await ask(lane);
      lane.width = grant.width;
      lane.ownFree = grant.ownFree;
      const isStuck = grant.calls === 0 && lane.waiting.length > 0 && (!lane.block || grant.width === 0);
      if (isStuck) await rest(lane, grant, nowMs);
    } catch (error) {
      const failure = error instanceof Error ? error : new Error(String(error));
      for (const waiter of lane.waiting.splice(0)) waiter.fail(failure);
    } finally {
      lane.isTurning = false;
    }
    pump(lane);
  };

  /** Nothing was free: those who would wait too long are told when to come again, the others wait. */
  const rest = async (lane: Lane, grant: Grant, nowMs: number): Promise<void> => {
    const waitMs = Math.max(POLL_MS, grant.nextMs - nowMs);
    const atMs = parts.nowMs() + waitMs;
    const isCut = grant.bar === "breaker";
    lane.waiting = lane.waiting.filter((waiter) => {
      const isPatient = !isCut && atMs - waiter.sinceMs <= parts.patienceMs;
      if (!isPatient) waiter.fail(new LineDown(lane.api, isCut ? "cut off after failures" : "over its rate", atMs));
      return isPatient;
    });
    // What was used is given back soon, for left lying it would count as a dead process's; and others give back what they did not use.
    if (lane.waiting.length > 0) await parts.sleep(grant.isLent ? Math.min(waitMs, SETTLE_MS) : waitMs);
  };

  return {
    enter: (api) =>
      new Promise((go, fail) => {
        const lane = laneOf(api);
        lane.waiting.push({ sinceMs: parts.nowMs(), go, fail });
        pump(lane);
      }),
  };
}
