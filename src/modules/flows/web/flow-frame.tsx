import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../../../web/ui/button.tsx";
import { Chip, Legend } from "../../../web/ui/chip.tsx";
import type { Tone } from "../../../web/ui/chip.tsx";
import { formatClock } from "../../../web/ui/format-time.ts";
import { MoreMenu, type MenuAction } from "../../../web/ui/more-menu.tsx";
import { Dot, Page } from "../../../web/ui/page.tsx";
import { Segmented } from "../../../web/ui/segmented.tsx";
import { useKeys } from "../../../web/ui/use-keys.ts";
import { useUrlState } from "../../../web/ui/use-url-state.ts";
import { useOffsetMinutes } from "../../../web/ui/zone.tsx";
import { directions } from "../../contents/body.contract.ts";
import { DirectionLegend } from "../../contents/web/labels.tsx";
import { shiftDay, weekTitle } from "../../contents/web/week-days.ts";
import { diffSpecs } from "../diff.rules.ts";
import type { FlowDetail } from "../flows.contract.ts";
import type { FlowState } from "../spec.contract.ts";
import type { FlowWeek } from "../week.contract.ts";
import type { EditNote } from "./use-calendar-edits.ts";
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

/** The one thing to do next: publish what changed, start what rests, go on with what is paused. */
function nextStep(flow: FlowDetail, isChanged: boolean): Dialog | null {
  const isLive = flow.state === "running" || flow.state === "paused";
  if (isChanged) return isLive ? "publish" : "publish-start";
  if (flow.state === "paused") return "resume";
  return isLive ? null : "start";
}

function Actions({ flow, editor, rerunning, onRerun, onDialog }: FlowFrameProps) {
  const { t } = useTranslation("flows");
  if (!flow.canManage) return null;
  const isChanged = flow.published === null || diffSpecs(flow.published.spec, editor.spec).length > 0;
  const primary = nextStep(flow, isChanged);
  const labels: Partial<Record<Dialog, string>> = {
    publish: t("actions.publish", { version: flow.latestVersion + 1 }),
    "publish-start": t("actions.publishStart"),
    resume: t("actions.resume"),
    start: t(flow.state === "stopped" ? "actions.restart" : "actions.start"),
  };
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
      <CourseButton flow={flow} isPrimary={primary === "resume"} onDialog={onDialog} />
      <MoreActions flow={flow} onDialog={onDialog} />
      {primary ? (
        <Button size="s" kind="primary" onClick={() => onDialog(primary)}>
          {labels[primary]}
        </Button>
      ) : null}
    </>
  );
}

/** Pause and go on stay at hand whatever else is to be done. */
function CourseButton({ flow, isPrimary, onDialog }: Pick<FlowFrameProps, "flow" | "onDialog"> & { isPrimary: boolean }) {
  const { t } = useTranslation("flows");
  if (flow.state === "running") {
    return (
      <Button size="s" icon="pause" onClick={() => onDialog("pause")}>
        {t("actions.pause")}
      </Button>
    );
  }
  if (flow.state !== "paused" || isPrimary) return null;
  return (
    <Button size="s" icon="start" onClick={() => onDialog("resume")}>
      {t("actions.resume")}
    </Button>
  );
}

function MoreActions({ flow, onDialog }: Pick<FlowFrameProps, "flow" | "onDialog">) {
  const { t } = useTranslation("flows");
  const isLive = flow.state === "running" || flow.state === "paused";
  const stop: MenuAction = { key: "stop", label: t("actions.stop"), icon: "stop", danger: true, onRun: () => onDialog("stop") };
  const remove: MenuAction = { key: "remove", label: t("actions.remove"), icon: "trash", danger: true, onRun: () => onDialog("remove") };
  const audience: MenuAction = { key: "audience", label: t("actions.audience"), icon: "groups", onRun: () => onDialog("audience") };
  return <MoreMenu bordered actions={[audience, ...(isLive ? [stop] : []), ...(flow.latestVersion === 0 ? [remove] : [])]} />;
}

function Tools({ view, week, note, editor, onNote, flow }: FlowFrameProps) {
  const { t } = useTranslation("flows");
  const url = useUrlState();
  const shown = (["calendar", "effect", "text", "versions"] as const).map((value) => ({ value, label: t(`views.${value}`) }));
  const isCalendar = view === "calendar";
  return (
    <div className="flows-tool">
      <Segmented
        label={t("views.label")}
        options={shown}
        value={view}
        onChange={(next) => url.set({ view: next === "calendar" ? "" : next })}
      />
      {isCalendar && week ? <WeekSteps week={week} /> : null}
      <Status note={note} />
      {flow.canManage ? <History editor={editor} onNote={onNote} /> : null}
      <span className="sp" />
      {isCalendar && !note?.text ? <Legends hasBusy={(week?.busy.length ?? 0) > 0} /> : null}
    </div>
  );
}

/** The last change in a sentence, read aloud. */
function Status({ note }: { note: EditNote | null }) {
  return (
    <span className="flows-status" role="status" aria-live="polite">
      <span className="el">{note?.text}</span>
      {note?.align ? (
        <button type="button" className="lnk nw" onClick={note.align.run}>
          {note.align.label}
        </button>
      ) : null}
    </span>
  );
}

function WeekSteps({ week }: { week: FlowWeek }) {
  const { t } = useTranslation("flows");
  const url = useUrlState();
  const [from, to] = [week.from, shiftDay(week.from, 6)];
  return (
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
  );
}

function History({ editor, onNote }: Pick<FlowFrameProps, "editor" | "onNote">) {
  const { t } = useTranslation("flows");
  const turn = (run: () => void) => {
    run();
    onNote(null);
  };
  const undo = () => turn(editor.undo);
  const redo = () => turn(editor.redo);
  useKeys({ "mod+z": undo, "mod+shift+z": redo, "mod+y": redo });
  if (!editor.canUndo && !editor.canRedo) return null;
  return (
    <span className="row g4">
      <Button kind="quiet" size="s" icon="undo" label={t("edit.undo")} aria-disabled={!editor.canUndo} onClick={undo} />
      <Button kind="quiet" size="s" icon="redo" label={t("edit.redo")} aria-disabled={!editor.canRedo} onClick={redo} />
    </span>
  );
}

function Legends({ hasBusy }: { hasBusy: boolean }) {
  const { t } = useTranslation("flows");
  return (
    <>
      {directions.map((direction) => (
        <DirectionLegend key={direction} direction={direction} />
      ))}
      {hasBusy ? <Legend color="repeating-linear-gradient(135deg, var(--hover) 0 2px, var(--t4) 2px 3px)">{t("week.busy")}</Legend> : null}
    </>
  );
}
