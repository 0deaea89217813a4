import { useEndpoint } from "../../../web/api.ts";
import { formatDay } from "../../../web/ui/format-time.ts";
import { useUrlState } from "../../../web/ui/use-url-state.ts";
import { listOrgUnitsEndpoint } from "../../brands/brands.contract.ts";
import { listBlueprintsEndpoint } from "../../groups/blueprints.contract.ts";
import { listGroupsEndpoint } from "../../groups/group-list.contract.ts";
import { showGroupEndpoint } from "../../groups/groups.contract.ts";
import { daysIn, shiftDay } from "./periods.ts";

export const versusKinds = ["group", "blueprint", "org", "period"] as const;
export type VersusKind = (typeof versusKinds)[number];

export interface Period {
  from: string;
  to: string;
}

/** One side of a comparison: a scope over a period, and what it is called. */
export interface Side {
  scope: string;
  period: Period;
  name: string;
}

export interface Choice {
  id: string;
  name: string;
}

const isDay = (text: string) => /^\d{4}-\d{2}-\d{2}$/.test(text);

/** What is compared, kept in the address: `by`, and `a` and `b` or the second period's two days. */
export function useVersus(scope: string, period: Period) {
  const url = useUrlState();
  const by = versusKinds.find((one) => one === url.get("by")) ?? "group";
  const choices = useChoices(by);
  const pick = (name: "a" | "b", at: number) =>
    choices.find((one) => one.id === url.get(name))?.id ?? (url.get(name) || choices[at]?.id || "");
  const ids = [pick("a", 0), pick("b", 1)] as const;
  const names = useNames(by, ids, choices);
  const length = daysIn(period.from, period.to);
  const before = { from: shiftDay(period.from, -length), to: shiftDay(period.from, -1) };
  const [bfrom, bto] = [url.get("bfrom"), url.get("bto")];
  const second = isDay(bfrom) && isDay(bto) && bfrom <= bto ? { from: bfrom, to: bto } : before;
  return {
    by,
    ids,
    choices,
    second,
    setBy: (next: VersusKind) => url.set({ by: next === "group" ? "" : next, a: "", b: "", bfrom: "", bto: "" }),
    setId: (name: "a" | "b", id: string) => url.set({ a: ids[0], b: ids[1], [name]: id }),
    setSecond: (next: Period) => url.set({ bfrom: next.from, bto: next.to }),
    sides:
      by === "period" ? [ofPeriod(scope, period), ofPeriod(scope, second)] : ids.flatMap((id, n) => ofUnit(by, period, id, names[n] ?? "")),
  };
}

const ofUnit = (by: VersusKind, period: Period, id: string, name: string): Side[] => (id ? [{ scope: `${by}:${id}`, period, name }] : []);
const ofPeriod = (scope: string, period: Period): Side => ({ scope, period, name: `${formatDay(period.from)}–${formatDay(period.to)}` });

/** What both sides are called, also a group that is not among the first of the list. */
function useNames(by: VersusKind, ids: readonly [string, string], choices: readonly Choice[]): string[] {
  const isFar = (id: string) => by === "group" && id !== "" && !choices.some((one) => one.id === id);
  const first = useEndpoint(showGroupEndpoint, { groupId: ids[0] }, { enabled: isFar(ids[0]) }).data;
  const second = useEndpoint(showGroupEndpoint, { groupId: ids[1] }, { enabled: isFar(ids[1]) }).data;
  const known = [...choices, ...[first, second].flatMap((one) => (one ? [{ id: one.id, name: one.name }] : []))];
  return ids.map((id) => known.find((one) => one.id === id)?.name ?? "");
}

/** What may be chosen of a kind; groups are searched for besides. */
function useChoices(by: VersusKind): Choice[] {
  const blueprints = useEndpoint(listBlueprintsEndpoint, { archived: "false" }, { enabled: by === "blueprint" }).data?.items ?? [];
  const units = useEndpoint(listOrgUnitsEndpoint, {}, { enabled: by === "org" }).data?.items ?? [];
  const groups = useEndpoint(listGroupsEndpoint, { status: "active", limit: 2 }, { enabled: by === "group" }).data?.items ?? [];
  if (by === "blueprint") return blueprints.map(({ id, name }) => ({ id, name }));
  if (by === "org") return units.filter((unit) => unit.groups > 0 && unit.parentId !== null).map(({ id, name }) => ({ id, name }));
  return by === "group" ? groups.map(({ id, name }) => ({ id, name })) : [];
}
