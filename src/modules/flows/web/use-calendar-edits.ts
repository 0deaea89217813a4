import { useState } from "react";
import { useTranslation } from "react-i18next";
import { clockOf } from "../../../lib/clock.ts";
import { callEndpoint, useAction } from "../../../web/api.ts";
import { formatDay } from "../../../web/ui/format-time.ts";
import { errorToast } from "../../../web/ui/toast.tsx";
import { useTakeBack } from "../../../web/ui/use-take-back.ts";
import type { PlacedBlock } from "../calendar.rules.ts";
import { addSlots, alignSlots, moveSlot, removeSlot, removeStep, replaceStep } from "../edit.rules.ts";
import { type FlowDetail, skipStepEndpoint, todayStepsEndpoint } from "../flows.contract.ts";
import type { FlowSpec, Step, StepSlot } from "../spec.contract.ts";
import { type FlowWeek, flowWeekEndpoint, type Repair } from "../week.contract.ts";
import type { FlowEditor } from "./use-flow-editor.ts";
import { weekdaysWord, weekdayWord } from "./words.ts";

/** What the last change was, told in the bar and read aloud, with a way to widen it. */
export interface EditNote {
  text: string;
  align?: { label: string; run: () => void } | undefined;
}

/** Where the focus goes after a change. */
export interface SlotFocus {
  stepId: string;
  weekday: number;
}

interface CalendarEditsOptions {
  flow: FlowDetail;
  editor: FlowEditor;
  week: FlowWeek;
  onNote: (note: EditNote | null) => void;
}

type SpecRepair = Extract<Repair, { kind: "move" | "make-task" | "fill" }>;

const isOver = (week: FlowWeek, to: StepSlot) => {
  const day = week.days[to.weekday - 1]?.day ?? "";
  return day < week.today || (day === week.today && to.minute <= week.nowMinute);
};

/** Changes of the draft made on the calendar, each told in a sentence. */
export function useCalendarEdits({ flow, editor, week, onNote }: CalendarEditsOptions) {
  const { t } = useTranslation("flows");
  const [focus, setFocus] = useState<SlotFocus | null>(null);
  const { spec } = editor;
  const stepOf = (id: string | null) => spec.steps.find((step) => step.id === id);
  const touched = [flowWeekEndpoint, todayStepsEndpoint];
  const takeBack = useTakeBack(touched);
  const skip = useAction(skipStepEndpoint, {
    invalidates: touched,
    onDone: (_, input) => {
      const text = t(input.skip ? "edit.skipped" : "edit.unskipped", {
        name: stepOf(input.stepId)?.name ?? "",
        day: formatDay(input.day, true),
      });
      takeBack(text, () => callEndpoint(skipStepEndpoint, { ...input, skip: !input.skip }), `skip ${input.stepId} ${input.day}`);
    },
    onFailed: errorToast,
  });
  const change = (next: FlowSpec, note: EditNote) => {
    editor.apply(next);
    onNote(note);
  };
  const where = (weekday: number, minute: number) => t("edit.movedFrom", { day: weekdayWord(weekday), time: clockOf(minute) });

  /** Offers the other days the same time, where they have another. */
  const alignment = (next: FlowSpec, block: PlacedBlock, to: StepSlot): EditNote["align"] => {
    const stepId = block.stepId ?? "";
    const rest = stepOf(stepId)?.slots.filter((slot) => slot.weekday !== block.weekday && slot.minute !== to.minute).length ?? 0;
    if (rest === 0 || to.minute === block.minute) return undefined;
    const text = t("edit.moved", { name: block.name, from: clockOf(block.minute), to: clockOf(to.minute) });
    return {
      label: t("edit.alignRest", { count: rest, time: clockOf(to.minute) }),
      run: () => change(alignSlots(next, stepId, to.minute), { text }),
    };
  };
  const move = (block: PlacedBlock, to: StepSlot) => {
    const { name, stepId } = block;
    if (stepId === null) return;
    const decision = moveSlot(spec, stepId, block.weekday, to);
    if (decision.verdict === "refuse" && decision.reason === "day-taken")
      return onNote({ text: t("edit.dayTaken", { name, day: weekdayWord(to.weekday) }) });
    if (decision.verdict === "refuse" || isOver(week, to)) return onNote({ text: t("edit.outside") });
    setFocus({ stepId, weekday: to.weekday });
    const text = t("edit.moved", { name, from: where(block.weekday, block.minute), to: where(to.weekday, to.minute) });
    change(decision.spec, { text, align: alignment(decision.spec, block, to) });
  };
  const setSkip = (stepId: string, day: string, on: boolean) => {
    const isOnItsWay = skip.isPending && skip.variables.stepId === stepId && skip.variables.day === day;
    // A step that was only just put into the draft is known to the server once that is kept.
    if (!isOnItsWay) void editor.flush().then(() => skip.mutate({ flowId: flow.id, stepId, day, skip: on }));
  };
  const repair = (step: Step, one: SpecRepair) => {
    if (one.kind === "make-task")
      return change(replaceStep(spec, { ...step, action: { kind: "task", instructions: "" } }), {
        text: t("edit.madeTask", { name: step.name }),
      });
    const days = weekdaysWord(one.weekdays);
    const time = clockOf(one.minute);
    if (one.kind === "fill")
      return change(addSlots(spec, step.id, one.weekdays, one.minute), { text: t("edit.filled", { days, time, name: step.name }) });
    const next = one.weekdays.reduce((sofar, weekday) => {
      const decision = moveSlot(sofar, step.id, weekday, { weekday, minute: one.minute });
      return decision.verdict === "done" ? decision.spec : sofar;
    }, spec);
    change(next, { text: t("edit.moved", { name: step.name, from: days, to: time }) });
  };
  return {
    focus,
    stepOf,
    move,
    setSkip,
    repair,
    removeDay: (stepId: string, weekday: number) => {
      const step = stepOf(stepId);
      if (step) change(removeSlot(spec, stepId, weekday), { text: t("edit.removed", { name: step.name, day: weekdayWord(weekday) }) });
    },
    remove: (step: Step) => change(removeStep(spec, step.id), { text: t("change.step-removed", { name: step.name }) }),
    keep: (step: Step) => {
      const isNew = !stepOf(step.id);
      if (isNew && step.slots[0]) setFocus({ stepId: step.id, weekday: step.slots[0].weekday });
      change(replaceStep(spec, step), { text: isNew ? t("edit.added", { name: step.name }) : "" });
    },
  };
}
