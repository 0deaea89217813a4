import { useTranslation } from "react-i18next";
import type { AskOf } from "../../../lib/define.ts";
import { useUrlState } from "../../../web/ui/use-url-state.ts";
import { groupSorts, groupTabs, type GroupSort, type GroupTab, type summarizeGroupsEndpoint } from "../group-list.contract.ts";

export const filterNames = ["orgId", "positioning", "stage", "health", "channel", "ownerId", "blueprintId", "status", "stampId"] as const;
/** Names of the address that a saved view keeps. */
export const addressNames = ["q", "tab", "sort", ...filterNames];
export type FilterName = (typeof filterNames)[number];

export type SignedSort = GroupSort | `-${GroupSort}`;

const isSort = (text: string): text is SignedSort => groupSorts.some((name) => name === text.replace(/^-/, ""));
const isTab = (text: string): text is GroupTab => groupTabs.some((name) => name === text);
const labels: Record<FilterName, "org" | "positioning" | "stage" | "health" | "channel" | "owner" | "blueprint" | "status" | "stamp"> = {
  orgId: "org",
  positioning: "positioning",
  stage: "stage",
  health: "health",
  channel: "channel",
  ownerId: "owner",
  blueprintId: "blueprint",
  status: "status",
  stampId: "stamp",
};

export interface GroupFilterState {
  ask: AskOf<typeof summarizeGroupsEndpoint>;
  tab: GroupTab;
  sort: SignedSort;
  q: string;
  /** Something narrows the list. */
  isAny: boolean;
  list: (name: FilterName) => string[];
  set: (changes: Record<string, string | readonly string[] | undefined>) => void;
  clear: () => void;
  conditions: { name: string; drop: () => void }[];
}

/** The conditions of the list, as the address has them. */
export function useGroupFilter(): GroupFilterState {
  const { t } = useTranslation("groups");
  const url = useUrlState();
  const one = (name: string) => url.get(name) || undefined;
  const [tab, sort, q] = [url.get("tab"), url.get("sort"), url.get("q")];
  const inForce = filterNames.filter((name) => url.get(name) !== "");
  return {
    ask: {
      q: q || undefined,
      tab: isTab(tab) ? tab : "all",
      orgId: one("orgId"),
      ownerId: one("ownerId"),
      blueprintId: one("blueprintId"),
      stampId: one("stampId"),
      positioning: one("positioning"),
      channel: one("channel"),
      stage: one("stage"),
      health: one("health"),
      status: one("status"),
    },
    tab: isTab(tab) ? tab : "all",
    sort: isSort(sort) ? sort : "code",
    q,
    isAny: q !== "" || inForce.length > 0 || (isTab(tab) && tab !== "all"),
    list: url.list,
    set: url.set,
    clear: () => url.clear("q", "tab", "v", ...filterNames),
    conditions: [
      ...inForce.map((name) => ({ name: t(`list.filter.${labels[name]}`), drop: () => url.clear(name) })),
      ...(q ? [{ name: q, drop: () => url.clear("q") }] : []),
    ],
  };
}
