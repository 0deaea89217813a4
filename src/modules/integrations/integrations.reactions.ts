import { defineReaction } from "../../server/reactions.ts";
import { outsideEvents } from "./events.contract.ts";
import { fanOut, isNobodyListening } from "./fan-out.actions.ts";

export const integrationsReactions = [
  defineReaction(
    "integrations.fan-out",
    outsideEvents.map((one) => one.event),
    fanOut,
    { maxBatch: 2_000, isIdle: isNobodyListening },
  ),
];
