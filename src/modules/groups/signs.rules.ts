import { type GroupListItem, NEARLY_FULL_SHARE } from "./group-list.contract.ts";

export interface Sign {
  kind: "planned" | "full" | "dying" | "silent" | "ownerAway" | "ownerless" | "closed";
  tone: "bad" | "warn" | "info" | "plain";
  /** Whole days without a message, of a silent group. */
  days: number;
}

type Signed = Pick<GroupListItem, "status" | "dying" | "owner" | "memberCount" | "capacity" | "lastMessageAt">;

const DAY_MS = 86_400_000;
/** A11: dying where no member spoke for so long. */
const SILENT_DAYS = 7;

/** The worst of what there is to say of a group: silence, cooling, nobody in charge, hardly a seat left. */
export function worstSign(group: Signed, nowMs: number): Sign | null {
  const sign = (kind: Sign["kind"], tone: Sign["tone"], days = 0): Sign => ({ kind, tone, days });
  if (group.status === "closed") return sign("closed", "plain");
  if (group.status === "planned") return sign("planned", "plain");
  const silentDays = group.lastMessageAt ? Math.floor((nowMs - Date.parse(group.lastMessageAt)) / DAY_MS) : 0;
  if (silentDays >= SILENT_DAYS) return sign("silent", "bad", silentDays);
  if (group.dying) return sign("dying", "bad");
  if (group.owner === null) return sign("ownerless", "warn");
  if (group.owner.status !== "active") return sign("ownerAway", "warn");
  return group.memberCount >= NEARLY_FULL_SHARE * group.capacity ? sign("full", "info") : null;
}
