import type { TFunction } from "i18next";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useCursorPages } from "../../../web/api.ts";
import { CursorPager } from "../../../web/ui/bulk-bar.tsx";
import { Button } from "../../../web/ui/button.tsx";
import { Chip, type Tone } from "../../../web/ui/chip.tsx";
import { type Column, DataTable, TwoLines } from "../../../web/ui/data-table.tsx";
import { FilterChip } from "../../../web/ui/filter-chip.tsx";
import { Loaded } from "../../../web/ui/loaded.tsx";
import { SearchInput } from "../../../web/ui/search-input.tsx";
import { RowsSkeleton } from "../../../web/ui/skeleton.tsx";
import { EmptyState, NoResult } from "../../../web/ui/states.tsx";
import { type UrlState, useUrlState } from "../../../web/ui/use-url-state.ts";
import { Time } from "../../../web/ui/zone.tsx";
import { ExportButton } from "../../exports/web/export-button.tsx";
import { useListView } from "../../views/web/use-list-view.tsx";
import { type ApiKey, KeyState, keyStates, listKeysEndpoint } from "../keys.contract.ts";
import { IntegrationsFrame } from "./integrations-frame.tsx";
import { KeyDrawer } from "./key-drawer.tsx";
import { NewKeyDrawer } from "./new-key-drawer.tsx";
import { useWhen } from "./use-when.ts";

type Words = TFunction<"integrations">;

export const keyTones: Record<KeyState, Tone> = { active: "good", expired: "warn", revoked: "plain" };

function keyColumns(t: Words, when: (at: string) => string): Column<ApiKey>[] {
  return [
    {
      key: "name",
      title: t("keys.name"),
      cell: (one) => <TwoLines title={one.name} note={<code className="ig-code">{one.prefix}…</code>} />,
    },
    {
      key: "state",
      title: t("keys.state"),
      width: 104,
      cell: (one) => <Chip tone={keyTones[one.state]}>{t(`keys.states.${one.state}`)}</Chip>,
    },
    { key: "org", title: t("keys.org"), from: 900, cell: (one) => (one.isWholeBrand ? t("wholeBrand") : one.orgName || "—") },
    {
      key: "permissions",
      title: t("keys.permissions"),
      from: 1200,
      width: 104,
      cell: (one) => t("keys.permissionsCount", { count: one.permissions.length }),
    },
    {
      key: "used",
      title: t("keys.lastUsed"),
      from: 640,
      cell: (one) =>
        one.lastUsedAt ? (
          <TwoLines title={when(one.lastUsedAt)} note={t("keys.from", { address: one.lastUsedFrom })} />
        ) : (
          <span className="mut">{t("keys.neverUsed")}</span>
        ),
    },
    {
      key: "expires",
      title: t("keys.expires"),
      from: 1040,
      cell: (one) => (one.expiresAt ? <Time at={one.expiresAt} /> : <span className="mut">{t("keys.expiresNever")}</span>),
    },
  ];
}

/** 设置 → 接口 → 密钥: what lets other systems in, how far, and when each was last used. */
export function KeysPage() {
  const { t } = useTranslation("integrations");
  const url = useUrlState();
  const when = useWhen();
  const [making, setMaking] = useState(false);
  const state = KeyState.safeParse(url.get("state")).data;
  const ask = { q: url.get("q") || undefined, state };
  const { query, pager } = useCursorPages(listKeysEndpoint, { ...ask, limit: 50 });
  const { columns, tools } = useListView("keys", { columns: keyColumns(t, when), conditions: ["q", "state"] });
  const open = query.data?.items.find((one) => one.id === url.get("id"));
  return (
    <IntegrationsFrame
      part="keys"
      actions={
        <Button kind="primary" size="s" icon="plus" onClick={() => setMaking(true)}>
          {t("keys.add")}
        </Button>
      }
      filters={
        <>
          <SearchInput value={url.get("q")} onSearch={(q) => url.set({ q })} placeholder={t("keys.search")} />
          <FilterChip
            name={t("keys.state")}
            options={keyStates.map((value) => ({ value, label: t(`keys.states.${value}`) }))}
            value={url.list("state")}
            onChange={(value) => url.set({ state: value })}
          />
          <span className="sp" />
          {tools}
          <ExportButton list="api-keys" filter={ask} columns={columns} />
        </>
      }
    >
      <Loaded
        query={query}
        what={t("keys.what")}
        skeleton={<RowsSkeleton edge rows={6} />}
        empty={(page) => (page.items.length === 0 ? <NoKeys url={url} onMake={() => setMaking(true)} /> : null)}
      >
        {(page) => (
          <DataTable
            label={t("keys.what")}
            columns={columns}
            rows={page.items}
            rowKey={(one) => one.id}
            stickyTop={97}
            currentKey={open?.id}
            stale={query.isPlaceholderData}
            onOpen={(one) => url.set({ id: one.id })}
          />
        )}
      </Loaded>
      <CursorPager pager={pager} />
      {open && !making ? <KeyDrawer key={open.id} apiKey={open} onClose={() => url.clear("id")} /> : null}
      {making ? <NewKeyDrawer onClose={() => setMaking(false)} /> : null}
    </IntegrationsFrame>
  );
}

function NoKeys({ url, onMake }: { url: UrlState; onMake: () => void }) {
  const { t } = useTranslation("integrations");
  if (url.get("q") || url.get("state"))
    return <NoResult what={t("keys.what")} text={t("keys.noResultText")} onClear={() => url.clear("q", "state")} />;
  return (
    <EmptyState
      title={t("keys.emptyTitle")}
      text={t("keys.emptyText")}
      steps={[
        { title: t("keys.steps.make"), text: t("keys.steps.makeText") },
        { title: t("keys.steps.read"), text: t("keys.steps.readText") },
        { title: t("keys.steps.look"), text: t("keys.steps.lookText") },
      ]}
      actions={
        <Button kind="primary" icon="plus" onClick={onMake}>
          {t("keys.add")}
        </Button>
      }
    />
  );
}
