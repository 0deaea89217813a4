import { useTranslation } from "react-i18next";
import { useAction } from "../../../web/api.ts";
import { useBrand } from "../../../web/brand.tsx";
import { errorText } from "../../../web/i18n/error-text.ts";
import { Button } from "../../../web/ui/button.tsx";
import { Chip, type Tone } from "../../../web/ui/chip.tsx";
import { type Column, DataTable, TwoLines } from "../../../web/ui/data-table.tsx";
import { formatCount } from "../../../web/ui/format.ts";
import { formatSpan } from "../../../web/ui/format-time.ts";
import { Panel } from "../../../web/ui/panel.tsx";
import { Progress } from "../../../web/ui/progress.tsx";
import { EmptyState } from "../../../web/ui/states.tsx";
import { errorToast, toast } from "../../../web/ui/toast.tsx";
import { Time } from "../../../web/ui/zone.tsx";
import { ApiError } from "../../../web/client.ts";
import { ExportButton } from "../../exports/web/export-button.tsx";
import { cancelSyncEndpoint, showCorpEndpoint, type SyncRun, syncSteps } from "../sync.contract.ts";

/** The sync that runs now: where it is, how far, and a way to stop it. */
export function RunNow({ connectionId, run }: { connectionId: string; run: SyncRun }) {
  const { t } = useTranslation("wecom");
  const brand = useBrand();
  const cancel = useAction(cancelSyncEndpoint, {
    invalidates: [showCorpEndpoint],
    onDone: () => toast(t("sync.stopAsked")),
    onFailed: errorToast,
  });
  const at = run.step ? syncSteps.indexOf(run.step) : -1;
  const share = run.total ? run.done / run.total : 0;
  const stop = brand.can("wecom.manage") ? (
    <Button size="s" busy={cancel.isPending || run.cancelAsked} onClick={() => cancel.mutate({ connectionId, jobId: run.id })}>
      {t("sync.stop")}
    </Button>
  ) : null;
  return (
    <Panel padded title={t("sync.running")} facts={t(`sync.modes.${run.mode}`)} actions={stop}>
      <ol className="wc-steps">
        {syncSteps.map((step, n) => (
          <li key={step} className={n < at ? "done" : n === at ? "on" : undefined}>
            <span className="row g6">
              {t(`sync.steps.${step}`)}
              {n === at && run.total !== null ? (
                <span className="mut">{t("sync.stepCount", { done: formatCount(run.done), total: formatCount(run.total) })}</span>
              ) : null}
            </span>
            <Progress share={n < at ? 1 : n === at ? share : 0} label={t(`sync.steps.${step}`)} width="100%" height={4} />
          </li>
        ))}
      </ol>
    </Panel>
  );
}

const tones: Record<SyncRun["state"], Tone> = { waiting: "plain", running: "info", done: "good", failed: "bad", cancelled: "plain" };

function Result({ run }: { run: SyncRun }) {
  const { t } = useTranslation("wecom");
  if (run.failure) return <span className="bad">{errorText(new ApiError(run.failure.code, 503, run.failure.details))}</span>;
  if (!run.counts) return <span className="mut">{t("none")}</span>;
  const { staff, customers, groups, changed, differences, problems } = run.counts;
  const numbers = {
    staff: formatCount(staff),
    customers: formatCount(customers),
    groups: formatCount(groups),
    changed: formatCount(changed),
  };
  const notes = [
    differences > 0 ? t("sync.resultDifferences", { n: formatCount(differences) }) : "",
    problems > 0 ? t("sync.resultProblems", { n: formatCount(problems) }) : "",
  ].filter(Boolean);
  return <TwoLines title={t("sync.resultText", numbers)} note={notes.join(" · ")} />;
}

/** The last syncs and nightly checks, and what came of them. */
export function RunsPanel({ connectionId, runs }: { connectionId: string; runs: SyncRun[] }) {
  const { t } = useTranslation("wecom");
  const took = (run: SyncRun) =>
    run.startedAt && run.endedAt ? formatSpan(Date.parse(run.endedAt) - Date.parse(run.startedAt)) : t("none");
  const columns: Column<SyncRun>[] = [
    { key: "at", title: t("sync.at"), width: 128, cell: (run) => <Time at={run.createdAt} /> },
    { key: "mode", title: t("sync.mode"), width: 96, from: 700, cell: (run) => t(`sync.modes.${run.mode}`) },
    {
      key: "state",
      title: t("staff.state"),
      width: 96,
      cell: (run) => <Chip tone={tones[run.state]}>{t(`sync.states.${run.state}`)}</Chip>,
    },
    { key: "result", title: t("sync.result"), from: 560, cell: (run) => <Result run={run} /> },
    { key: "took", title: t("sync.took"), width: 96, right: true, from: 900, cell: took },
    { key: "by", title: t("sync.by"), width: 112, from: 1000, cell: (run) => run.askerName },
  ];
  return (
    <Panel title={t("sync.runs")} actions={<ExportButton size="xs" list="wecom-runs" filter={{ connectionId }} total={runs.length} />}>
      {runs.length === 0 ? (
        <EmptyState tight icon="refresh" title={t("sync.runsEmpty")} />
      ) : (
        <DataTable label={t("sync.runs")} columns={columns} rows={runs} rowKey={(run) => run.id} edge={false} stickyTop={0} />
      )}
    </Panel>
  );
}
