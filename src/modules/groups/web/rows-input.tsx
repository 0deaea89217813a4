import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../../../web/ui/button.tsx";

interface RowsInputProps<Row> {
  label: string;
  hint?: string;
  most: number;
  rows: readonly Row[];
  blank: NoInfer<Row>;
  onChange: (rows: NoInfer<Row>[]) => void;
  draw: (row: Row, change: (row: Row) => void) => ReactNode;
}

/** Rows of a few fields each, added and taken away one by one. */
export function RowsInput<Row>({ label, hint, most, rows, blank, onChange, draw }: RowsInputProps<Row>) {
  const { t } = useTranslation("groups");
  return (
    <div className="field" role="group" aria-label={label}>
      <span className="lb">
        {label}
        <small>{hint}</small>
      </span>
      <div className="col g8">
        {rows.map((row, at) => (
          <div key={at} className="grow">
            {draw(row, (next) => onChange(rows.map((one, n) => (n === at ? next : one))))}
            <Button kind="quiet" size="s" icon="close" label={t("removeRow")} onClick={() => onChange(rows.filter((_, n) => n !== at))} />
          </div>
        ))}
        {rows.length < most ? (
          <div>
            <Button size="s" kind="quiet" icon="plus" onClick={() => onChange([...rows, blank])}>
              {t("addRow")}
            </Button>
          </div>
        ) : null}
      </div>
    </div>
  );
}
