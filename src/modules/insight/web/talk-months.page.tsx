import { useTranslation } from "react-i18next";
import { useEndpoint } from "../../../web/api.ts";
import { useBrand } from "../../../web/brand.tsx";
import { Button } from "../../../web/ui/button.tsx";
import { Chip } from "../../../web/ui/chip.tsx";
import { type Column, DataTable } from "../../../web/ui/data-table.tsx";
import { formatCount, formatDecimal } from "../../../web/ui/format.ts";
import { useGo } from "../../../web/ui/link.tsx";
import { Loaded } from "../../../web/ui/loaded.tsx";
import { NumberStrip } from "../../../web/ui/number-strip.tsx";
import { Page } from "../../../web/ui/page.tsx";
import { Panel } from "../../../web/ui/panel.tsx";
import { BlockSkeleton } from "../../../web/ui/skeleton.tsx";
import { EmptyState } from "../../../web/ui/states.tsx";
import { useUrlState } from "../../../web/ui/use-url-state.ts";
import { ExportButton } from "../../exports/web/export-button.tsx";
import { DayRange } from "../../orders/web/day-range.tsx";
import { talkMonthsEndpoint } from "../talk-months.contract.ts";
import { ScopeSelect } from "./scope-select.tsx";
import "./page.css";
import "./talk-months.css";

interface Said {
  messages: number;
  writers: number;
}

const lastDay = (month: string) => new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5, 7)), 0)).toISOString().slice(0, 10);

/** 每月发言: messages and the people who wrote them, by month and by group, in any years. */
export function TalkMonthsPage() {
  const { t } = useTranslation("talkMonths");
  const url = useUrlState();
  const go = useGo();
  const scope = url.get("scope") || "brand";
  const query = useEndpoint(
    talkMonthsEndpoint,
    { scope, from: url.get("from") || undefined, to: url.get("to") || undefined },
    { keepLast: true },
  );
  const groupName = scope.startsWith("group:") ? (query.data?.groups[0]?.name ?? "") : "";
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
        <span className="sp" />
        <ExportButton list="talk-months" filter={{ scope, from: url.get("from"), to: url.get("to") }} />
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
              <Panel title={t("byMonth")} facts={t("byMonthFacts")}>
                <DataTable
                  label={t("byMonth")}
                  columns={[{ key: "month", title: t("month"), cell: (row) => row.month.slice(0, 7) }, ...figures(t)]}
                  rows={data.months}
                  rowKey={(row) => row.month}
                  onOpen={(row) => url.set({ from: row.month, to: lastDay(row.month) })}
                  oneLine
                  edge={false}
                  stickyTop={0}
                />
              </Panel>
              <Panel
                title={t("byGroup")}
                facts={data.groupCount > data.groups.length ? t("firstGroups", { count: data.groups.length }) : undefined}
              >
                <DataTable
                  label={t("byGroup")}
                  columns={[{ key: "group", title: t("group"), cell: (row) => <span className="el">{row.name}</span> }, ...figures(t)]}
                  rows={data.groups}
                  rowKey={(row) => row.id}
                  onOpen={(row) => (groupName ? go(`groups/${row.id}`) : url.set({ scope: `group:${row.id}` }))}
                  oneLine
                  edge={false}
                  stickyTop={0}
                />
              </Panel>
            </div>
          </div>
        )}
      </Loaded>
    </Page>
  );
}

function figures<Row extends Said>(t: ReturnType<typeof useTranslation<"talkMonths">>["t"]): Column<Row>[] {
  return [
    { key: "messages", title: t("messages"), right: true, width: 96, cell: (row) => formatCount(row.messages) },
    { key: "writers", title: t("writers"), right: true, width: 88, cell: (row) => formatCount(row.writers) },
    {
      key: "each",
      title: t("each"),
      right: true,
      width: 88,
      from: 560,
      cell: (row) => (row.writers > 0 ? formatDecimal(row.messages / row.writers, 1) : "—"),
    },
  ];
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
