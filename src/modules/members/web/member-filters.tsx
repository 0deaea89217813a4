import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { useEndpoint } from "../../../web/api.ts";
import { FilterChip, type Option } from "../../../web/ui/filter-chip.tsx";
import { SearchInput } from "../../../web/ui/search-input.tsx";
import { useWindowWidth } from "../../../web/ui/use-window-width.ts";
import { listOrgUnitsEndpoint } from "../../brands/brands.contract.ts";
import { useGroupSearch } from "../../groups/web/use-group-search.ts";
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
  const tags = useEndpoint(listTagsEndpoint, { counted: "false" });
  const isSmall = useWindowWidth() < 1400;
  const room: readonly ConditionName[] = isNarrow ? (isSmall ? ["tagId"] : ["tagId", "orgId", "groupId"]) : names;
  const isShown = (name: ConditionName) => room.includes(name) || filter.list(name).length > 0;
  const chip = (name: ConditionName, label: string, options: Option[]) =>
    isShown(name) ? (
      <FilterChip key={name} name={label} options={options} value={filter.list(name)} onChange={(value) => filter.set({ [name]: value })} />
    ) : null;
  return (
    <div className="filters">
      <SearchInput value={filter.q} onSearch={(q) => filter.set({ q })} placeholder={t("search")} width={224} />
      {chip(
        "tagId",
        t("filter.tag"),
        (tags.data?.items ?? []).map((tag) => ({ value: tag.id, label: tag.name })),
      )}
      {chip(
        "orgId",
        t("filter.org"),
        (orgs.data?.items ?? []).map((unit) => ({ value: unit.id, label: "\u3000".repeat(levels[unit.level]) + unit.name })),
      )}
      {isShown("groupId") ? <GroupChip value={filter.list("groupId")} onChange={(groupId) => filter.set({ groupId })} /> : null}
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

/** Groups are looked for when somebody opens it. */
function GroupChip({ value, onChange }: { value: string[]; onChange: (value: string[]) => void }) {
  const { t } = useTranslation("members");
  const [q, setQ] = useState<string | null>(null);
  const groups = useGroupSearch(q ?? "", { chosen: value[0], enabled: q !== null });
  const options = groups.map((group) => ({ value: group.id, label: group.name, note: String(group.memberCount) }));
  return <FilterChip name={t("filter.group")} options={options} value={value} onChange={onChange} onSearch={setQ} />;
}
