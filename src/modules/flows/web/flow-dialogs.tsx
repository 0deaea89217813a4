import { useState } from "react";
import { useTranslation } from "react-i18next";
import { clockOf } from "../../../lib/clock.ts";
import { joint } from "../../../web/i18n/joint.ts";
import { useAction } from "../../../web/api.ts";
import { ConfirmNumbers } from "../../../web/ui/confirm-numbers.tsx";
import { formatCount } from "../../../web/ui/format.ts";
import { useGo } from "../../../web/ui/link.tsx";
import { errorToast, toast } from "../../../web/ui/toast.tsx";
import {
  type FlowDetail,
  listFlowsEndpoint,
  listFlowVersionsEndpoint,
  pauseFlowEndpoint,
  removeFlowEndpoint,
  resumeFlowEndpoint,
  showFlowEndpoint,
  startFlowEndpoint,
  stopFlowEndpoint,
  todayStepsEndpoint,
} from "../flows.contract.ts";
import type { Step } from "../spec.contract.ts";
import { type FlowWeek, flowWeekEndpoint } from "../week.contract.ts";

export const flowReads = [showFlowEndpoint, listFlowsEndpoint, flowWeekEndpoint, todayStepsEndpoint, listFlowVersionsEndpoint];

export type CourseMove = "start" | "pause" | "resume" | "stop" | "remove";

interface FlowDialogProps {
  flow: FlowDetail;
  /** This week: tells what is still to come today. */
  week: FlowWeek | undefined;
  onClose: () => void;
}

/** Steps that fell due today and are still within their grace. */
export function stillInTime(steps: readonly Step[], week: FlowWeek | undefined): { name: string; minute: number }[] {
  const today = week?.days.find((day) => day.day === week.today);
  if (!week || !today) return [];
  return steps.flatMap((step) => {
    const minute = step.slots.find((slot) => slot.weekday === today.weekday)?.minute;
    return minute !== undefined && minute <= week.nowMinute && minute + step.graceMinutes > week.nowMinute
      ? [{ name: step.name, minute }]
      : [];
  });
}

/** The dialog of one turn in a flow's course, numbers first. */
export function FlowDialog({ move, ...props }: FlowDialogProps & { move: CourseMove }) {
  if (move === "start") return <StartDialog {...props} />;
  if (move === "pause") return <PauseDialog {...props} />;
  if (move === "resume") return <ResumeDialog {...props} />;
  return move === "stop" ? <StopDialog {...props} /> : <RemoveDialog {...props} />;
}

export function CatchUp(props: { late: readonly { name: string; minute: number }[]; value: boolean; onChange: (value: boolean) => void }) {
  const { t } = useTranslation("flows");
  const { late, value, onChange } = props;
  if (late.length === 0) return null;
  const names = late.map((one) => `${clockOf(one.minute)} ${one.name}`);
  return (
    <label className="flows-catch">
      <input type="checkbox" className="chk" checked={value} onChange={(event) => onChange(event.target.checked)} />
      {t("course.catchUp", { names: names.join(joint("items")) })}
    </label>
  );
}

function StartDialog({ flow, week, onClose }: FlowDialogProps) {
  const { t } = useTranslation("flows");
  const [catchUp, setCatchUp] = useState(false);
  const start = useAction(startFlowEndpoint, {
    invalidates: flowReads,
    onFailed: errorToast,
    onDone: ({ groups }) => {
      toast(t("course.started", { count: groups }));
      onClose();
    },
  });
  const late = stillInTime(flow.published?.spec.steps ?? [], week);
  const left = week?.occurrences.filter((one) => one.day === week.today && !one.isPast).toSorted((a, b) => a.minute - b.minute) ?? [];
  const first = left[0];
  return (
    <ConfirmNumbers
      open
      icon="start"
      title={t("course.startTitle", { name: flow.name })}
      facts={t("course.startFacts")}
      numbers={[
        { value: formatCount(flow.groups), label: t("course.groups") },
        { value: left.length, label: t("course.stepsLeft") },
        { value: first ? clockOf(first.minute) : "—", label: first ? first.name : t("course.next") },
      ]}
      confirm={t("course.startConfirm", { count: flow.groups })}
      busy={start.isPending}
      disabled={flow.groups === 0}
      onConfirm={() => start.mutate({ flowId: flow.id, catchUp })}
      onClose={onClose}
    >
      <CatchUp late={late} value={catchUp} onChange={setCatchUp} />
    </ConfirmNumbers>
  );
}

function PauseDialog({ flow, onClose }: FlowDialogProps) {
  const { t } = useTranslation("flows");
  const pause = useAction(pauseFlowEndpoint, {
    invalidates: flowReads,
    onFailed: errorToast,
    onDone: ({ held }) => {
      toast(held > 0 ? t("course.pausedHeld", { count: held }) : t("course.paused"));
      onClose();
    },
  });
  const title = t("course.pauseTitle", { name: flow.name });
  return (
    <ConfirmNumbers
      open
      icon="pause"
      title={title}
      facts={t("course.pauseFacts")}
      confirm={t("course.pauseConfirm", { count: flow.groups })}
      busy={pause.isPending}
      onConfirm={() => pause.mutate({ flowId: flow.id })}
      onClose={onClose}
    />
  );
}

function ResumeDialog({ flow, week, onClose }: FlowDialogProps) {
  const { t } = useTranslation("flows");
  const [catchUp, setCatchUp] = useState(false);
  const resume = useAction(resumeFlowEndpoint, {
    invalidates: flowReads,
    onFailed: errorToast,
    onDone: () => {
      toast(t("course.resumed"));
      onClose();
    },
  });
  const made = new Set(week?.occurrences.filter((one) => one.day === week.today && one.state === "made").map((one) => one.name));
  const late = stillInTime(flow.published?.spec.steps ?? [], week).filter((one) => !made.has(one.name));
  return (
    <ConfirmNumbers
      open
      icon="start"
      title={t("course.resumeTitle", { name: flow.name })}
      facts={t("course.resumeFacts")}
      confirm={t("course.resumeConfirm")}
      busy={resume.isPending}
      onConfirm={() => resume.mutate({ flowId: flow.id, catchUp })}
      onClose={onClose}
    >
      <CatchUp late={late} value={catchUp} onChange={setCatchUp} />
    </ConfirmNumbers>
  );
}

function StopDialog({ flow, onClose }: FlowDialogProps) {
  const { t } = useTranslation("flows");
  const stop = useAction(stopFlowEndpoint, {
    invalidates: flowReads,
    onFailed: errorToast,
    onDone: ({ spared }) => {
      toast(t("course.stopped", { count: spared }));
      onClose();
    },
  });
  const title = t("course.stopTitle", { name: flow.name });
  return (
    <ConfirmNumbers
      open
      icon="stop"
      danger
      title={title}
      facts={t("course.stopFacts")}
      confirm={t("course.stopConfirm", { count: flow.groups })}
      busy={stop.isPending}
      onConfirm={() => stop.mutate({ flowId: flow.id })}
      onClose={onClose}
    />
  );
}

function RemoveDialog({ flow, onClose }: FlowDialogProps) {
  const { t } = useTranslation("flows");
  const go = useGo();
  const remove = useAction(removeFlowEndpoint, {
    invalidates: [listFlowsEndpoint],
    onFailed: errorToast,
    onDone: () => {
      toast(t("course.removed", { name: flow.name }));
      go("flows");
    },
  });
  const title = t("course.removeTitle", { name: flow.name });
  return (
    <ConfirmNumbers
      open
      icon="trash"
      danger
      title={title}
      facts={t("course.removeFacts")}
      confirm={t("course.removeConfirm")}
      busy={remove.isPending}
      onConfirm={() => remove.mutate({ flowId: flow.id })}
      onClose={onClose}
    />
  );
}
