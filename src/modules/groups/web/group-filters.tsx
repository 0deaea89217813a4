import { Dropdown } from "antd";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useEndpoint } from "../../../web/api.ts";
import { Button } from "../../../web/ui/button.tsx";
import { FilterChip, type Option } from "../../../web/ui/filter-chip.tsx";
import { SearchInput } from "../../../web/ui/search-input.tsx";
import { listOrgUnitsEndpoint } from "../../brands/brands.contract.ts";
import { listBlueprintsEndpoint } from "../blueprints.contract.ts";
import { healthBands } from "../group-list.contract.ts";
import { groupStatuses } from "../groups.contract.ts";
import { groupChannels, positionings } from "../profile.contract.ts";
import { listWorkloadsEndpoint } from "../roster.contract.ts";
import type { GroupFilterState } from "./group-filter.ts";
import { orgOptions } from "./org-options.ts";

const sorts = ["code", "health", "-interaction", "cooled", "-members", "-fill", "-paid", "-created", "spoke"] as const;

/** Search, conditions, order, columns and export of the list. */
export function GroupFilters({ filter, columns, exporting }: { filter: GroupFilterState; columns: ReactNode; exporting: ReactNode }) {
  const { t } = useTranslation("groups");
  const orgs = useEndpoint(listOrgUnitsEndpoint, {});
  const staff = useEndpoint(listWorkloadsEndpoint, {});
  const blueprints = useEndpoint(listBlueprintsEndpoint, {});
  const chip = (
    name: "orgId" | "positioning" | "stage" | "health" | "channel" | "ownerId" | "blueprintId" | "status",
    label: string,
    options: Option[],
    multiple = true,
  ) => (
    <FilterChip
      key={name}
      name={label}
      options={options}
      multiple={multiple}
      value={filter.list(name)}
      onChange={(value) => filter.set({ [name]: value })}
    />
  );
  return (
    <div className="filters">
      <SearchInput value={filter.q} onSearch={(q) => filter.set({ q })} placeholder={t("list.search")} />
      {chip("orgId", t("list.filter.org"), orgOptions(orgs.data?.items ?? []), false)}
      {chip(
        "positioning",
        t("list.filter.positioning"),
        positionings.map((value) => ({ value, label: t(`positioning.${value}`) })),
      )}
      {chip(
        "stage",
        t("list.filter.stage"),
        (["1", "2", "3", "4", "5"] as const).map((value) => ({ value, label: t(`stage.${value}`) })),
      )}
      {chip(
        "health",
        t("list.filter.health"),
        healthBands.map((value) => ({ value, label: t(`health.${value}`) })),
      )}
      {chip(
        "channel",
        t("list.filter.channel"),
        groupChannels.map((value) => ({ value, label: t(`channel.${value}`) })),
      )}
      {chip(
        "ownerId",
        t("list.filter.owner"),
        (staff.data?.items ?? []).map((one) => ({ value: one.staffId, label: one.name, note: String(one.groups) })),
        false,
      )}
      {chip(
        "blueprintId",
        t("list.filter.blueprint"),
        (blueprints.data?.items ?? []).map((one) => ({ value: one.id, label: one.name, note: String(one.groups) })),
        false,
      )}
      {chip(
        "status",
        t("list.filter.status"),
        groupStatuses.map((value) => ({ value, label: t(`status.${value}`) })),
      )}
      <span className="sp" />
      <SortMenu filter={filter} />
      {columns}
      {exporting}
    </div>
  );
}

function SortMenu({ filter }: { filter: GroupFilterState }) {
  const { t } = useTranslation("groups");
  const known = sorts.find((name) => name === filter.sort);
  const items = sorts.map((name) => ({
    key: name,
    label: t(`list.sort.${name}`),
    onClick: () => filter.set({ sort: name === "code" ? "" : name }),
  }));
  return (
    <Dropdown menu={{ items, selectable: true, selectedKeys: known ? [known] : [] }} trigger={["click"]} placement="bottomRight">
      <Button kind="quiet" size="s" icon="upDown">
        {t(`list.sorted.${known ?? "code"}`)}
      </Button>
    </Dropdown>
  );
}
