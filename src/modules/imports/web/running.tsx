import { Modal } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useAction } from "../../../web/api.ts";
import { Button } from "../../../web/ui/button.tsx";
import { formatBytes, formatCount, formatPercent } from "../../../web/ui/format.ts";
import { Panel } from "../../../web/ui/panel.tsx";
import { Progress } from "../../../web/ui/progress.tsx";
import { errorToast } from "../../../web/ui/toast.tsx";
import { cancelImportEndpoint, type ImportDetail, showImportEndpoint } from "../imports.contract.ts";

/** The look or the run while it goes on: rows, bytes, and a way to stop. */
export function Running({ one }: { one: ImportDetail }) {
  const { t } = useTranslation("imports");
  const [isAsking, setAsking] = useState(false);
  const stop = useAction(cancelImportEndpoint, { invalidates: [showImportEndpoint], onDone: () => setAsking(false), onFailed: errorToast });
  const isChecking = one.state === "checking";
  const title = isChecking ? t("check.running") : one.state === "waiting" ? t("run.waiting") : t("run.running");
  const total = one.totals?.rows ?? 0;
  const share = !isChecking && total > 0 ? one.progress.rows / total : one.sizeBytes > 0 ? one.progress.bytes / one.sizeBytes : 0;
  const doStop = () => stop.mutate({ importId: one.id });
  return (
    <Panel title={title} padded className="imports-running">
      <div className="row g12">
        <b className="h20">{formatPercent(Math.min(1, share))}</b>
        <span className="mut">
          {t("check.rows", { rows: formatCount(one.progress.rows) })} ·{" "}
          {t("check.bytes", { done: formatBytes(Math.min(one.progress.bytes, one.sizeBytes)), total: formatBytes(one.sizeBytes) })}
        </span>
        <span className="sp" />
        <Button size="s" busy={stop.isPending} onClick={() => (isChecking ? doStop() : setAsking(true))}>
          {t("run.stop")}
        </Button>
      </div>
      <Progress share={share} label={title} height={8} />
      {isChecking ? null : (
        <p className="mut">
          {t("report.new")} {formatCount(one.counts.new)} · {t("report.changed")} {formatCount(one.counts.changed)} · {t("report.same")}{" "}
          {formatCount(one.counts.same)} · {t("report.bad")} {formatCount(one.counts.bad)}
        </p>
      )}
      <p className="mut sm12">{t("run.leave")}</p>
      <Modal
        open={isAsking}
        title={t("run.stopTitle")}
        okText={t("run.stop")}
        cancelText={t("run.keep")}
        confirmLoading={stop.isPending}
        onOk={doStop}
        onCancel={() => setAsking(false)}
      >
        <p>{t("run.stopText", { rows: formatCount(one.counts.read) })}</p>
      </Modal>
    </Panel>
  );
}
