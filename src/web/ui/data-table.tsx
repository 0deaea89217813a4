import type { KeyboardEvent, MouseEvent, ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { TableHead } from "./table-head.tsx";
import { useTableKeys } from "./table-keys.ts";
import type { Selection } from "./use-selection.ts";
import { useWindowWidth } from "./use-window-width.ts";
import "./controls.css";
import "./table.css";

export interface Column<Row> {
  key: string;
  /** The unit belongs here. */
  title: string;
  cell: (row: Row) => ReactNode;
  /** Numbers stand right. */
  right?: boolean;
  width?: number;
  /** The name the server sorts by; makes the head a button. */
  sort?: string;
  /** Shown only where the window is at least this wide, px. */
  from?: number;
  /** Left out until chosen, see `useColumnChoice`. */
  hidden?: boolean;
  /** Hover of the head: the formula. */
  tip?: string;
}

/** `-members` sorts by members, largest first. */
export type Sort = string;

export interface DataTableProps<Row> {
  /** Read aloud: what the rows are. */
  label: string;
  columns: Column<Row>[];
  rows: Row[];
  rowKey: (row: Row) => string;
  /** Click or Enter. */
  onOpen?: (row: Row) => void;
  sort?: Sort;
  onSort?: (sort: Sort) => void;
  selection?: Selection;
  /** The row that is open beside the table. */
  currentKey?: string;
  /** Rows of one line, 40 px instead of 48. */
  oneLine?: boolean;
  /** Runs from edge to edge of the page; false inside a panel. */
  edge?: boolean;
  /** The head stays in sight this far from the top, px; 0 turns it off. */
  stickyTop?: number;
  /** Drawn paler while the next page is read. */
  stale?: boolean;
}

const interactive = "a, button, input, select, textarea, label, [role=menuitem]";

function isOnControl(event: MouseEvent | KeyboardEvent): boolean {
  return event.target instanceof Element && event.target !== event.currentTarget && event.target.closest(interactive) !== null;
}

/** A light table: arrows or J and K walk the rows, Enter opens, X selects, Shift-click selects to there. */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const { label, rows, rowKey, onOpen, selection, currentKey, oneLine, edge = true, stickyTop = 56, stale } = props;
  const width = useWindowWidth();
  const columns = props.columns.filter((column) => !column.from || width >= column.from);
  const keys = rows.map(rowKey);
  const onKeyDown = useTableKeys(selection);
  const classes = ["tb", oneLine ? "one" : "", edge ? "edge" : "", stickyTop ? "stick" : "", stale ? "stale" : ""]
    .filter(Boolean)
    .join(" ");
  return (
    <table className={classes} aria-label={label} style={stickyTop ? { "--stick": `${stickyTop}px` } : undefined}>
      <TableHead columns={columns} keys={keys} sort={props.sort} onSort={props.onSort} selection={selection} />
      <tbody onKeyDown={onKeyDown}>
        {rows.map((row, n) => (
          <Row
            key={keys[n]}
            row={row}
            rowId={keys[n] ?? ""}
            keys={keys}
            first={n === 0}
            columns={columns}
            onOpen={onOpen}
            selection={selection}
            current={keys[n] === currentKey}
          />
        ))}
      </tbody>
    </table>
  );
}

interface RowProps<R> {
  row: R;
  rowId: string;
  /** The rows in sight, for selecting from one to another. */
  keys: string[];
  first: boolean;
  columns: Column<R>[];
  onOpen?: (row: R) => void;
  selection?: Selection;
  current: boolean;
}

function Row<R>({ row, rowId, keys, first, columns, onOpen, selection, current }: RowProps<R>) {
  const selected = selection?.has(rowId) ?? false;
  const open = (event: MouseEvent | KeyboardEvent) => {
    if (!isOnControl(event)) onOpen?.(row);
  };
  return (
    <tr
      data-key={rowId}
      tabIndex={first ? 0 : -1}
      aria-selected={selection ? selected : undefined}
      className={[selected || current ? "sel" : "", onOpen ? "go" : ""].filter(Boolean).join(" ") || undefined}
      onClick={open}
      onKeyDown={(event) => {
        if (event.key === "Enter") open(event);
      }}
    >
      {selection ? <Tick rowId={rowId} keys={keys} selection={selection} /> : null}
      {columns.map((column) => (
        <td key={column.key} className={column.right ? "r" : undefined}>
          {column.cell(row)}
        </td>
      ))}
    </tr>
  );
}

function Tick({ rowId, keys, selection }: { rowId: string; keys: string[]; selection: Selection }) {
  const { t } = useTranslation("ui");
  return (
    <td className="tick">
      <input
        type="checkbox"
        className="chk"
        aria-label={t("table.selectRow")}
        checked={selection.has(rowId)}
        onClick={(event) => selection.toggle(rowId, event.shiftKey ? keys : undefined)}
        onChange={() => undefined}
      />
    </td>
  );
}

/** The usual first cell: a bold name over one grey line. */
export function TwoLines({ title, note }: { title: string; note?: ReactNode }) {
  return (
    <div className="two">
      <b title={title}>{title}</b>
      {note ? <small>{note}</small> : null}
    </div>
  );
}
