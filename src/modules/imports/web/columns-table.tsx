import { Select } from "antd";
import { useTranslation } from "react-i18next";
import { pageLanguage } from "../../../web/language.ts";
import { Icon } from "../../../web/ui/icons.tsx";
import { type FieldKey, fieldsOf, type ImportKind, shapeOf } from "../fields.contract.ts";
import type { PreviewRow } from "../imports.contract.ts";
import { faultWords, fieldWord } from "../words.rules.ts";

interface ColumnsTableProps {
  header: readonly string[];
  kind: ImportKind;
  columns: readonly (FieldKey | null)[];
  rows: readonly PreviewRow[];
  /** Something needed is still missing, so that rows are not judged. */
  isBlocked: boolean;
  onChange: (columns: (FieldKey | null)[]) => void;
}

const right = (field: FieldKey | null | undefined) => Boolean(field && ["money", "count"].includes(shapeOf[field]));

/** A column each: its meaning, its heading, and its first values as they will be understood. */
export function ColumnsTable({ header, kind, columns, rows, isBlocked, onChange }: ColumnsTableProps) {
  const { t } = useTranslation("imports");
  const bad = rows.filter((row) => row.fault).length;
  const choose = (column: number, field: FieldKey | "") =>
    onChange(
      columns.map((known, at) => {
        if (at === column) return field || null;
        return known === field && field !== "custom" ? null : known;
      }),
    );
  return (
    <>
      {isBlocked ? null : (
        <p className={bad > 0 ? "imports-judged bad" : "imports-judged good"}>
          <Icon name={bad > 0 ? "alert" : "check"} size="s" />
          {bad > 0 ? t("mapping.faults", { rows: rows.length, bad }) : t("mapping.noFault", { rows: rows.length })}
        </p>
      )}
      <div className="imports-scroll" tabIndex={0} role="region" aria-label={t("mapping.title")}>
        <table className="imports-table">
          <thead>
            <tr>
              <th className="no" aria-label={t("mapping.line")} />
              {header.map((heading, column) => (
                <th key={column} className={columns[column] ? "on" : undefined}>
                  <Meaning kind={kind} heading={heading} field={columns[column] ?? null} onChange={(field) => choose(column, field)} />
                  <span className="el" title={heading}>
                    {heading}
                  </span>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <PreviewLine key={row.line} row={row} header={header} columns={columns} />
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

interface MeaningProps {
  kind: ImportKind;
  heading: string;
  field: FieldKey | null;
  onChange: (field: FieldKey | "") => void;
}

function Meaning({ kind, heading, field, onChange }: MeaningProps) {
  const { t } = useTranslation("imports");
  const options = fieldsOf[kind].map((value) => ({ value, label: fieldWord(pageLanguage(), value) }));
  return (
    <Select<FieldKey | "">
      size="small"
      aria-label={heading}
      value={field ?? ""}
      popupMatchSelectWidth={160}
      options={[{ value: "", label: t("mapping.skip") }, ...options]}
      onChange={onChange}
    />
  );
}

function PreviewLine({ row, header, columns }: { row: PreviewRow; header: readonly string[]; columns: readonly (FieldKey | null)[] }) {
  const reason = row.fault ? faultWords(pageLanguage(), row.fault) : undefined;
  return (
    <>
      <tr className={reason ? "bad" : undefined}>
        <th className="no" scope="row">
          {row.line}
        </th>
        {header.map((_, column) => (
          <PreviewCell key={column} raw={row.cells[column] ?? ""} read={row.understood[column] ?? null} field={columns[column] ?? null} />
        ))}
      </tr>
      {reason ? (
        <tr className="why">
          <th className="no" />
          <td colSpan={header.length}>{reason}</td>
        </tr>
      ) : null}
    </>
  );
}

function PreviewCell({ raw, read, field }: { raw: string; read: string | null; field: FieldKey | null }) {
  const { t } = useTranslation("imports");
  const isWrong = field !== null && read === null;
  const classes = [field ? "" : "out", right(field) ? "r" : "", isWrong ? "wrong" : ""].filter(Boolean).join(" ");
  return (
    <td className={classes || undefined} title={read === raw.trim() ? raw : t("mapping.raw", { text: raw })}>
      <span className="el">{field && !isWrong ? read : raw}</span>
    </td>
  );
}
