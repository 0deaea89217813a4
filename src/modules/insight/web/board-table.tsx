import { useTranslation } from "react-i18next";
import { useCursorPages } from "../../../web/api.ts";
import { CursorPager } from "../../../web/ui/bulk-bar.tsx";
import { Button } from "../../../web/ui/button.tsx";
import { type Column, DataTable, TwoLines } from "../../../web/ui/data-table.tsx";
import { formatCount } from "../../../web/ui/format.ts";
import { HealthBar } from "../../../web/ui/health-bar.tsx";
import { useGo } from "../../../web/ui/link.tsx";
import { Loaded } from "../../../web/ui/loaded.tsx";
import { RowsSkeleton } from "../../../web/ui/skeleton.tsx";
import { StageChip } from "../../../web/ui/stage-chip.tsx";
import { EmptyState } from "../../../web/ui/states.tsx";
import { useUrlState } from "../../../web/ui/use-url-state.ts";
import { ExportButton } from "../../exports/web/export-button.tsx";
import { ListLine, useListView } from "../../views/web/use-list-view.tsx";
import { boardEndpoint, type BoardAsk, type BoardRow } from "../board.contract.ts";
import { type MetricKey, metricKeys } from "../metrics.contract.ts";
import { formatFigure, formatPart } from "./figures.ts";
import { levelOf, stageName } from "./stages.ts";

const sorts = new Set<string>([...metricKeys, "health", "members"]);
const isSort = (name: string): name is BoardAsk["sort"] => sorts.has(name);

/** 九项指标: every group with its ten figures, sorted by any of them. */
export function BoardTable({ scope, days }: { scope: string; days: 1 | 7 | 30 }) {
  const { t } = useTranslation("insight");
  const url = useUrlState();
  const go = useGo();
  const sort = url.get("sort") || "health";
  const name = sort.replace(/^-/, "");
  const ask = {
    scope,
    days,
    sort: isSort(name) ? name : "health",
    descending: sort.startsWith("-") ? "true" : "false",
  } as const;
  const { query, pager } = useCursorPages(boardEndpoint, { ...ask, limit: 50 });
  const metricColumn = (key: MetricKey): Column<BoardRow> => ({
    key,
    title: t(`metric.${key}.name`),
    tip: t(`metric.${key}.formula`),
    right: true,
    sort: key,
    width: 92,
    ...(key === "arpu" ? { from: 1600 } : {}),
    cell: (row) => (
      <TwoLines
        title={formatFigure(key, row.cells[key].value)}
        note={
          row.cells[key].value === null
            ? ""
            : `${formatPart(key, row.cells[key].numerator, "numerator")} ÷ ${formatPart(key, row.cells[key].denominator, "denominator")}`
        }
      />
    ),
  });
  const all: Column<BoardRow>[] = [
    { key: "group", title: t("table.group"), cell: (row) => <TwoLines title={row.group.name} note={row.group.orgName} /> },
    {
      key: "stage",
      title: t("table.stage"),
      width: 96,
      cell: (row) => <StageChip level={levelOf(row.stage)} label={stageName(t, row.stage)} />,
    },
    { key: "health", title: t("table.health"), width: 96, sort: "health", cell: (row) => <HealthBar score={row.health} /> },
    { key: "members", title: t("table.members"), width: 72, right: true, sort: "members", cell: (row) => formatCount(row.group.members) },
    ...metricKeys.map(metricColumn),
  ];
  const { columns, tools } = useListView("board", { columns: all, conditions: ["scope", "from", "to", "days", "sort"] });
  return (
    <>
      <ListLine>
        {tools}
        <ExportButton list="board" filter={ask} columns={columns} total={query.data?.total} />
      </ListLine>
      <Loaded
        query={query}
        what={t("table.what")}
        skeleton={<RowsSkeleton edge rows={12} />}
        empty={(data) =>
          data.total === 0 ? (
            <EmptyState
              title={t("table.empty")}
              text={t("table.emptyText")}
              actions={
                <Button kind="primary" to="groups/new">
                  {t("table.newGroup")}
                </Button>
              }
            />
          ) : null
        }
      >
        {(data) => (
          <>
            <DataTable
              label={t("table.what")}
              columns={columns}
              rows={data.items}
              rowKey={(row) => row.group.id}
              onOpen={(row) => go(`groups/${row.group.id}`)}
              sort={sort}
              onSort={(next) => url.set({ sort: next })}
              edge
              stale={query.isPlaceholderData}
            />
            <CursorPager pager={{ ...pager, total: data.total }} />
          </>
        )}
      </Loaded>
    </>
  );
}
