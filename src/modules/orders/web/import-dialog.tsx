import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Modal } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { keyOf } from "../../../web/api.ts";
import { errorText } from "../../../web/i18n/error-text.ts";
import { type Column, DataTable } from "../../../web/ui/data-table.tsx";
import { FileDrop } from "../../../web/ui/file-drop.tsx";
import { formatCount } from "../../../web/ui/format.ts";
import { Segmented } from "../../../web/ui/segmented.tsx";
import { listCostsEndpoint } from "../costs.contract.ts";
import { type BadRow, IMPORT_LIMIT_BYTES, type ImportKind, importKinds, type ImportReport } from "../import.contract.ts";
import { listOrdersEndpoint } from "../orders.contract.ts";
import { importFile } from "./import-file.ts";

/** Reads a CSV file in: what is needed, then what came of it, row by row where it was not taken. */
export function ImportDialog({ first, onClose }: { first: ImportKind; onClose: () => void }) {
  const { t } = useTranslation("orders");
  const [kind, setKind] = useState(first);
  const client = useQueryClient();
  const run = useMutation({
    mutationFn: (file: File) => importFile(kind, file),
    onSettled: () => Promise.all([listOrdersEndpoint, listCostsEndpoint].map((one) => client.invalidateQueries({ queryKey: keyOf(one) }))),
  });
  return (
    <Modal open width={640} title={t("imports.title")} footer={null} onCancel={onClose} destroyOnHidden>
      <div className="col g12">
        <Segmented<ImportKind>
          label={t("imports.kind")}
          options={importKinds.map((value) => ({ value, label: t(`imports.kinds.${value}`) }))}
          value={kind}
          onChange={(next) => {
            setKind(next);
            run.reset();
          }}
        />
        <p className="sec">
          {t(`imports.columns.${kind}`)}
          {t("imports.again")}
        </p>
        {run.isPending ? (
          <p className="mut">{t("imports.working", { name: run.variables.name })}</p>
        ) : (
          <FileDrop
            accept=".csv,text/csv"
            maxBytes={IMPORT_LIMIT_BYTES}
            hint={t("imports.hint")}
            onFiles={([file]) => file && run.mutate(file)}
          />
        )}
        {run.error ? (
          <p className="bad" role="alert">
            {errorText(run.error)}
          </p>
        ) : null}
        {run.data ? <Report report={run.data} /> : null}
      </div>
    </Modal>
  );
}

function Report({ report }: { report: ImportReport }) {
  const { t } = useTranslation("orders");
  const columns: Column<BadRow>[] = [
    { key: "line", title: t("imports.line"), width: 64, right: true, cell: (row) => formatCount(row.line) },
    { key: "reason", title: t("imports.reason"), cell: (row) => t(`imports.problem.${row.problem}`, { field: row.field ?? "" }) },
    {
      key: "sample",
      title: t("imports.sample"),
      cell: (row) => (
        <span className="el mut" title={row.sample}>
          {row.sample}
        </span>
      ),
    },
  ];
  return (
    <>
      <p>
        <b>{t("imports.done", { rows: report.rows, recorded: report.recorded, changed: report.changed, same: report.same })}</b>
        {report.bad > 0 ? <span className="bad"> {t("imports.bad", { count: report.bad })}</span> : null}
      </p>
      {report.badRows.length > 0 ? (
        <div className="orders-bad">
          <DataTable
            label={t("imports.reason")}
            edge={false}
            oneLine
            stickyTop={0}
            columns={columns}
            rows={report.badRows}
            rowKey={(row) => `${row.line}`}
          />
        </div>
      ) : null}
    </>
  );
}
