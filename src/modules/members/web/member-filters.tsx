import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { brandSlug, useEndpoint } from "../../../web/api.ts";
import { Button } from "../../../web/ui/button.tsx";
import { FilterChip, type Option } from "../../../web/ui/filter-chip.tsx";
import { SearchInput } from "../../../web/ui/search-input.tsx";
import { toast } from "../../../web/ui/toast.tsx";
import { useWindowWidth } from "../../../web/ui/use-window-width.ts";
import { listOrgUnitsEndpoint } from "../../brands/brands.contract.ts";
import { listGroupsEndpoint } from "../../groups/group-list.contract.ts";
import { MEMBERS_CSV_PATH } from "../privacy.contract.ts";
import { listTagsEndpoint } from "../tags.contract.ts";
import { type ConditionName, conditionNames as names, joinedDays, type MemberFilterState } from "./member-filter.ts";

const levels = { headquarters: 0, city: 1, district: 2, grid: 3 };

interface Props {
  filter: MemberFilterState;
  columns: ReactNode;
  canExport: boolean;
  /** Beside an open drawer there is room for the conditions in force and the first ones. */
  isNarrow: boolean;
}

/** Search, conditions, columns and export of the list. */
export function MemberFilters({ filter, columns, canExport, isNarrow }: Props) {
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
        (orgs.data?.items ?? []).map((unit) => ({ value: unit.id, label: "　".repeat(levels[unit.level]) + unit.name })),
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
      {canExport ? <ExportButton filter={filter} /> : null}
    </div>
  );
}

/** The browser keeps the file while the server writes it; the list may be longer than memory. */
function ExportButton({ filter }: { filter: MemberFilterState }) {
  const { t } = useTranslation("members");
  const start = () => {
    const query = new URLSearchParams(
      Object.entries(filter.ask).filter((pair): pair is [string, string] => typeof pair[1] === "string" && pair[1] !== ""),
    );
    const link = document.createElement("a");
    link.href = `/api/v1/b/${brandSlug()}${MEMBERS_CSV_PATH}?${query.toString()}`;
    link.download = "";
    link.click();
    toast(t("exported"));
  };
  return (
    <Button kind="quiet" size="s" icon="download" onClick={start}>
      {t("export")}
    </Button>
  );
}
