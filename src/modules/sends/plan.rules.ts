import type { Capabilities } from "../../channels/channel.ts";
import type { LeaveOutReason } from "./sends.contract.ts";

/** How long an ad-hoc send waits, so that it can be taken back. */
export const UNDO_MS = 10_000;

/** How long a person has at least from when a send comes into his queue: what is sent at once is not late at once. */
const HANDLING_MS = 10 * 60_000;

/** When a person's part is due: at its time, or when he could have done it; never after it has run out. */
export function dueForPerson(dueMs: number, handedOverMs: number, expiresMs: number): number {
  return Math.min(expiresMs, Math.max(dueMs, handedOverMs + HANDLING_MS));
}

export interface PlanTarget {
  status: "planned" | "active" | "closed";
  /** Undefined where the product carries no such channel. */
  capabilities: Capabilities | undefined;
  hasOwner: boolean;
  /** Sends this group has got or will get on the local day of this one, cancelled and left-out ones not counted. */
  sendsThatDay: number;
}

export interface PlanRules {
  /** Sends a group may get in one local day. */
  groupSendsPerDay: number;
  /** Minutes of the local day between which nothing is sent; may pass midnight. Equal: no quiet hours. */
  quietFromMinute: number;
  quietToMinute: number;
}

export type TargetVerdict =
  | { verdict: "send" }
  | { verdict: "leave-out"; reason: LeaveOutReason }
  | { verdict: "over-cap"; reason: LeaveOutReason };

export function isQuiet(minuteOfDay: number, rules: Pick<PlanRules, "quietFromMinute" | "quietToMinute">): boolean {
  const { quietFromMinute: from, quietToMinute: to } = rules;
  if (from === to) return false;
  return from < to ? minuteOfDay >= from && minuteOfDay < to : minuteOfDay >= from || minuteOfDay < to;
}

/** Whether one group gets one send at a minute of its local day. The same answer for a preview, a dry run and the run. */
export function planTarget(target: PlanTarget, format: "text" | "image" | "link", minuteOfDay: number, rules: PlanRules): TargetVerdict {
  const { capabilities } = target;
  if (target.status !== "active") return { verdict: "leave-out", reason: `group-${target.status}` };
  if (!capabilities) return { verdict: "leave-out", reason: "no-channel" };
  if (!capabilities.formats.includes(format)) return { verdict: "leave-out", reason: "format" };
  if (capabilities.confirmedByPerson && !target.hasOwner) return { verdict: "leave-out", reason: "no-owner" };
  if (isQuiet(minuteOfDay, rules)) return { verdict: "leave-out", reason: "quiet-hours" };
  if (capabilities.groupSendsPerDay !== null && target.sendsThatDay >= capabilities.groupSendsPerDay)
    return { verdict: "over-cap", reason: "channel-day-cap" };
  if (target.sendsThatDay >= rules.groupSendsPerDay) return { verdict: "over-cap", reason: "group-day-cap" };
  return { verdict: "send" };
}

export interface Carrier {
  channel: string;
  accountId: string | null;
  assigneeId: string | null;
  maxTargets: number;
}

/** Puts targets with the same carrier together, as many in one call as the channel takes. */
export function groupIntoDispatches<T>(targets: readonly { target: T; carrier: Carrier }[]): { carrier: Carrier; targets: T[] }[] {
  const open = new Map<string, { carrier: Carrier; targets: T[] }>();
  const dispatches: { carrier: Carrier; targets: T[] }[] = [];
  for (const { target, carrier } of targets) {
    const key = `${carrier.channel}|${carrier.accountId ?? ""}|${carrier.assigneeId ?? ""}`;
    let dispatch = open.get(key);
    if (!dispatch || dispatch.targets.length >= carrier.maxTargets) {
      dispatch = { carrier, targets: [] };
      open.set(key, dispatch);
      dispatches.push(dispatch);
    }
    dispatch.targets.push(target);
  }
  return dispatches;
}
