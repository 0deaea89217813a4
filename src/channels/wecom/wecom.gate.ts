/** Lets calls go as fast as the limits allow: places are taken in blocks from what all processes share, so that a call costs no statement. */
import { LineDown } from "../channel.ts";
import {
  addressRates,
  freeOf,
  freshState,
  giveBack,
  hear,
  type Heard,
  isUrgent,
  keptAt,
  lend,
  nothingHeard,
  ratesOf,
  settledUpTo,
  widthFor,
  type WindowState,
} from "./wecom.limits.ts";

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
  size: number;
  heard: Heard;
  isTurning: boolean;
  isResting: boolean;
}

const LEASE_MS = 2_000;
const MAX_BLOCK = 500;
const POLL_MS = 100;

type Grant = { calls: number; width: number; nextMs: number; bar: "rate" | "shut" | "breaker" | null };

export const windowKeys = (corpId: string, api: string): [string, string] => [`wecom:${corpId}:${api}`, "wecom:address"];

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
      size: 1,
      heard: nothingHeard,
      isTurning: false,
      isResting: false,
    };
    lanes.set(api, lane);
    return lane;
  };

  const putAside = (lane: Lane) => {
    if (!lane.block) return;
    lane.size = lane.block.left > 0 ? Math.max(1, lane.block.used) : Math.min(MAX_BLOCK, lane.size * 2);
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
    if (lane.waiting.length === 0 && lane.underWay === 0) void settleLater(lane);
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

  /** Gives back, says what was heard, and takes as many places as are wanted; one at a time for each API. */
  const turn = async (lane: Lane): Promise<void> => {
    if (lane.isTurning) return;
    lane.isTurning = true;
    try {
      const back = lane.old.filter((block) => block.underWay === 0);
      lane.old = lane.old.filter((block) => block.underWay > 0);
      const heard = lane.heard;
      lane.heard = nothingHeard;
      const wanted = lane.block || lane.waiting.length === 0 ? 0 : Math.min(MAX_BLOCK, Math.max(lane.waiting.length, lane.size));
      const askedMs = parts.nowMs();
      const id = parts.newId();
      const { result, nowMs } = await parts.shared
        .change(windowKeys(parts.corpId, lane.api), (states, atMs) =>
          decide(states, { api: lane.api, holder: parts.holder, id, wanted, back, heard, atMs }),
        )
        .catch((error: unknown) => {
          lane.old.push(...back);
          throw error;
        });
      aheadMs = nowMs - askedMs;
      lane.width = result.width;
      if (result.calls > 0) lane.block = { id, left: result.calls, used: 0, underWay: 0, endsAtMs: nowMs + LEASE_MS, lastMs: 0 };
      else if (wanted > 0) await rest(lane, result, nowMs);
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
    if (lane.waiting.length > 0) await parts.sleep(waitMs);
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

interface Ask {
  api: string;
  holder: string;
  id: string;
  wanted: number;
  back: readonly Block[];
  heard: Heard;
  atMs: number;
}

/** One turn at the shared windows of an API and of the address. */
export function decide(
  states: readonly [WindowState | null, WindowState | null],
  ask: Ask,
): { states: [WindowState, WindowState]; result: Grant } {
  const { atMs, api } = ask;
  const rates = ratesOf(api);
  let own = settledUpTo(states[0] ?? freshState(rates), rates, atMs);
  let address = settledUpTo(states[1] ?? freshState(addressRates), addressRates, atMs);
  for (const { id, used, lastMs } of ask.back) {
    own = giveBack(own, rates, { id, calls: used, lastMs });
    address = giveBack(address, addressRates, { id, calls: used, lastMs });
  }
  own = hear({ ...own, holders: { ...own.holders, [ask.holder]: atMs } }, rates, ask.heard, atMs);
  if (isUrgent(api) && api !== "gettoken") address = { ...address, urgentAtMs: atMs };
  const mine = freeOf(own, rates, atMs);
  const all = freeOf(address, addressRates, atMs, keptAt(address, api, atMs));
  const scarce = all.calls < mine.calls ? all : mine;
  const calls = Math.min(ask.wanted, scarce.calls);
  if (calls > 0) {
    const block = { id: ask.id, calls, endsAtMs: atMs + LEASE_MS };
    own = lend(own, block);
    address = lend(address, block);
  }
  return { states: [own, address], result: { calls, width: widthFor(own), nextMs: scarce.nextMs, bar: scarce.bar } };
}
