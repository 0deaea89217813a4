import { useTranslation } from "react-i18next";
import { useCursorPages, useEndpoint } from "../../../web/api.ts";
import { useBrand } from "../../../web/brand.tsx";
import { Button } from "../../../web/ui/button.tsx";
import { Chip } from "../../../web/ui/chip.tsx";
import { DataTable } from "../../../web/ui/data-table.tsx";
import { formatCount } from "../../../web/ui/format.ts";
import { Loaded } from "../../../web/ui/loaded.tsx";
import { NumberStrip } from "../../../web/ui/number-strip.tsx";
import { Page } from "../../../web/ui/page.tsx";
import { Panel } from "../../../web/ui/panel.tsx";
import { BlockSkeleton } from "../../../web/ui/skeleton.tsx";
import { EmptyState } from "../../../web/ui/states.tsx";
import { useUrlState } from "../../../web/ui/use-url-state.ts";
import { ExportButton } from "../../exports/web/export-button.tsx";
import { DayRange } from "../../orders/web/day-range.tsx";
import { talkGroupsEndpoint, talkGroupSorts as sorts, talkMonthsEndpoint } from "../talk-months.contract.ts";
import { saidColumns } from "./said-columns.tsx";
import { ScopeSelect } from "./scope-select.tsx";
import { TalkGroups } from "./talk-groups.tsx";
import "./page.css";
import "./talk-months.css";

const lastDay = (month: string) => new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5, 7)), 0)).toISOString().slice(0, 10);

/** 每月发言: messages and the people who wrote them, by month and by group, in any years. */
export function TalkMonthsPage() {
  const { t } = useTranslation("talkMonths");
  const url = useUrlState();
  const scope = url.get("scope") || "brand";
  const span = { scope, from: url.get("from") || undefined, to: url.get("to") || undefined };
  const query = useEndpoint(talkMonthsEndpoint, span, { keepLast: true });
  const asked = sorts.find((one) => one === url.get("sort"));
  const groups = useCursorPages(talkGroupsEndpoint, { ...span, sort: asked, limit: 50 });
  const groupName = groups.query.data?.items.find((row) => scope === `group:${row.id}`)?.name ?? "";
  return (
    <Page title={t("title")} crumbs={[{ label: t("crumb"), to: "insight" }]} flush actions={<ImportTalk />}>
      <div className="filters">
        {groupName ? (
          <Chip tone="brand" onRemove={() => url.clear("scope")} removeLabel={t("allGroups")}>
            {groupName}
          </Chip>
        ) : (
          <ScopeSelect value={scope} onChange={(next) => url.set({ scope: next === "brand" ? "" : next })} />
        )}
        <DayRange url={url} />
      </div>
      <Loaded
        query={query}
        what={t("title")}
        skeleton={<BlockSkeleton height={320} />}
        empty={(data) => (data.messages > 0 ? null : <EmptyState icon="insight" title={t("empty")} text={t("emptyText")} />)}
      >
        {(data) => (
          <div className="insight-talk">
            <NumberStrip
              numbers={[
                { value: formatCount(data.messages), label: t("messages") },
                { value: formatCount(data.writers), label: t("writers") },
                { value: formatCount(data.groupCount), label: t("groups") },
              ]}
            />
            <div className="grid insight-talk2">
              <Panel
                title={t("byMonth")}
                facts={t("byMonthFacts")}
                actions={<ExportButton size="xs" list="talk-months" filter={span} total={data.months.length} />}
              >
                <DataTable
                  label={t("byMonth")}
                  columns={[{ key: "month", title: t("month"), cell: (row) => row.month.slice(0, 7) }, ...saidColumns(t)]}
                  rows={data.months}
                  rowKey={(row) => row.month}
                  onOpen={(row) => url.set({ from: row.month, to: lastDay(row.month) })}
                  oneLine
                  edge={false}
                  stickyTop={0}
                />
              </Panel>
              <TalkGroups groups={groups} ask={{ ...span, sort: asked }} url={url} />
            </div>
          </div>
        )}
      </Loaded>
    </Page>
  );
}

function ImportTalk() {
  const { t } = useTranslation("talkMonths");
  const { can } = useBrand();
  return can("imports.run") && can("groups.manage") ? (
    <Button size="s" icon="upload" to="imports/new?kind=chat">
      {t("import")}
    </Button>
  ) : null;
}
