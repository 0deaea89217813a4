import { defineCounter, defineHistogram } from "../../server/meters.ts";
import type { IntakeOutcome } from "./intake.rules.ts";

const callbacks = defineCounter("qunce_platform_callbacks_total", "Callbacks of platforms by what became of them at the door.", [
  "outcome",
]);
const calls = defineCounter("qunce_platform_calls_total", "Calls to platforms by API and outcome: ok, the platform's code, lost or down.", [
  "platform",
  "api",
  "outcome",
]);
const latency = defineHistogram(
  "qunce_platform_call_seconds",
  "Time from a call to its answer, waiting for its turn left out.",
  ["platform", "api"],
  [0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 12],
);

export function countCallback(outcome: IntakeOutcome): void {
  callbacks.inc({ outcome });
}

export function measureCall(platform: string, call: { api: string; outcome: string; tookMs: number }): void {
  calls.inc({ platform, api: call.api, outcome: call.outcome });
  latency.observe({ platform, api: call.api }, call.tookMs / 1_000);
}
