/** One look at the windows that all processes share: what comes back, what was heard, what is lent next. Sums only. */
import {
  addressRates,
  type Free,
  freeOf,
  freshState,
  giveBack,
  hear,
  type Heard,
  isUrgent,
  keptAt,
  lend,
  lendWidth,
  ratesOf,
  settledUpTo,
  type WindowState,
} from "./wecom.limits.ts";

export const windowKeys = (corpId: string, api: string): [string, string] => [`wecom:${corpId}:${api}`, "wecom:address"];

/** Calls that are lent go within this time, or are given back. */
export const LEASE_MS = 2_000;
const KEPT_POLL_MS = 500;
/** Calls in a block for each that may go at once: a narrow process comes back soon to ask for more. */
const CALLS_PER_WIDTH = 25;

export interface Ask {
  api: string;
  /** The process that asks. */
  holder: string;
  /** Of the block it may get. */
  id: string;
  wanted: number;
  /** Calls that could go side by side, and those that do. */
  wantedWidth: number;
  underWay: number;
  /** Places of the address left to others of this process. */
  kept: number;
  back: readonly { id: string; used: number; lastMs: number }[];
  heard: Heard;
  atMs: number;
}

export interface Grant {
  calls: number;
  width: number;
  /** What the API's own rates have free after it. */
  ownFree: number;
  /** When there may be more. */
  nextMs: number;
  bar: Free["bar"];
  /** Some are lent to a process and may come back unused before that. */
  isLent: boolean;
}

type Both = readonly [WindowState | null, WindowState | null];

function looked(states: Both, { api, holder, back, heard, wantedWidth, underWay, atMs }: Ask): [WindowState, WindowState] {
  const rates = ratesOf(api);
  let own = settledUpTo(states[0] ?? freshState(rates), rates, atMs);
  let address = settledUpTo(states[1] ?? freshState(addressRates), addressRates, atMs);
  for (const { id, used, lastMs } of back) {
    own = giveBack(own, rates, { id, calls: used, lastMs });
    address = giveBack(address, addressRates, { id, calls: used, lastMs });
  }
  own = lendWidth(hear(own, rates, heard, atMs), { holder, wanted: wantedWidth, underWay, nowMs: atMs });
  if (isUrgent(api) && api !== "gettoken") address = { ...address, urgentAtMs: atMs };
  return [own, address];
}

/** The scarcer of the API's own rates and the address's. */
function scarcer(own: Free, address: Free, ask: Ask): Free {
  if (own.calls <= address.calls) return own;
  // What is left to others may be free at any moment.
  return ask.kept > 0 ? { ...address, nextMs: Math.min(address.nextMs, ask.atMs + KEPT_POLL_MS) } : address;
}

/** One turn at the shared windows of an API and of the address. */
export function decide(states: Both, ask: Ask): { states: [WindowState, WindowState]; result: Grant } {
  const { api, atMs } = ask;
  const [own, address] = looked(states, ask);
  const width = own.holders[ask.holder]?.width ?? 0;
  const mine = freeOf(own, ratesOf(api), atMs);
  const free = scarcer(mine, freeOf(address, addressRates, atMs, keptAt(address, api, atMs) + ask.kept), ask);
  const calls = width > ask.underWay ? Math.min(ask.wanted, free.calls, width * CALLS_PER_WIDTH) : 0;
  const isLent = own.blocks.length + address.blocks.length > 0;
  const result = { calls, width, ownFree: mine.calls - calls, nextMs: free.nextMs, bar: free.bar, isLent };
  if (calls === 0) return { states: [own, address], result };
  const block = { id: ask.id, calls, endsAtMs: atMs + LEASE_MS };
  return { states: [lend(own, block), lend(address, block)], result };
}
