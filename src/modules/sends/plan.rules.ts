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
  /** An account on the platform carries messages into it. */
  hasAccount: boolean;
  /** Sends the platform's own cap leaves this group in the period of this one; null where there is none. */
  platformLeft: number | null;
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
  const lack = lackOf(target, capabilities);
  if (lack) return { verdict: "leave-out", reason: lack };
  if (isQuiet(minuteOfDay, rules)) return { verdict: "leave-out", reason: "quiet-hours" };
  const cap = capReached(target, capabilities, rules);
  return cap ? { verdict: "over-cap", reason: cap } : { verdict: "send" };
}

/** The cap that leaves no room: the channel's, the brand's, the platform's own. */
function capReached(
  { sendsThatDay, platformLeft }: PlanTarget,
  capabilities: Capabilities,
  rules: PlanRules,
): "channel-day-cap" | "group-day-cap" | "platform-cap" | null {
  if (capabilities.groupSendsPerDay !== null && sendsThatDay >= capabilities.groupSendsPerDay) return "channel-day-cap";
  if (sendsThatDay >= rules.groupSendsPerDay) return "group-day-cap";
  return platformLeft !== null && platformLeft <= 0 ? "platform-cap" : null;
}

/** Who is missing to carry it: on a platform of its own the account, else the colleague who taps. */
function lackOf(target: PlanTarget, capabilities: Capabilities): "no-account" | "no-owner" | null {
  if (capabilities.confirmedOnPlatform) return target.hasAccount ? null : "no-account";
  return capabilities.confirmedByPerson && !target.hasOwner ? "no-owner" : null;
}

export interface Carrier {
  channel: string;
  accountId: string | null;
  assigneeId: string | null;
  maxTargets: number;
  /** What tells its words from those of others, where a call carries one body; the same for all elsewhere. */
  wording: string;
}

/** Puts targets with the same carrier together, as many in one call as the channel takes. */
export function groupIntoDispatches<T>(targets: readonly { target: T; carrier: Carrier }[]): { carrier: Carrier; targets: T[] }[] {
  const open = new Map<string, { carrier: Carrier; targets: T[] }>();
  const dispatches: { carrier: Carrier; targets: T[] }[] = [];
  for (const { target, carrier } of targets) {
    const key = `${carrier.channel}|${carrier.accountId ?? ""}|${carrier.assigneeId ?? ""}|${carrier.wording}`;
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

/** Targets with the same body together, in the order of their first. */
export function splitByBody<T extends { body: unknown }>(targets: readonly T[]): T[][] {
  return [...Map.groupBy(targets, (target) => JSON.stringify(target.body)).values()];
}
