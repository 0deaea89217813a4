import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../../../web/ui/button.tsx";
import { Chip, Legend } from "../../../web/ui/chip.tsx";
import type { Tone } from "../../../web/ui/chip.tsx";
import { formatClock } from "../../../web/ui/format-time.ts";
import { MoreMenu, type MenuAction } from "../../../web/ui/more-menu.tsx";
import { Dot, Page } from "../../../web/ui/page.tsx";
import { Segmented } from "../../../web/ui/segmented.tsx";
import { useUrlState } from "../../../web/ui/use-url-state.ts";
import { useOffsetMinutes } from "../../../web/ui/zone.tsx";
import { directions } from "../../contents/body.contract.ts";
import { DirectionLegend } from "../../contents/web/labels.tsx";
import { shiftDay, weekTitle } from "../../contents/web/week-days.ts";
import { diffSpecs } from "../diff.rules.ts";
import type { FlowDetail } from "../flows.contract.ts";
import type { FlowState } from "../spec.contract.ts";
import type { FlowWeek } from "../week.contract.ts";
import type { EditNote } from "./calendar-view.tsx";
import type { FlowEditor } from "./use-flow-editor.ts";

export type FlowView = "calendar" | "effect" | "text" | "versions";
type Dialog = "publish" | "publish-start" | "compare" | "audience" | "start" | "pause" | "resume" | "stop" | "remove";

const tones: Record<FlowState, Tone> = { running: "good", paused: "warn", draft: "plain", stopped: "outline" };

export function FlowStateChip({ state, version }: { state: FlowState; version: number }) {
  const { t } = useTranslation("flows");
  return (
    <Chip tone={tones[state]} dot={state === "running"}>
      {t(`state.${state}`)}
      {version > 0 ? ` v${version}` : ""}
    </Chip>
  );
}

interface FlowFrameProps {
  flow: FlowDetail;
  editor: FlowEditor;
  week: FlowWeek | undefined;
  view: FlowView;
  note: EditNote | null;
  rerunning: boolean;
  onNote: (note: EditNote | null) => void;
  onRerun: () => void;
  onDialog: (dialog: Dialog) => void;
  onReload: () => void;
  children: ReactNode;
}

/** The bar of an SOP and the line of tools under it. */
export function FlowFrame(props: FlowFrameProps) {
  const { flow, editor, week, onDialog, children } = props;
  const { t } = useTranslation("flows");
  return (
    <Page
      title={flow.name}
      flush
      search={false}
      crumbs={[{ label: t("title"), to: "flows" }]}
      mark={<FlowStateChip state={flow.state} version={flow.published?.version ?? 0} />}
      facts={
        <>
          {flow.names.audience || t("chosenGroups")}
          <Dot />
          {t("groups", { count: week?.groups ?? flow.groups })}
        </>
      }
      aside={<SaveNote {...props} />}
      actions={<Actions {...props} />}
    >
      {flow.canManage ? null : <p className="flows-banner plain">{t("edit.readOnly", { org: flow.orgName })}</p>}
      {editor.state === "conflict" ? (
        <p className="flows-banner" role="alert">
          {t("edit.elsewhere")}
          <Button size="xs" onClick={() => globalThis.location.reload()}>
            {t("edit.reload")}
          </Button>
        </p>
      ) : null}
      <Tools {...props} onDialog={onDialog} />
      {children}
    </Page>
  );
}

function SaveNote({ flow, editor }: FlowFrameProps) {
  const { t } = useTranslation("flows");
  const offset = useOffsetMinutes();
  if (!flow.canManage) return null;
  const time = formatClock(editor.saved.at, offset);
  const changes = flow.published ? diffSpecs(flow.published.spec, editor.spec).length : 0;
  if (editor.state === "saving") return <span className="mut sm12">{t("edit.saving")}</span>;
  if (editor.state === "failed") {
    return (
      <span className="bad sm12">
        {t("edit.failed")}{" "}
        <button type="button" className="lnk" onClick={() => void editor.flush()}>
          {t("edit.retry")}
        </button>
      </span>
    );
  }
  if (changes > 0) return <span className="mut sm12 nw">{t("edit.savedChanges", { count: changes, time })}</span>;
  return flow.published ? null : <span className="mut sm12 nw">{t("edit.saved", { time })}</span>;
}

function Actions({ flow, editor, rerunning, onRerun, onDialog }: FlowFrameProps) {
  const { t } = useTranslation("flows");
  if (!flow.canManage) return null;
  const isChanged = flow.published === null || diffSpecs(flow.published.spec, editor.spec).length > 0;
  const isLive = flow.state === "running" || flow.state === "paused";
  const more: MenuAction[] = [
    ...(flow.state === "running" && isChanged
      ? [{ key: "pause", label: t("actions.pause"), icon: "pause" as const, onRun: () => onDialog("pause") }]
      : []),
    { key: "audience", label: t("actions.audience"), icon: "groups", onRun: () => onDialog("audience") },
    ...(isLive ? [{ key: "stop", label: t("actions.stop"), icon: "stop" as const, danger: true, onRun: () => onDialog("stop") }] : []),
    ...(flow.latestVersion === 0
      ? [{ key: "remove", label: t("actions.remove"), icon: "trash" as const, danger: true, onRun: () => onDialog("remove") }]
      : []),
  ];
  const main = () => {
    if (flow.state === "paused" && !isChanged) return { label: t("actions.resume"), run: () => onDialog("resume") };
    if (isLive && isChanged) return { label: t("actions.publish", { version: flow.latestVersion + 1 }), run: () => onDialog("publish") };
    if (!isLive && isChanged) return { label: t("actions.publishStart"), run: () => onDialog("publish-start") };
    return isLive ? null : { label: t(flow.state === "stopped" ? "actions.restart" : "actions.start"), run: () => onDialog("start") };
  };
  const primary = main();
  return (
    <>
      <Button size="s" icon="refresh" busy={rerunning} onClick={onRerun}>
        {t("actions.rerun")}
      </Button>
      {flow.latestVersion > 0 ? (
        <Button size="s" onClick={() => onDialog("compare")}>
          {t("actions.compare")}
        </Button>
      ) : null}
      {flow.state === "running" && !isChanged ? (
        <Button size="s" icon="pause" onClick={() => onDialog("pause")}>
          {t("actions.pause")}
        </Button>
      ) : null}
      {flow.state === "paused" && isChanged ? (
        <Button size="s" icon="start" onClick={() => onDialog("resume")}>
          {t("actions.resume")}
        </Button>
      ) : null}
      <MoreMenu bordered actions={more} />
      {primary ? (
        <Button size="s" kind="primary" onClick={primary.run}>
          {primary.label}
        </Button>
      ) : null}
    </>
  );
}

function Tools({ view, week, note, editor, onNote, flow }: FlowFrameProps) {
  const { t } = useTranslation("flows");
  const url = useUrlState();
  const views = (["calendar", "effect", "text", "versions"] as const).map((value) => ({ value, label: t(`views.${value}`) }));
  const [from, to] = [week?.days[0]?.day, week?.days.at(-1)?.day];
  return (
    <div className="flows-tool">
      <Segmented
        label={t("views.label")}
        options={views}
        value={view}
        onChange={(next) => url.set({ view: next === "calendar" ? "" : next })}
      />
      {view === "calendar" && week && from && to ? (
        <>
          <span className="row g4">
            <Button kind="quiet" size="s" icon="left" label={t("week.previous")} onClick={() => url.set({ day: shiftDay(from, -7) })} />
            <b className="nw">{weekTitle(from, to)}</b>
            <Button kind="quiet" size="s" icon="right" label={t("week.next")} onClick={() => url.set({ day: shiftDay(from, 7) })} />
          </span>
          <Button size="xs" disabled={from <= week.today && week.today <= to} onClick={() => url.set({ day: "" })}>
            {t("week.thisWeek")}
          </Button>
        </>
      ) : null}
      <span className="flows-status" role="status" aria-live="polite">
        {note?.text ? <span className="el">{note.text}</span> : null}
        {note?.align ? (
          <button type="button" className="lnk nw" onClick={note.align.run}>
            {note.align.label}
          </button>
        ) : null}
      </span>
      {flow.canManage && (editor.canUndo || editor.canRedo) ? (
        <span className="row g4">
          <Button
            kind="quiet"
            size="s"
            icon="undo"
            label={t("edit.undo")}
            disabled={!editor.canUndo}
            onClick={() => {
              editor.undo();
              onNote(null);
            }}
          />
          <Button
            kind="quiet"
            size="s"
            icon="redo"
            label={t("edit.redo")}
            disabled={!editor.canRedo}
            onClick={() => {
              editor.redo();
              onNote(null);
            }}
          />
        </span>
      ) : null}
      <span className="sp" />
      {view === "calendar" && !note?.text ? (
        <>
          {directions.map((direction) => (
            <DirectionLegend key={direction} direction={direction} />
          ))}
          {week && week.busy.length > 0 ? (
            <Legend color="repeating-linear-gradient(135deg, var(--hover) 0 2px, var(--t4) 2px 3px)">{t("week.busy")}</Legend>
          ) : null}
        </>
      ) : null}
    </div>
  );
}
