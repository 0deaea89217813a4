import { ingest } from "../src/modules/messages/index.ts";
import { beginOf, liveDays, makeFlows, readyMsOf } from "./scale-flows.ts";
import type { Ground } from "./scale-ground.ts";
import { makeBlueprints, makeManualGroups } from "./scale-hands.ts";
import { openLibrary } from "./scale-library.ts";
import type { Scale } from "./scale-life.ts";
import { inPieces } from "./scale-pace.ts";
import { exportSome, importSome, oddReports, openCosts } from "./scale-papers.ts";
import { askConsent, askPrivacy, notePeople, TAGGED_AT_ONCE, tagPeople } from "./scale-people.ts";

/** One kind of what a brand has on its pages. */
export interface Part {
  what: keyof Scale;
  name: string;
  /** How many are made between two notes of how far it came; all of them where nothing is said. */
  step?: number;
  make: (from: number, to: number) => Promise<void>;
}

/** The span in pieces of some size, three at once. */
const pieces = (size: number, work: (from: number, to: number) => Promise<unknown>) => (from: number, to: number) =>
  inPieces(to - from, size, (low, high) => work(from + low, from + high));

/** All of them in their order: what a later one stands on is made by an earlier one. */
export function partsOf(ground: Ground, scale: Scale, nowMs: number): Part[] {
  const readyMs = readyMsOf(ground, scale.sendDays, nowMs);
  const beginMs = beginOf(ground, scale.sendDays, nowMs);
  return [
    { what: "contents", name: "contents", make: async (from, to) => pieces(20, await openLibrary(ground))(from, to) },
    { what: "manualGroups", name: "groups by hand", make: (_from, to) => makeManualGroups(ground, to, scale.members, readyMs) },
    { what: "blueprints", name: "blueprints", make: (_from, to) => makeBlueprints(ground, to, readyMs) },
    { what: "flows", name: "flows", make: (_from, to) => makeFlows(ground, to, beginMs, nowMs) },
    {
      what: "sendDays",
      name: "days of sends and tasks",
      step: 1,
      make: (from, to) => liveDays(ground, { from, to, of: scale.sendDays, flows: scale.flows }, nowMs),
    },
    {
      what: "tagged",
      name: "tagged members",
      step: 50_000,
      make: pieces(TAGGED_AT_ONCE, (from, to) => tagPeople(ground, scale, from, to)),
    },
    { what: "notes", name: "notes", step: 5_000, make: pieces(100, (from, to) => notePeople(ground, scale, from, to)) },
    { what: "consents", name: "consents", step: 50_000, make: pieces(1_000, (from, to) => askConsent(ground, scale, from, to)) },
    { what: "privacyRequests", name: "privacy requests", make: (from) => askPrivacy(ground, scale, from, nowMs) },
    { what: "costs", name: "costs", make: async (from, to) => pieces(1_000, await openCosts(ground, nowMs))(from, to) },
    { what: "inbox", name: "inbox", make: pieces(500, (from, to) => ingest(ground.ctx(), oddReports(from, to, nowMs))) },
    { what: "imports", name: "imports", make: (from, to) => importSome(ground, from, to) },
    { what: "exports", name: "exports", make: (from, to) => exportSome(ground, from, to) },
  ];
}
