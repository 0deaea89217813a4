/**
 * How often WeCom may be asked, as plain sums over what was asked. The windows slide: a call takes its place when it is let go and gives
 * it back one window after its answer, so that no window of the platform's, however it is laid, ever holds more than its number.
 * https://developer.work.weixin.qq.com/document/path/90312
 */

export interface Rate {
  spanMs: number;
  most: number;
}

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;

const base: readonly Rate[] = [
  { spanMs: MINUTE_MS, most: 10_000 },
  { spanMs: HOUR_MS, most: 150_000 },
];

const special: Readonly<Record<string, readonly Rate[]>> = {
  "media/uploadimg": [...base, { spanMs: DAY_MS, most: 1_000 }, { spanMs: 30 * DAY_MS, most: 3_000 }],
  "externalcontact/add_moment_task": [{ spanMs: MINUTE_MS, most: 10 }, ...base.slice(1)],
};

/** Of one corp and one API. */
export const ratesOf = (api: string): readonly Rate[] => special[api] ?? base;

/** Of one address on the internet, all corps and APIs together. */
export const addressRates: readonly Rate[] = [
  { spanMs: MINUTE_MS, most: 20_000 },
  { spanMs: HOUR_MS, most: 600_000 },
];

/** Calls that come too late when they wait: a greeting within 20 s, a token that all others need. */
const urgent = new Set(["gettoken", "externalcontact/send_welcome_msg", "message/send"]);
export const isUrgent = (api: string) => urgent.has(api);

/** Places of the address that bulk work leaves free for urgent calls, once there were some within a day. */
const KEPT_FOR_URGENT = 600;

/** The longest a call may last: what was lent to a process that died is counted as used up to then. */
export const CALL_MS = 15_000;
/** Rounding of clocks. */
const GUARD_MS = 20;
const FIRST_WIDTH = 16;
const MAX_WIDTH = 48;
const HOLDER_MS = 15_000;
const BREAK_AFTER = 5;
const FIRST_PAUSE_MS = 5_000;
const MAX_PAUSE_MS = 300_000;
const LOWEST_SHARE = 0.1;
const SHARE_BACK_MS = 600_000;

/** What all processes know of one API of one corp, or of the address. Kept as JSON. */
export interface WindowState {
  /** For each rate: how many places come back when, soonest first. */
  used: [freeAtMs: number, calls: number][][];
  /** Lent to processes and not settled yet. */
  blocks: { id: string; calls: number; endsAtMs: number }[];
  /** Processes that use it, and how many calls side by side each may have. */
  holders: Record<string, { seenMs: number; width: number }>;
  /** Shut by the platform's 45009. */
  shutUntilMs: number;
  shutMs: number;
  /** What part of the rates is used; less after a 45009, for others may ask as well. */
  share: number;
  loweredAtMs: number;
  /** Calls side by side, all processes together; halved by a 45033. */
  width: number;
  narrowedAtMs: number;
  /** Failures in a row; the breaker opens after some. */
  failures: number;
  openUntilMs: number;
  pauseMs: number;
  /** After a pause one call goes first and alone. */
  careful: boolean;
  urgentAtMs: number;
}

export function freshState(rates: readonly Rate[]): WindowState {
  return {
    used: rates.map(() => []),
    blocks: [],
    holders: {},
    shutUntilMs: 0,
    shutMs: 0,
    share: 1,
    loweredAtMs: 0,
    width: FIRST_WIDTH,
    narrowedAtMs: 0,
    failures: 0,
    openUntilMs: 0,
    pauseMs: 0,
    careful: false,
    urgentAtMs: 0,
  };
}

const total = (used: readonly [number, number][]) => used.reduce((sum, [, calls]) => sum + calls, 0);
const lent = (state: WindowState) => state.blocks.reduce((sum, block) => sum + block.calls, 0);
/** Places are given back in grains, always late: half a second of a minute, twenty of an hour. */
const grainMs = (spanMs: number) => Math.max(250, Math.round(spanMs / 180));

function addUsed(used: readonly [number, number][], spanMs: number, calls: number, lastMs: number): [number, number][] {
  const grain = grainMs(spanMs);
  const freeAtMs = Math.ceil((lastMs + spanMs + GUARD_MS) / grain) * grain;
  const at = used.findIndex(([ms]) => ms >= freeAtMs);
  if (at < 0) return [...used, [freeAtMs, calls]];
  if (used[at]?.[0] === freeAtMs) return used.map((one, i) => (i === at ? [one[0], one[1] + calls] : one));
  return [...used.slice(0, at), [freeAtMs, calls], ...used.slice(at)];
}

/** Gives back what is over; what a dead process held counts as used to the end of its longest call. */
export function settledUpTo(state: WindowState, rates: readonly Rate[], nowMs: number): WindowState {
  const dead = state.blocks.filter((block) => block.endsAtMs + CALL_MS <= nowMs);
  const blocks = dead.length === 0 ? state.blocks : state.blocks.filter((block) => !dead.includes(block));
  const used = rates.map(({ spanMs }, i) => {
    const more = dead.reduce((list, block) => addUsed(list, spanMs, block.calls, block.endsAtMs + CALL_MS), state.used[i] ?? []);
    return more.filter(([freeAtMs]) => freeAtMs > nowMs);
  });
  const steps = state.share < 1 ? Math.floor((nowMs - state.loweredAtMs) / SHARE_BACK_MS) : 0;
  const share = steps > 0 ? Math.min(1, state.share + steps * 0.1) : state.share;
  const loweredAtMs = state.loweredAtMs + steps * SHARE_BACK_MS;
  const holders = Object.fromEntries(Object.entries(state.holders).filter(([, { seenMs }]) => seenMs > nowMs - HOLDER_MS));
  return { ...state, used, blocks, holders, share, loweredAtMs };
}

export interface Free {
  calls: number;
  /** When there may be more; `nowMs` where it depends on other processes. */
  nextMs: number;
  /** Why there is nothing. */
  bar: "rate" | "shut" | "breaker" | null;
}

/** How many calls may go now; `kept` places are left for others. */
export function freeOf(state: WindowState, rates: readonly Rate[], nowMs: number, kept = 0): Free {
  if (state.openUntilMs > nowMs) return { calls: 0, nextMs: state.openUntilMs, bar: "breaker" };
  if (state.shutUntilMs > nowMs) return { calls: 0, nextMs: state.shutUntilMs, bar: "shut" };
  const out = lent(state);
  const room = rates.map((rate, i): Free => {
    const used = state.used[i] ?? [];
    const calls = Math.max(0, Math.floor(rate.most * state.share) - kept - out - total(used));
    return { calls, nextMs: used[0]?.[0] ?? nowMs, bar: calls === 0 ? "rate" : null };
  });
  if (state.careful) room.push({ calls: Math.max(0, 1 - out), nextMs: nowMs, bar: null });
  return room.reduce((least, one) => (one.calls < least.calls ? one : least));
}

/** Places bulk work leaves free at the address. */
export const keptAt = (address: WindowState, api: string, nowMs: number): number =>
  !isUrgent(api) && address.urgentAtMs > nowMs - DAY_MS ? KEPT_FOR_URGENT : 0;

export function lend(state: WindowState, block: { id: string; calls: number; endsAtMs: number }): WindowState {
  return { ...state, blocks: [...state.blocks, block] };
}

/** A block comes back: `calls` of it were made, the last answered at `lastMs`. One that is no longer known was counted already. */
export function giveBack(state: WindowState, rates: readonly Rate[], block: { id: string; calls: number; lastMs: number }): WindowState {
  if (!state.blocks.some((one) => one.id === block.id)) return state;
  const blocks = state.blocks.filter((one) => one.id !== block.id);
  if (block.calls === 0) return { ...state, blocks };
  return { ...state, blocks, used: rates.map(({ spanMs }, i) => addUsed(state.used[i] ?? [], spanMs, block.calls, block.lastMs)) };
}

/** What came of calls since the last time. */
export interface Heard {
  ok: number;
  /** 45009 */
  rate: number;
  /** 45033 */
  narrow: number;
  /** Not reached, or no answer. */
  down: number;
}

export const nothingHeard: Heard = { ok: 0, rate: 0, narrow: 0, down: 0 };

/** A 45009 shuts the API for its window, again and longer where the first call afterwards meets it once more. */
function hearRate(state: WindowState, rates: readonly Rate[], nowMs: number): WindowState {
  if (state.shutUntilMs > nowMs) return state;
  const hour = rates[1];
  const isHourFull = hour !== undefined && total(state.used[1] ?? []) > 0.9 * hour.most * state.share;
  const longer = Math.min(HOUR_MS, Math.max(MINUTE_MS, state.shutMs * 10));
  const shutMs = isHourFull ? HOUR_MS : state.careful ? longer : MINUTE_MS;
  const share = Math.max(LOWEST_SHARE, state.share * 0.8);
  return { ...state, shutMs, shutUntilMs: nowMs + shutMs + 1_000, share, loweredAtMs: nowMs, careful: true };
}

function hearNarrow(state: WindowState, nowMs: number): WindowState {
  if (state.narrowedAtMs > nowMs - 1_000) return state;
  return { ...state, width: Math.max(1, Math.floor(state.width / 2)), narrowedAtMs: nowMs };
}

function hearDown(state: WindowState, heard: Heard, nowMs: number): WindowState {
  if (state.openUntilMs > nowMs) return state;
  const failures = state.failures + heard.down;
  if (failures < BREAK_AFTER && !(state.careful && state.pauseMs > 0)) return { ...state, failures };
  const pauseMs = Math.min(MAX_PAUSE_MS, state.pauseMs > 0 ? state.pauseMs * 2 : FIRST_PAUSE_MS);
  return { ...state, failures, pauseMs, openUntilMs: nowMs + pauseMs, careful: true };
}

/** Until the first 45033 the width doubles with what succeeds, afterwards it grows by one for each round of it. */
function wider(state: WindowState, ok: number): number {
  const more = state.narrowedAtMs === 0 ? ok : ok / (2 * state.width);
  return Math.min(MAX_WIDTH, state.width + more);
}

function hearGood(state: WindowState, heard: Heard, nowMs: number): WindowState {
  const next = { ...state, failures: 0, width: heard.narrow > 0 ? state.width : wider(state, heard.ok) };
  const isWell = heard.rate + heard.down === 0 && Math.max(state.shutUntilMs, state.openUntilMs) <= nowMs;
  return isWell ? { ...next, careful: false, pauseMs: 0, shutMs: 0 } : next;
}

export function hear(state: WindowState, rates: readonly Rate[], heard: Heard, nowMs: number): WindowState {
  let next = heard.ok > 0 ? hearGood(state, heard, nowMs) : state;
  if (heard.rate > 0) next = hearRate(next, rates, nowMs);
  if (heard.narrow > 0) next = hearNarrow(next, nowMs);
  return heard.down > 0 && heard.ok === 0 ? hearDown(next, heard, nowMs) : next;
}

/**
 * Lends a process calls side by side: its share, as far as the others have not more than theirs under way. One that wants none holds none.
 */
export function lendWidth(state: WindowState, ask: { holder: string; wanted: number; underWay: number; nowMs: number }): WindowState {
  const others = Object.entries(state.holders).filter(([holder]) => holder !== ask.holder);
  const { [ask.holder]: _own, ...rest } = state.holders;
  if (ask.wanted === 0) return { ...state, holders: rest };
  const share = Math.max(1, Math.floor(state.width / (others.length + 1)));
  const free = Math.floor(state.width) - others.reduce((sum, [, { width }]) => sum + width, 0);
  const width = Math.max(ask.underWay, Math.min(share, ask.wanted, Math.max(0, free)));
  return { ...state, holders: { ...rest, [ask.holder]: { seenMs: ask.nowMs, width } } };
}

/** What the health page shows of an API now. */
export interface WindowView {
  rates: { spanMs: number; most: number; used: number }[];
  width: number;
  share: number;
  shutUntilMs: number | null;
  openUntilMs: number | null;
  breaker: "closed" | "open" | "half-open";
}

export function viewOf(raw: WindowState, rates: readonly Rate[], nowMs: number): WindowView {
  const state = settledUpTo(raw, rates, nowMs);
  const isOpen = state.openUntilMs > nowMs;
  return {
    rates: rates.map(({ spanMs, most }, i) => ({
      spanMs,
      most: Math.floor(most * state.share),
      used: total(state.used[i] ?? []) + lent(state),
    })),
    width: Math.floor(state.width),
    share: state.share,
    shutUntilMs: state.shutUntilMs > nowMs ? state.shutUntilMs : null,
    openUntilMs: isOpen ? state.openUntilMs : null,
    breaker: isOpen ? "open" : state.careful && state.pauseMs > 0 ? "half-open" : "closed",
  };
}
