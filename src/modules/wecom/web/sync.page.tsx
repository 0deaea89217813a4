import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { useParams } from "react-router";
import { isOpenJob } from "../../../lib/job-state.ts";
import { keyOf, useAction, useEndpoint } from "../../../web/api.ts";
import { useBrand } from "../../../web/brand.tsx";
import { Button } from "../../../web/ui/button.tsx";
import { formatCount } from "../../../web/ui/format.ts";
import { Loaded } from "../../../web/ui/loaded.tsx";
import { Dot } from "../../../web/ui/page.tsx";
import { Panel } from "../../../web/ui/panel.tsx";
import { BlockSkeleton } from "../../../web/ui/skeleton.tsx";
import { EmptyState } from "../../../web/ui/states.tsx";
import { errorToast, toast } from "../../../web/ui/toast.tsx";
import { Time } from "../../../web/ui/zone.tsx";
import { type CorpState, showCorpEndpoint, startSyncEndpoint } from "../sync.contract.ts";
import { DifferencesPanel } from "./differences-panel.tsx";
import { PlacePanel } from "./place-panel.tsx";
import { RunNow, RunsPanel } from "./runs-panel.tsx";
import { WecomFrame } from "./wecom-frame.tsx";

const REFRESH_MS = 2_000;

/** 渠道接入 → 同步: what there is of the corp, how a sync gets on, and what differed. */
export function WecomSyncPage() {
  const { t } = useTranslation("wecom");
  const { connectionId = "" } = useParams();
  const query = useEndpoint(showCorpEndpoint, { connectionId }, { refreshMs: REFRESH_MS });
  const state = query.data;
  useFreshAfterSync(state);
  const isRunning = state?.runs.some((run) => isOpenJob(run.state)) ?? false;
  return (
    <WecomFrame
      connectionId={connectionId}
      part="sync"
      padded
      facts={state ? <Facts state={state} /> : null}
      actions={isRunning ? null : <StartButton connectionId={connectionId} again={state?.syncedAt != null} />}
    >
      <Loaded query={query} what={t("sync.what")} skeleton={<BlockSkeleton height={420} />}>
        {(now) =>
          now.runs.length === 0 ? (
            <EmptyState
              icon="refresh"
              title={t("sync.never")}
              text={t("sync.neverText")}
              actions={<StartButton connectionId={connectionId} again={false} />}
            />
          ) : (
            <>
              {now.runs[0] && isRunning ? <RunNow connectionId={connectionId} run={now.runs[0]} /> : null}
              <PresentPanel state={now} />
              <DifferencesPanel connectionId={connectionId} recent={now.differences.reduce((sum, one) => sum + one.n, 0)} />
              <RunsPanel connectionId={connectionId} runs={now.runs} />
              <PlacePanel connectionId={connectionId} orgId={now.orgId} />
            </>
          )
        }
      </Loaded>
    </WecomFrame>
  );
}

/** A sync that ended has changed what every other page shows: groups, members, staff, figures. */
function useFreshAfterSync(state: CorpState | undefined): void {
  const client = useQueryClient();
  const known = useRef<string | null>(undefined);
  const syncedAt = state?.syncedAt;
  useEffect(() => {
    if (syncedAt === undefined) return;
    const isNew = known.current !== undefined && known.current !== syncedAt;
    known.current = syncedAt;
    const [own] = keyOf(showCorpEndpoint);
    if (isNew) void client.invalidateQueries({ predicate: (one) => one.queryKey[0] !== own });
  }, [client, syncedAt]);
}

function Facts({ state }: { state: CorpState }) {
  const { t } = useTranslation("wecom");
  if (!state.syncedAt) return <>{t("sync.never")}</>;
  return (
    <>
      {t("sync.synced")} <Time at={state.syncedAt} />
      {state.reconciledAt ? (
        <>
          <Dot />
          {t("sync.reconciled")} <Time at={state.reconciledAt} />
        </>
      ) : null}
    </>
  );
}

function StartButton({ connectionId, again }: { connectionId: string; again: boolean }) {
  const { t } = useTranslation("wecom");
  const brand = useBrand();
  const start = useAction(startSyncEndpoint, {
    invalidates: [showCorpEndpoint],
    onDone: () => toast(t("sync.started")),
    onFailed: errorToast,
  });
  if (!brand.can("wecom.manage")) return null;
  return (
    <Button kind="primary" size="s" icon="refresh" busy={start.isPending} onClick={() => start.mutate({ connectionId })}>
      {t(again ? "sync.again" : "sync.start")}
    </Button>
  );
}

function PresentPanel({ state }: { state: CorpState }) {
  const { t } = useTranslation("wecom");
  const notes = {
    staff: [
      t("sync.linked", { n: formatCount(state.linkedStaff) }),
      state.problemStaff > 0 ? t("sync.problems", { n: formatCount(state.problemStaff) }) : "",
    ],
    customers: [],
    relations: [state.lostRelations > 0 ? t("sync.lost", { n: formatCount(state.lostRelations) }) : ""],
    groups: [
      state.plannedGroups > 0 ? t("sync.planned", { n: formatCount(state.plannedGroups) }) : "",
      state.dissolvedGroups > 0 ? t("sync.dissolved", { n: formatCount(state.dissolvedGroups) }) : "",
    ],
    people: [],
    tags: [],
  };
  const names = ["staff", "customers", "relations", "groups", "people", "tags"] as const;
  const waiting = state.waitingReads > 0 ? t("sync.waiting", { n: formatCount(state.waitingReads) }) : "";
  const failing = state.failingReads > 0 ? t("sync.failing", { n: formatCount(state.failingReads) }) : "";
  return (
    <Panel padded title={t("sync.present")} facts={[waiting, failing].filter(Boolean).join(" · ")}>
      <div className="wc-counts">
        {names.map((name) => (
          <div key={name}>
            <small>{t(`sync.counts.${name}`)}</small>
            <b>{formatCount(state[name])}</b>
            <small className="mut">{notes[name].filter(Boolean).join(" · ")}</small>
          </div>
        ))}
      </div>
    </Panel>
  );
}
