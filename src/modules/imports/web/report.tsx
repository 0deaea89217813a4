import { Modal } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { brandSlug, useAction, useEndpointPages } from "../../../web/api.ts";
import { ApiError } from "../../../web/client.ts";
import { errorText } from "../../../web/i18n/error-text.ts";
import { pageLanguage } from "../../../web/language.ts";
import { Button } from "../../../web/ui/button.tsx";
import { formatCount } from "../../../web/ui/format.ts";
import { Loaded } from "../../../web/ui/loaded.tsx";
import { NumberStrip } from "../../../web/ui/number-strip.tsx";
import { Panel } from "../../../web/ui/panel.tsx";
import { RowsSkeleton } from "../../../web/ui/skeleton.tsx";
import { errorToast } from "../../../web/ui/toast.tsx";
import type { ImportKind } from "../fields.contract.ts";
import {
  badRowsPath,
  forgetImportEndpoint,
  type ImportDetail,
  listBadRowsEndpoint,
  listImportsEndpoint,
  runImportEndpoint,
  showImportEndpoint,
} from "../imports.contract.ts";
import { faultWords } from "../words.rules.ts";

const seeAt: Record<ImportKind, string> = {
  orders: "insight/orders",
  refunds: "insight/orders",
  members: "members",
  chat: "insight/talk",
  costs: "insight/orders?tab=costs",
};

/** What came of an import, and the rows that were not taken. */
export function Report({ one }: { one: ImportDetail }) {
  const { t } = useTranslation("imports");
  const { counts } = one;
  return (
    <>
      {one.failure ? <p className="imports-note bad">{errorText(new ApiError(one.failure.code, 400, one.failure.details))}</p> : null}
      <Panel
        title={t(`report.${one.state === "done" ? "done" : one.state === "failed" ? "failed" : "cancelled"}`)}
        padded
        actions={<Actions one={one} />}
      >
        <NumberStrip
          numbers={[
            { value: formatCount(counts.read), label: t("report.read") },
            { value: formatCount(counts.new), label: t("report.new") },
            { value: formatCount(counts.changed), label: t("report.changed") },
            { value: formatCount(counts.same), label: t("report.same") },
            { value: formatCount(counts.bad), label: t("report.bad"), ...(counts.bad > 0 ? { tone: "bad" as const } : {}) },
          ]}
        />
        {one.isForgotten ? <p className="mut">{t("report.forgotten")}</p> : null}
        {counts.bad === 0 && one.state === "done" ? <p className="good">{t("report.none")}</p> : null}
      </Panel>
      {counts.bad > 0 && !one.isForgotten ? <BadRows one={one} /> : null}
    </>
  );
}

function Actions({ one }: { one: ImportDetail }) {
  const { t } = useTranslation("imports");
  const [isAsking, setAsking] = useState(false);
  const forget = useAction(forgetImportEndpoint, {
    invalidates: [showImportEndpoint, listImportsEndpoint],
    onDone: () => setAsking(false),
    onFailed: errorToast,
  });
  const goOn = useAction(runImportEndpoint, { invalidates: [showImportEndpoint], onFailed: errorToast });
  return (
    <>
      {one.isForgotten ? null : <Button size="s" kind="quiet" icon="trash" label={t("report.forget")} onClick={() => setAsking(true)} />}
      {one.state !== "done" && !one.isForgotten ? (
        <Button size="s" busy={goOn.isPending} onClick={() => goOn.mutate({ importId: one.id })}>
          {t("report.goOn")}
        </Button>
      ) : null}
      <Button size="s" to={`imports/new?kind=${one.kind}`}>
        {t("report.again")}
      </Button>
      <Button size="s" kind="primary" to={seeAt[one.kind]}>
        {t(`report.open.${one.kind}`)}
      </Button>
      <Modal
        open={isAsking}
        title={t("report.forgetTitle")}
        okText={t("report.forget")}
        cancelText={t("report.cancel")}
        confirmLoading={forget.isPending}
        onOk={() => forget.mutate({ importId: one.id })}
        onCancel={() => setAsking(false)}
      >
        <p>{t("report.forgetText")}</p>
      </Modal>
    </>
  );
}

function BadRows({ one }: { one: ImportDetail }) {
  const { t } = useTranslation("imports");
  const { query, items, hasMore, more, loadingMore } = useEndpointPages(listBadRowsEndpoint, { importId: one.id, limit: 50 });
  return (
    <Panel
      title={t("report.badTitle")}
      facts={t("report.badFacts")}
      actions={
        <a className="btn s" href={`/api/v1/b/${brandSlug()}${badRowsPath(one.id)}`} download>
          {t("report.download")}
        </a>
      }
    >
      <Loaded query={query} what={t("report.badTitle")} tight skeleton={<RowsSkeleton rows={4} />}>
        {() => (
          <div className="imports-scroll" tabIndex={0} role="region" aria-label={t("report.badTitle")}>
            <table className="imports-table">
              <thead>
                <tr>
                  <th className="no">{t("report.line")}</th>
                  <th className="wide">{t("report.reason")}</th>
                  {one.header.map((heading, column) => (
                    <th key={column}>
                      <span className="el">{heading}</span>
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {items.map((row) => (
                  <tr key={row.line}>
                    <th className="no" scope="row">
                      {row.line}
                    </th>
                    <td className="wide bad">{faultWords(pageLanguage(), row.fault)}</td>
                    {one.header.map((_, column) => (
                      <td key={column} title={row.cells[column]}>
                        <span className="el">{row.cells[column]}</span>
                      </td>
                    ))}
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
      </Loaded>
      {hasMore ? (
        <div className="imports-more">
          <Button size="s" kind="quiet" busy={loadingMore} onClick={more}>
            {t("rooms.more", { count: formatCount(one.counts.bad - items.length) })}
          </Button>
        </div>
      ) : null}
    </Panel>
  );
}
