import type { Followed } from "../../channels/channel.ts";
import type { DeliveryState } from "./sends.contract.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** How soon a platform is asked first what became of a dispatch it took. */
export const FIRST_ASK_MS = 15_000;
const SELDOM_MS = 10 * MINUTE_MS;
/** How long after its time a dispatch that cannot be stopped is still asked about. */
const GIVE_UP_MS = 7 * DAY_MS;

/** Often at first, when most people confirm, then ever more seldom. */
export function nextAskMs(handedAtMs: number, nowMs: number): number {
  return nowMs + Math.min(SELDOM_MS, Math.max(FIRST_ASK_MS, (nowMs - handedAtMs) / 4));
}

const REMIND_BEFORE_MS = 30 * MINUTE_MS;
/** Between two reminders of one person. */
const REMIND_GAP_MS = 10 * MINUTE_MS;

/** When a person is reminded by itself: half an hour before it runs out, half-way where there is less than an hour. */
export function autoRemindAtMs(handedAtMs: number, expiresAtMs: number): number {
  return Math.max(expiresAtMs - REMIND_BEFORE_MS, handedAtMs + (expiresAtMs - handedAtMs) / 2);
}

export type RemindVerdict = { verdict: "remind" } | { verdict: "refuse"; reason: "too-often" | "just-reminded" };

/** Whether a person may be reminded now: so many times in 24 hours, and not twice in ten minutes. */
export function decideRemind(remindedAtMs: readonly number[], perDay: number, nowMs: number): RemindVerdict {
  const recent = remindedAtMs.filter((at) => at > nowMs - DAY_MS);
  if (recent.length >= perDay) return { verdict: "refuse", reason: "too-often" };
  if (recent.some((at) => at > nowMs - REMIND_GAP_MS)) return { verdict: "refuse", reason: "just-reminded" };
  return { verdict: "remind" };
}

/** Why a dispatch ends before its person has confirmed it. */
export type Stop = "cancelled" | "skipped" | "paused" | "expired";

export interface FollowFacts {
  sendState: string;
  /** Its person said he will not send it. */
  isSkipped: boolean;
  expiresAtMs: number;
}

export function stopOf({ sendState, isSkipped, expiresAtMs }: FollowFacts, nowMs: number): Stop | null {
  if (sendState === "cancelled") return "cancelled";
  if (isSkipped) return "skipped";
  if (expiresAtMs <= nowMs) return "expired";
  return sendState === "paused" ? "paused" : null;
}

/** True when a dispatch that the platform will not stop is no longer asked about. */
export const isGivenUp = (expiresAtMs: number, nowMs: number) => nowMs > expiresAtMs + GIVE_UP_MS;

export interface FollowedDelivery {
  deliveryId: string;
  state: DeliveryState;
  reason: string | null;
  atMs: number | null;
}

export interface FollowSettlement {
  deliveries: FollowedDelivery[];
  /** What becomes of the dispatch; null: it waits on. */
  dispatch: "done" | "cancelled" | "expired" | "planned" | null;
}

const restBy: Record<Stop, { state: DeliveryState; reason: string | null; dispatch: "cancelled" | "expired" | "planned" }> = {
  cancelled: { state: "cancelled", reason: null, dispatch: "cancelled" },
  skipped: { state: "cancelled", reason: "skipped-by-person", dispatch: "cancelled" },
  expired: { state: "expired", reason: null, dispatch: "expired" },
  paused: { state: "planned", reason: null, dispatch: "planned" },
};

/** What the platform's word means for the deliveries that still wait; `isStopped`: nobody can confirm it any more. */
export function settleFollowed(
  told: Extract<Followed, { verdict: "told" }>,
  waiting: readonly string[],
  stop: Stop | null,
  isStopped: boolean,
): FollowSettlement {
  const open = new Set(waiting);
  const deliveries = told.targets
    .filter((one) => open.delete(one.deliveryId))
    .map(({ deliveryId, outcome, reason, atMs }): FollowedDelivery => ({
      deliveryId,
      state: outcome,
      reason: outcome === "sent" ? null : (reason ?? (outcome === "over-cap" ? "platform-cap" : "platform-failed")),
      atMs: atMs ?? null,
    }));
  const rest = (state: DeliveryState, reason: string | null) =>
    [...open].map((deliveryId): FollowedDelivery => ({ deliveryId, state, reason, atMs: null }));
  if (open.size === 0) return { deliveries, dispatch: "done" };
  if (told.isOver) return { deliveries: [...deliveries, ...rest("left-out", "platform-left-out")], dispatch: "done" };
  if (!stop || !isStopped) return { deliveries, dispatch: null };
  const { state, reason, dispatch } = restBy[stop];
  return { deliveries: [...deliveries, ...rest(state, reason)], dispatch };
}
