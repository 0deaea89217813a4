import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useEndpoint } from "../../../web/api.ts";
import { FilterChip, type Option } from "../../../web/ui/filter-chip.tsx";
import { SearchInput } from "../../../web/ui/search-input.tsx";
import { useWindowWidth } from "../../../web/ui/use-window-width.ts";
import { listOrgUnitsEndpoint } from "../../brands/brands.contract.ts";
import { listGroupsEndpoint } from "../../groups/group-list.contract.ts";
import { listTagsEndpoint } from "../tags.contract.ts";
import { type ConditionName, conditionNames as names, joinedDays, type MemberFilterState } from "./member-filter.ts";

const levels = { headquarters: 0, city: 1, district: 2, grid: 3 };

interface Props {
  filter: MemberFilterState;
  columns: ReactNode;
  exporting: ReactNode;
  /** Beside an open drawer there is room for the conditions in force and the first ones. */
  isNarrow: boolean;
}

/** Search, conditions, columns and export of the list. */
export function MemberFilters({ filter, columns, exporting, isNarrow }: Props) {
  const { t } = useTranslation("members");
  const orgs = useEndpoint(listOrgUnitsEndpoint, {});
  const tags = useEndpoint(listTagsEndpoint, {});
  const groups = useEndpoint(listGroupsEndpoint, { limit: 200 });
  const isSmall = useWindowWidth() < 1400;
  const room: readonly ConditionName[] = isNarrow ? (isSmall ? ["tagId"] : ["tagId", "orgId", "groupId"]) : names;
  const chip = (name: ConditionName, label: string, options: Option[]) =>
    !room.includes(name) && filter.list(name).length === 0 ? null : (
      <FilterChip key={name} name={label} options={options} value={filter.list(name)} onChange={(value) => filter.set({ [name]: value })} />
    );
  return (
    <div className="filters">
      <SearchInput value={filter.q} onSearch={(q) => filter.set({ q })} placeholder={t("search")} width={224} />
      {chip(
        "tagId",
        t("filter.tag"),
        (tags.data?.items ?? []).map((tag) => ({ value: tag.id, label: tag.name, note: String(tag.members) })),
      )}
      {chip(
        "orgId",
        t("filter.org"),
        (orgs.data?.items ?? []).map((unit) => ({ value: unit.id, label: "\u3000".repeat(levels[unit.level]) + unit.name })),
      )}
      {chip(
        "groupId",
        t("filter.group"),
        (groups.data?.items ?? []).map((group) => ({ value: group.id, label: group.name, note: String(group.memberCount) })),
      )}
      {chip(
        "joined",
        t("filter.joined"),
        joinedDays.map((value) => ({ value, label: t(`joinedIn.${value}`) })),
      )}
      {chip(
        "marketing",
        t("filter.marketing"),
        (["yes", "no"] as const).map((value) => ({ value, label: t(`marketing.${value}`) })),
      )}
      <span className="sp" />
      {columns}
      {exporting}
    </div>
  );
}
