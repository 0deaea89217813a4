import { Modal } from "antd";
import type { ReactNode } from "react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useBrand } from "../../../web/brand.tsx";
import { Button } from "../../../web/ui/button.tsx";
import { formatCount } from "../../../web/ui/format.ts";
import { Progress } from "../../../web/ui/progress.tsx";
import { Segmented } from "../../../web/ui/segmented.tsx";
import { type ExportAsk, ExportFormat, exportFormats, type ExportRow } from "../exports.contract.ts";
import type { ExportedList } from "./export-button.tsx";
import { useExport } from "./use-export.ts";
import "./exports.css";

const FORMAT_KEY = "qunce.export.format";

/** Conditions as the address of the list's endpoint would have them. */
function fieldsOf(filter: object): ExportAsk["filter"] {
  const { cursor: _cursor, limit: _limit, ...fields } = Object.fromEntries(Object.entries(filter));
  const kept = Object.entries(fields).filter(([, value]) => value !== undefined && value !== null && value !== "");
  return Object.fromEntries(kept.map(([name, value]) => [name, Array.isArray(value) ? value.map(String) : String(value)]));
}

type Which = "seen" | "all";

function askOf({ list, filter, columns, total }: ExportedList, format: ExportFormat, which: Which): ExportAsk {
  const seen = which === "seen" && columns ? { columns: columns.map((column) => column.key) } : {};
  return { list, format, filter: fieldsOf(filter), ...seen, ...(total === undefined ? {} : { expected: total }) };
}

/** What to take along and how; waits for small files, lets large ones be made in the background. */
export function ExportDialog({ onClose, ...what }: ExportedList & { onClose: () => void }) {
  const { t } = useTranslation("exports");
  const [format, setFormat] = useState<ExportFormat>(() => ExportFormat.safeParse(localStorage.getItem(FORMAT_KEY)).data ?? "xlsx");
  const [which, setWhich] = useState<Which>(what.columns ? "seen" : "all");
  const { row, start, isUnderWay, isStarting, leave, cancel } = useExport(onClose);
  const begin = () => {
    localStorage.setItem(FORMAT_KEY, format);
    start(askOf(what, format, which));
  };
  const foot = isUnderWay ? (
    <>
      <Button onClick={cancel} disabled={isStarting}>
        {t("cancel")}
      </Button>
      <Button kind="primary" onClick={leave}>
        {t("leave")}
      </Button>
    </>
  ) : (
    <Button kind="primary" icon="download" onClick={begin} autoFocus>
      {t("start")}
    </Button>
  );
  const title = t("title", { title: t(`lists.${what.list}`) });
  return (
    <Modal open width={440} title={title} onCancel={leave} footer={<div className="export-foot">{foot}</div>}>
      {isUnderWay ? (
        <Making row={row} total={what.total ?? null} />
      ) : (
        <Choices what={what} format={format} onFormat={setFormat} which={which} onWhich={setWhich} />
      )}
    </Modal>
  );
}

interface ChoicesProps {
  what: ExportedList;
  format: ExportFormat;
  onFormat: (format: ExportFormat) => void;
  which: Which;
  onWhich: (which: Which) => void;
}

function Choices({ what, format, onFormat, which, onWhich }: ChoicesProps) {
  const { t } = useTranslation("exports");
  return (
    <div className="col g12">
      <p className="mut">{what.total === undefined ? t("rowsOpen") : t("rows", { rows: formatCount(what.total) })}</p>
      <Choice label={t("format")}>
        <Segmented
          label={t("format")}
          value={format}
          onChange={onFormat}
          options={exportFormats.map((value) => ({ value, label: t(`formats.${value}`) }))}
        />
      </Choice>
      {what.columns ? (
        <Choice label={t("columns")}>
          <Segmented
            label={t("columns")}
            value={which}
            onChange={onWhich}
            options={[
              { value: "seen", label: t("columnsSeen") },
              { value: "all", label: t("columnsAll") },
            ]}
          />
        </Choice>
      ) : null}
      <Notes list={what.list} all={which === "all"} />
    </div>
  );
}

function Choice({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="row g12 export-choice">
      <span>{label}</span>
      {children}
    </div>
  );
}

function Notes({ list, all }: { list: ExportedList["list"]; all: boolean }) {
  const { t } = useTranslation("exports");
  const brand = useBrand();
  const phones = all && brand.can("members.phone") ? t("phones") : t("masked");
  return (
    <p className="mut sm12">
      {list === "members" ? phones : ""}
      {t("noted")}
    </p>
  );
}

function Making({ row, total }: { row: ExportRow | null; total: number | null }) {
  const { t } = useTranslation("exports");
  const expected = row?.expected ?? total;
  const rows = row?.rows ?? 0;
  const known = expected
    ? t("makingOf", { rows: formatCount(rows), expected: formatCount(expected) })
    : t("making", { rows: formatCount(rows) });
  const said = !row || row.state === "waiting" ? t("waiting") : known;
  return (
    <div className="col g8" aria-live="polite">
      <p>{said}</p>
      <Progress share={expected ? Math.min(1, rows / expected) : 0} label={said} />
    </div>
  );
}
