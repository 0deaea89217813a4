import { useState } from "react";
import { useTranslation } from "react-i18next";
import { callEndpoint, useAction, useEndpoint } from "../../../web/api.ts";
import { useBrand } from "../../../web/brand.tsx";
import { errorText } from "../../../web/i18n/error-text.ts";
import { joint } from "../../../web/i18n/joint.ts";
import { pageLanguage } from "../../../web/language.ts";
import { Button } from "../../../web/ui/button.tsx";
import { Loaded } from "../../../web/ui/loaded.tsx";
import { Panel } from "../../../web/ui/panel.tsx";
import { Segmented } from "../../../web/ui/segmented.tsx";
import { BlockSkeleton } from "../../../web/ui/skeleton.tsx";
import { errorToast } from "../../../web/ui/toast.tsx";
import { ApiError } from "../../../web/client.ts";
import { type ImportKind, importKinds, permissionOf } from "../fields.contract.ts";
import {
  checkImportEndpoint,
  guessImportEndpoint,
  type ImportDetail,
  previewImportEndpoint,
  rereadImportEndpoint,
  showImportEndpoint,
} from "../imports.contract.ts";
import type { ImportOptions } from "../options.contract.ts";
import { fieldWord } from "../words.rules.ts";
import { ColumnsTable } from "./columns-table.tsx";
import { OptionsPanel } from "./options-panel.tsx";

interface Form {
  kind: ImportKind;
  options: ImportOptions;
  isRemembered: boolean;
}

/** What each column is, with the first rows as they will be understood. */
export function Columns({ one }: { one: ImportDetail }) {
  const { t } = useTranslation("imports");
  const { can } = useBrand();
  const [form, setForm] = useState<Form>({ kind: one.kind, options: one.options, isRemembered: one.isRemembered });
  const setOptions = (options: ImportOptions) => setForm((was) => ({ ...was, options, isRemembered: false }));
  const preview = useEndpoint(previewImportEndpoint, { importId: one.id, kind: form.kind, options: form.options }, { keepLast: true });
  const reread = useAction(rereadImportEndpoint, {
    invalidates: [showImportEndpoint],
    onDone: () => void callEndpoint(showImportEndpoint, { importId: one.id }).then((next) => setForm({ ...form, options: next.options })),
    onFailed: errorToast,
  });
  const check = useAction(checkImportEndpoint, { invalidates: [showImportEndpoint], onFailed: errorToast });
  const takeKind = (kind: ImportKind) =>
    void callEndpoint(guessImportEndpoint, { importId: one.id, kind }).then((guess) => setForm({ kind, ...guess }), errorToast);
  const missing = preview.data?.missing ?? [];
  return (
    <>
      {one.failure ? <p className="imports-note bad">{errorText(new ApiError(one.failure.code, 400, one.failure.details))}</p> : null}
      <div className="row g12 imports-kindrow">
        <Segmented<ImportKind>
          label={t("upload.kind")}
          options={importKinds.filter((kind) => can(permissionOf[kind])).map((value) => ({ value, label: t(`kinds.${value}`) }))}
          value={form.kind}
          onChange={takeKind}
        />
        <span className="sp" />
        {missing.length > 0 ? (
          <span className="bad">
            {t("mapping.missing", { fields: missing.map((field) => fieldWord(pageLanguage(), field)).join(joint("items")) })}
          </span>
        ) : null}
        <Button
          kind="primary"
          busy={check.isPending}
          disabled={missing.length > 0 || !preview.data}
          onClick={() => check.mutate({ importId: one.id, kind: form.kind, options: form.options })}
        >
          {t("check.next")}
        </Button>
      </div>
      <div className="grid imports-columns">
        <Panel
          title={t("mapping.title")}
          facts={`${t("mapping.facts", { count: one.header.length })} · ${form.isRemembered ? t("mapping.remembered") : t("mapping.guessed")}`}
        >
          <Loaded query={preview} what={t("mapping.title")} tight skeleton={<BlockSkeleton height={360} />}>
            {(data) => (
              <ColumnsTable
                header={one.header}
                kind={form.kind}
                columns={form.options.columns}
                rows={data.rows}
                isBlocked={data.missing.length > 0}
                onChange={(columns) => setOptions({ ...form.options, columns })}
              />
            )}
          </Loaded>
        </Panel>
        <OptionsPanel
          one={one}
          kind={form.kind}
          options={form.options}
          dayOrders={preview.data?.dayOrders ?? []}
          onChange={setOptions}
          onFormat={(format) => reread.mutate({ importId: one.id, format })}
        />
      </div>
    </>
  );
}
