import { type Callbacks, openCallbacks } from "./callbacks.ts";
import { type Clock, openClock } from "./clock.ts";
import { type Cursors, openCursors } from "./cursors.ts";
import { type Limits, openLimits } from "./limits.ts";
import { openRandom, type Random } from "./random.ts";
import { emptyState, type State } from "./state.ts";
import { type Switches, type SwitchesPart, USUAL, withSwitches } from "./switches.ts";
import { openTokens, type Tokens } from "./tokens.ts";

/** Calls by API and code, for tests and the phone page. */
type CallCounts = Map<string, Map<number, number>>;

/** One simulator: what it knows, its time, its behaviour, and what it told the outside. */
export interface World {
  state: State;
  clock: Clock;
  random: Random;
  cursors: Cursors;
  tokens: Tokens;
  limits: Limits;
  callbacks: Callbacks;
  calls: CallCounts;
  readonly switches: Switches;
  setSwitches(part: SwitchesPart): void;
  /** Where it can be reached; pictures and codes point there. */
  baseUrl: string;
  nextSeq(): number;
  /** A token and key to save with a callback address, for who has none. */
  suggested: { token: string; aesKey: string };
}

export interface WorldOptions {
  clock?: Clock;
  /** Equal seeds make equal ids. */
  seed?: string;
  corpName?: string;
  switches?: SwitchesPart;
}

export function openWorld({ clock = openClock(), seed = "qunce", corpName = "山岚茶业", switches = {} }: WorldOptions = {}): World {
  const random = openRandom(seed);
  const state = emptyState(random.id("ww", 18).toLowerCase(), corpName);
  let behaviour = withSwitches(USUAL, switches);
  const now = () => clock.now();
  const current = () => behaviour;
  for (const [agentId, name] of [
    [1_000_002, "群策"],
    [1_000_003, "另一个应用"],
  ] as const)
    state.apps.set(agentId, { agentId, name, secret: random.id("", 43), mayContact: true });
  return {
    state,
    clock,
    random,
    cursors: openCursors(random.hex(32)),
    tokens: openTokens({ now, random }),
    limits: openLimits({ now, switches: current }),
    callbacks: openCallbacks({ clock, random, switches: current, corpId: () => state.corpId, apps: () => [...state.apps.values()] }),
    calls: new Map(),
    get switches() {
      return behaviour;
    },
    setSwitches: (part) => {
      behaviour = withSwitches(behaviour, part);
    },
    baseUrl: "",
    nextSeq: () => (state.seq += 1),
    suggested: { token: random.id("", 24), aesKey: random.id("", 43) },
  };
}
