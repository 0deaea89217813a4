import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { useCursorPages, useEndpoint } from "../../../web/api.ts";
import { useBrand } from "../../../web/brand.tsx";
import { CursorPager } from "../../../web/ui/bulk-bar.tsx";
import { Button } from "../../../web/ui/button.tsx";
import { DataTable } from "../../../web/ui/data-table.tsx";
import { FilterChip } from "../../../web/ui/filter-chip.tsx";
import { Loaded } from "../../../web/ui/loaded.tsx";
import { SearchInput } from "../../../web/ui/search-input.tsx";
import { RowsSkeleton } from "../../../web/ui/skeleton.tsx";
import { NoResult } from "../../../web/ui/states.tsx";
import { type UrlState, useUrlState } from "../../../web/ui/use-url-state.ts";
import { ExportButton } from "../../exports/web/export-button.tsx";
import {
  listOrgUnitsEndpoint,
  listStaffEndpoint,
  readBrandSettingsEndpoint,
  Role,
  roles,
  StaffMember,
  staffStates,
} from "../brands.contract.ts";
import { useListView } from "../../views/web/use-list-view.tsx";
import { orgLines } from "../org-tree.rules.ts";
import { InviteDrawer } from "./invite-drawer.tsx";
import { OpenInvites } from "./open-invites.tsx";
import { SettingsFrame } from "./settings-frame.tsx";
import { staffColumns } from "./staff-columns.tsx";
import { StaffDrawer } from "./staff-drawer.tsx";

/** 同事: who works for the brand, with what roles, where, and with how many groups. */
export function StaffPage() {
  const { t } = useTranslation(["settings", "shell"]);
  const brand = useBrand();
  const url = useUrlState();
  const [inviting, setInviting] = useState(false);
  const mayManage = brand.can("brands.staff");
  const limits = useEndpoint(readBrandSettingsEndpoint, {});
  const role = Role.safeParse(url.get("role")).data;
  const status = StaffMember.shape.status.safeParse(url.get("state")).data;
  const ask = { q: url.get("q") || undefined, role, orgId: url.get("org") || undefined, status, limit: 50 };
  const { query, pager } = useCursorPages(listStaffEndpoint, ask);
  const all = staffColumns(t, limits.data);
  const { columns, tools } = useListView("staff", { columns: all, conditions: ["q", "role", "org", "state"] });
  const open = query.data?.items.find((one) => one.id === url.get("id"));
  return (
    <SettingsFrame
      section="staff"
      actions={
        mayManage ? (
          <Button kind="primary" size="s" icon="memberAdd" onClick={() => setInviting(true)}>
            {t("settings:staff.invite")}
          </Button>
        ) : null
      }
    >
      {mayManage ? <OpenInvites /> : null}
      <StaffFilters
        url={url}
        tools={
          <>
            {tools}
            {mayManage ? <ExportButton list="staff" filter={ask} columns={columns} /> : null}
          </>
        }
      />
      <Loaded
        query={query}
        what={t("settings:staff.what")}
        skeleton={<RowsSkeleton edge rows={10} />}
        empty={(page) =>
          page.items.length === 0 ? (
            <NoResult
              what={t("settings:sections.staff")}
              text={t("settings:staff.noResultText")}
              onClear={() => url.clear("q", "role", "org", "state")}
            />
          ) : null
        }
      >
        {(page) => (
          <DataTable
            label={t("settings:staff.what")}
            columns={columns}
            rows={page.items}
            rowKey={(one) => one.id}
            stickyTop={97}
            currentKey={open?.id}
            stale={query.isPlaceholderData}
            onOpen={mayManage ? (one) => url.set({ id: one.id }) : undefined}
          />
        )}
      </Loaded>
      <CursorPager pager={pager} />
      {open && mayManage ? <StaffDrawer key={open.id} person={open} limits={limits.data} onClose={() => url.clear("id")} /> : null}
      {inviting ? <InviteDrawer onClose={() => setInviting(false)} /> : null}
    </SettingsFrame>
  );
}

function StaffFilters({ url, tools }: { url: UrlState; tools: ReactNode }) {
  const { t } = useTranslation(["settings", "shell"]);
  const units = useEndpoint(listOrgUnitsEndpoint, {});
  const orgs = orgLines(units.data?.items ?? []).map(({ unit, path }) => ({ value: unit.id, label: path, note: String(unit.staff) }));
  return (
    <div className="filters">
      <SearchInput value={url.get("q")} onSearch={(q) => url.set({ q })} placeholder={t("settings:staff.search")} />
      <FilterChip
        name={t("settings:staff.role")}
        options={roles.map((value) => ({ value, label: t(`shell:roles.${value}`) }))}
        value={url.list("role")}
        onChange={(role) => url.set({ role })}
      />
      <FilterChip
        name={t("settings:staff.state")}
        options={staffStates.map((value) => ({ value, label: t(`settings:staff.states.${value}`) }))}
        value={url.list("state")}
        onChange={(state) => url.set({ state })}
      />
      <FilterChip name={t("settings:staff.org")} options={orgs} value={url.list("org")} onChange={(org) => url.set({ org })} />
      <span className="sp" />
      {tools}
    </div>
  );
}
