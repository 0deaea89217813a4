import type { ReactNode } from "react";
import { useColumnChoice } from "../../../web/ui/column-choice.tsx";
import type { Column } from "../../../web/ui/data-table.tsx";
import type { ViewedList } from "../views.contract.ts";
import { useViews } from "./use-views.ts";
import { ViewMenu } from "./view-tabs.tsx";

interface Declared<Row> {
  /** What of the address says which rows are shown, and in which order. */
  conditions?: readonly string[];
  /** All it has, in their order; none where what is shown is no table of columns. */
  columns?: Column<Row>[];
  /** A part of a page of something else: no view opens by itself. */
  isPart?: boolean;
}

interface ListView<Row> {
  /** Those in sight. */
  columns: Column<Row>[];
  /** 视图 and 列, for the list's own line of filters. */
  tools: ReactNode;
}

/** All that a list needs to have saved views and a choice of columns: it declares what it has. */
export function useListView<Row>(list: ViewedList, { conditions = [], columns = [], isPart = false }: Declared<Row>): ListView<Row> {
  const views = useViews(list, conditions, !isPart);
  const choice = useColumnChoice(list, columns, views.columns);
  if (columns.length === 0) return { columns, tools: <ViewMenu views={views} /> };
  const tools = (
    <span className="row">
      <ViewMenu views={views} columns={choice.columns} />
      {choice.button}
    </span>
  );
  return { columns: choice.columns, tools };
}

/** The line of a list that has no conditions of its own. */
export function ListLine({ children }: { children: ReactNode }) {
  return (
    <div className="filters">
      <span className="sp" />
      {children}
    </div>
  );
}
