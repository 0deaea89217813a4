import { z } from "zod";
import type { EventKind } from "../../lib/define.ts";
import { eventKinds, type EventName } from "../../lib/event-kinds.ts";
import { defineReaction, type Reaction } from "../../server/reactions.ts";
import { hearActions } from "./advice.actions.ts";
import { applyEvents, ROLLUP_REACTION } from "./days.actions.ts";
import { foldedEvents, summedEvents } from "./fold.rules.ts";

/** The rollups read kinds of every module, by their numbers in the log. */
const heard = (name: EventName): EventKind => ({ name, kind: eventKinds[name], payload: z.object({}) });

const ROLLUP_BATCH = 20_000;
/** Who spoke twice within it is counted by one write; a screen need not be newer. */
const ROLLUP_REST_MS = 250;

/** What may answer a piece of advice, or change what a group is judged by. */
const actions: EventName[] = [
  "groups.roster-changed",
  "groups.changed",
  "groups.opened",
  "groups.closed",
  "sends.created",
  "flows.published",
  "flows.started",
  "messages.sent",
];

export const insightReactions: readonly Reaction[] = [
  defineReaction(ROLLUP_REACTION, foldedEvents.map(heard), applyEvents, {
    sums: summedEvents.map(heard),
    maxBatch: ROLLUP_BATCH,
    restMs: ROLLUP_REST_MS,
  }),
  defineReaction("insight.actions", actions.map(heard), hearActions),
];
