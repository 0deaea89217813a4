import type { Reconciled, SendAnswer } from "../../channels/channel.ts";
import type { DeliveryState } from "./sends.contract.ts";

export type DispatchState = "planned" | "calling" | "waiting" | "done" | "unknown" | "expired" | "cancelled";

export interface Settlement {
  dispatch: DispatchState;
  deliveries: { deliveryId: string; state: DeliveryState; reason: string | null }[];
  /** When a refused call may be made again, in ms since 1970. */
  dueAtMs?: number;
  failure?: string;
}

/** What a platform's answer means for a dispatch and each of its deliveries. */
export function settleAnswer(answer: SendAnswer, deliveryIds: readonly string[]): Settlement {
  if (answer.verdict === "handed-over")
    return { dispatch: "waiting", deliveries: deliveryIds.map((deliveryId) => ({ deliveryId, state: "handed-over", reason: null })) };
  if (answer.verdict === "sent") {
    const failed = new Map((answer.failed ?? []).map((one) => [one.deliveryId, one.reason]));
    return {
      dispatch: "done",
      deliveries: deliveryIds.map((deliveryId) => ({
        deliveryId,
        state: failed.has(deliveryId) ? "failed" : "sent",
        reason: failed.get(deliveryId) ?? null,
      })),
    };
  }
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
export function settleReconciled(found: Reconciled, canRetry: boolean): Settlement {
  const deliveries = found
    .filter((one) => one.outcome !== "undecided")
    .map(({ deliveryId, outcome }) => {
      if (outcome !== "not-sent")
        return { deliveryId, state: outcome as DeliveryState, reason: outcome === "failed" ? "platform-failed" : null };
      return { deliveryId, state: (canRetry ? "planned" : "expired") as DeliveryState, reason: null };
    });
  if (found.some((one) => one.outcome === "undecided"))
    return { dispatch: "unknown", deliveries: deliveries.filter((one) => one.state !== "planned"), failure: "undecided" };
  return { dispatch: deliveries.some((one) => one.state === "planned") ? "planned" : "done", deliveries };
}
