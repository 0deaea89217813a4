import { Tooltip } from "antd";
import { useTranslation } from "react-i18next";
import type { Column, Sort } from "./data-table.tsx";
import { Icon } from "./icons.tsx";
import type { Selection } from "./use-selection.ts";

interface TableHeadProps<Row> {
  columns: Column<Row>[];
  keys: string[];
  sort?: Sort;
  onSort?: (sort: Sort) => void;
  selection?: Selection;
}

/** Largest first, then smallest first, then as the server likes. */
function nextSort(current: Sort | undefined, by: string): Sort {
  if (current === `-${by}`) return by;
  return current === by ? "" : `-${by}`;
}

function Title<Row>({ column, sort, onSort }: { column: Column<Row>; sort?: Sort; onSort?: (sort: Sort) => void }) {
  const { t } = useTranslation("ui");
  const by = column.sort;
  const text =
    by && onSort ? (
      <button type="button" onClick={() => onSort(nextSort(sort, by))} aria-label={t("table.sortBy", { name: column.title })}>
        {column.title}
        <Icon name={sort === by ? "arrowUp" : "arrowDown"} size="xs" />
      </button>
    ) : (
      column.title
    );
  return column.tip ? <Tooltip title={column.tip}>{<span>{text}</span>}</Tooltip> : text;
}

export function TableHead<Row>({ columns, keys, sort, onSort, selection }: TableHeadProps<Row>) {
  const { t } = useTranslation("ui");
  const picked = selection ? keys.filter((key) => selection.has(key)).length : 0;
  return (
    <thead>
      <tr>
        {selection ? (
          <th className="tick">
            <input
              type="checkbox"
              className="chk"
              aria-label={t("table.selectAll")}
              checked={picked > 0 && picked === keys.length}
              ref={(box) => {
                if (box) box.indeterminate = picked > 0 && picked < keys.length;
              }}
              onChange={() => selection.setAll(keys, picked < keys.length)}
            />
          </th>
        ) : null}
        {columns.map((column) => {
          const sorted = column.sort !== undefined && (sort === column.sort || sort === `-${column.sort}`);
          return (
            <th
              key={column.key}
              scope="col"
              className={[column.right ? "r" : "", sorted ? "srt" : ""].filter(Boolean).join(" ") || undefined}
              style={column.width ? { width: column.width } : undefined}
              aria-sort={sorted ? (sort === column.sort ? "ascending" : "descending") : undefined}
            >
              <Title column={column} sort={sort} onSort={onSort} />
            </th>
          );
        })}
      </tr>
    </thead>
  );
}
