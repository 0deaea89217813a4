import type { Reconciled, SendAnswer } from "../../channels/channel.ts";
import type { DeliveryState } from "./sends.contract.ts";

export type DispatchState = "planned" | "calling" | "waiting" | "done" | "unknown" | "expired" | "cancelled";

export interface Settlement {
  dispatch: DispatchState;
  deliveries: { deliveryId: string; state: DeliveryState; reason: string | null }[];
  /** When a refused call may be made again, in ms since 1970. */
  dueAtMs?: number;
  /** When the platform is asked again about an unknown one. */
  askAtMs?: number;
  failure?: string;
}

const ASK_AGAIN_MS = 60_000;
const ASK_SELDOM_MS = 3_600_000;

/** An unknown dispatch is asked about each minute, and ever more seldom the older it is. */
export function askAgainAtMs(begunAtMs: number, nowMs: number): number {
  return nowMs + Math.min(ASK_SELDOM_MS, Math.max(ASK_AGAIN_MS, (nowMs - begunAtMs) / 4));
}

interface Failure {
  deliveryId: string;
  reason: string;
}

function outcomes(
  deliveryIds: readonly string[],
  state: "sent" | "handed-over",
  failed: readonly Failure[] = [],
): Settlement["deliveries"] {
  const reasons = new Map(failed.map((one) => [one.deliveryId, one.reason]));
  return deliveryIds.map((deliveryId) => {
    const reason = reasons.get(deliveryId) ?? null;
    return { deliveryId, state: reason === null ? state : "failed", reason };
  });
}

/** What a platform's answer means for a dispatch and each of its deliveries. */
export function settleAnswer(answer: SendAnswer, deliveryIds: readonly string[]): Settlement {
  if (answer.verdict === "handed-over") {
    const deliveries = outcomes(deliveryIds, "handed-over", answer.failed);
    return { dispatch: deliveries.some((one) => one.state === "handed-over") ? "waiting" : "done", deliveries };
  }
  if (answer.verdict === "sent") return { dispatch: "done", deliveries: outcomes(deliveryIds, "sent", answer.failed) };
  if (answer.retryAtMs !== undefined) return { dispatch: "planned", deliveries: [], dueAtMs: answer.retryAtMs, failure: answer.reason };
  return {
    dispatch: "done",
    deliveries: deliveryIds.map((deliveryId) => ({ deliveryId, state: "failed", reason: answer.reason })),
    failure: answer.reason,
  };
}

/** Nobody knows whether the call arrived: nothing is sent again before the platform, or a person, has said. */
export function settleLost(deliveryIds: readonly string[], failure: string): Settlement {
  return {
    dispatch: "unknown",
    deliveries: deliveryIds.map((deliveryId) => ({ deliveryId, state: "unknown", reason: "answer-lost" })),
    failure,
  };
}

/**
 * What asking the platform has shown. One delivery that cannot be decided keeps the dispatch unknown; otherwise what surely did not
 * arrive goes out again while there is time, in a call that leaves out what did.
 */
export function settleReconciled(
  found: Reconciled,
  deliveryIds: readonly string[],
  { canRetry, askAgainAtMs: askAtMs }: { canRetry: boolean; askAgainAtMs: number },
): Settlement {
  if (found.verdict === "handed-over") return settleAnswer(found, deliveryIds);
  if (found.verdict === "ask-later") return { dispatch: "unknown", deliveries: [], askAtMs: found.atMs, failure: "answer-lost" };
  const deliveries = found.targets
    .filter((one) => one.outcome !== "undecided")
    .map(({ deliveryId, outcome }) => {
      if (outcome !== "not-sent")
        return { deliveryId, state: outcome as DeliveryState, reason: outcome === "failed" ? "platform-failed" : null };
      return { deliveryId, state: (canRetry ? "planned" : "expired") as DeliveryState, reason: null };
    });
  if (found.targets.some((one) => one.outcome === "undecided"))
    return { dispatch: "unknown", deliveries: deliveries.filter((one) => one.state !== "planned"), askAtMs, failure: "undecided" };
  return { dispatch: deliveries.some((one) => one.state === "planned") ? "planned" : "done", deliveries };
}
