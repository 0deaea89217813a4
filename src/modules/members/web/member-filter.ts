import { useTranslation } from "react-i18next";
import type { AskOf } from "../../../lib/define.ts";
import { dayOf } from "../../../web/ui/format-time.ts";
import { useUrlState } from "../../../web/ui/use-url-state.ts";
import { useNow, useOffsetMinutes } from "../../../web/ui/zone.tsx";
import type { countMembersEndpoint } from "../members.contract.ts";

export const views = ["all", "fresh", "active", "silent"] as const;
export type View = (typeof views)[number];
export const joinedDays = ["7", "30", "90"] as const;

export const conditionNames = ["tagId", "orgId", "groupId", "marketing", "joined"] as const;
/** Names of the address that a saved view keeps. */
export const addressNames = ["q", "view", "sort", ...conditionNames];
export type ConditionName = (typeof conditionNames)[number];
const labels: Record<ConditionName, "tag" | "org" | "group" | "marketing" | "joined"> = {
  tagId: "tag",
  orgId: "org",
  groupId: "group",
  marketing: "marketing",
  joined: "joined",
};

export type Ask = AskOf<typeof countMembersEndpoint>;

const sorts = ["-joined", "joined", "-active", "active"] as const;
const isView = (text: string): text is View => views.some((view) => view === text);

export interface MemberFilterState {
  view: View;
  q: string;
  /** The conditions under the view. */
  ask: Ask;
  /** The same conditions under another view, for the counts of the tabs. */
  askOf: (view: View) => Ask;
  sort: (typeof sorts)[number];
  isAny: boolean;
  list: (name: ConditionName) => string[];
  set: (changes: Record<string, string | readonly string[] | undefined>) => void;
  clear: () => void;
  conditions: { name: string; drop: () => void }[];
}

/** The conditions of the list, as the address has them. */
export function useMemberFilter(): MemberFilterState {
  const { t } = useTranslation("members");
  const url = useUrlState();
  const offset = useOffsetMinutes();
  const now = useNow(3_600_000);
  const one = (name: string) => url.get(name) || undefined;
  const daysAgo = (days: number) => dayOf(now - days * 86_400_000, offset);
  const joined = Number(url.get("joined")) || 0;
  const marketing = url.get("marketing");
  const base: Ask = {
    q: one("q"),
    tagId: one("tagId"),
    orgId: one("orgId"),
    groupId: one("groupId"),
    marketing: marketing === "yes" || marketing === "no" ? marketing : undefined,
    from: joined > 0 ? daysAgo(joined - 1) : undefined,
  };
  const byView: Record<View, Ask> = {
    all: base,
    fresh: { ...base, from: daysAgo(6) },
    active: { ...base, active: "7d" },
    silent: { ...base, active: "silent30" },
  };
  const asked = url.get("view");
  const view = isView(asked) ? asked : "all";
  const q = url.get("q");
  const inForce = conditionNames.filter((name) => url.get(name) !== "");
  return {
    view,
    q,
    ask: byView[view],
    askOf: (other) => byView[other],
    sort: sorts.find((name) => name === url.get("sort")) ?? "-joined",
    isAny: q !== "" || inForce.length > 0 || view !== "all",
    list: url.list,
    set: url.set,
    clear: () => url.clear("q", "view", "v", ...conditionNames),
    conditions: [
      ...inForce.map((name) => ({ name: t(`filter.${labels[name]}`), drop: () => url.clear(name) })),
      ...(q ? [{ name: q, drop: () => url.clear("q") }] : []),
    ],
  };
}
