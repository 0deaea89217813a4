import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useAction } from "../../../web/api.ts";
import { weekdayName } from "../../../web/ui/format-time.ts";
import { newKey } from "../../../web/api.ts";
import { useGo } from "../../../web/ui/link.tsx";
import { errorToast, undoToast } from "../../../web/ui/toast.tsx";
import { useUrlState } from "../../../web/ui/use-url-state.ts";
import type { PlacedBlock } from "../calendar.rules.ts";
import { addSlots, alignSlots, clockOf, moveSlot, removeSlot, removeStep, replaceStep } from "../edit.rules.ts";
import { type FlowDetail, skipStepEndpoint, todayStepsEndpoint } from "../flows.contract.ts";
import type { FlowSpec, Step, StepSlot } from "../spec.contract.ts";
import { type FlowWeek, flowWeekEndpoint, type Repair } from "../week.contract.ts";
import { DryRun } from "./dry-run.tsx";
import { StepDrawer, type StepNames } from "./step-drawer.tsx";
import type { FlowEditor } from "./use-flow-editor.ts";
import { WeekCalendar } from "./week-calendar.tsx";
import { weekdaysWord, weekdayWord } from "./words.ts";

/** What the last change was, told in the bar and read aloud, with ways to widen it or take it back. */
export interface EditNote {
  text: string;
  align?: { label: string; run: () => void } | undefined;
}

interface CalendarViewProps {
  flow: FlowDetail;
  editor: FlowEditor;
  week: FlowWeek;
  names: StepNames;
  readOnly: boolean;
  onNames: (names: StepNames) => void;
  onNote: (note: EditNote | null) => void;
}

type Open = { step: Step; isNew: true } | { step: Step; isNew: false; day: string; weekday: number; isPast: boolean; isSkipped: boolean };

/** The week on the left, its dry run on the right, a step at the side. */
export function CalendarView({ flow, editor, week, names, readOnly, onNames, onNote }: CalendarViewProps) {
  const { t } = useTranslation("flows");
  const url = useUrlState();
  const go = useGo();
  const [open, setOpen] = useState<Open | null>(null);
  const [focusKey, setFocusKey] = useState("");
  const { spec } = editor;
  const skip = useAction(skipStepEndpoint, { invalidates: [flowWeekEndpoint, todayStepsEndpoint], onFailed: errorToast });
  const stepOf = (id: string | null) => spec.steps.find((step) => step.id === id);
  const change = (next: FlowSpec, note: EditNote) => {
    editor.apply(next);
    onNote(note);
  };

  const move = (block: PlacedBlock, to: StepSlot) => {
    const isGone = (day: string | undefined, minute: number) =>
      day !== undefined && (day < week.today || (day === week.today && minute <= week.nowMinute));
    const decision = block.stepId === null ? null : moveSlot(spec, block.stepId, block.weekday, to);
    const name = block.name;
    if (!decision || decision.verdict === "refuse" || isGone(week.days[to.weekday - 1]?.day, to.minute)) {
      const taken = decision?.verdict === "refuse" && decision.reason === "day-taken";
      return onNote({ text: taken ? t("edit.dayTaken", { name, day: weekdayWord(to.weekday) }) : t("edit.outside") });
    }
    const rest = stepOf(block.stepId)?.slots.filter((slot) => slot.weekday !== block.weekday && slot.minute !== to.minute).length ?? 0;
    const where = (weekday: number, minute: number) => t("edit.movedFrom", { day: weekdayWord(weekday), time: clockOf(minute) });
    const stepId = block.stepId ?? "";
    setFocusKey(`${stepId} ${to.weekday}`);
    change(decision.spec, {
      text: t("edit.moved", { name, from: where(block.weekday, block.minute), to: where(to.weekday, to.minute) }),
      align:
        rest > 0 && to.minute !== block.minute
          ? {
              label: t("edit.alignRest", { count: rest, time: clockOf(to.minute) }),
              run: () =>
                change(alignSlots(decision.spec, stepId, to.minute), {
                  text: t("edit.moved", { name, from: clockOf(block.minute), to: clockOf(to.minute) }),
                }),
            }
          : undefined,
    });
  };
  const removeDay = (stepId: string, weekday: number) => {
    const step = stepOf(stepId);
    if (!step) return;
    setOpen(null);
    change(removeSlot(spec, stepId, weekday), { text: t("edit.removed", { name: step.name, day: weekdayWord(weekday) }) });
  };
  const setSkip = (stepId: string, day: string, on: boolean) => {
    const name = stepOf(stepId)?.name ?? "";
    const say = (skipped: boolean) => t(skipped ? "edit.skipped" : "edit.unskipped", { name, day: `${weekdayName(day)} ${day.slice(5)}` });
    skip.mutate(
      { flowId: flow.id, stepId, day, skip: on },
      { onSuccess: () => undoToast(say(on), () => skip.mutate({ flowId: flow.id, stepId, day, skip: !on })) },
    );
  };
  const add = (slots: StepSlot[]) =>
    setOpen({
      isNew: true,
      step: {
        id: `s-${newKey().slice(0, 8)}`,
        name: "",
        direction: "engage",
        slots,
        minutes: 30,
        graceMinutes: 60,
        action: { kind: "send", content: null },
      },
    });
  const openBlock = (block: PlacedBlock) => {
    const step = stepOf(block.stepId) ?? flow.published?.spec.steps.find((one) => one.id === block.stepId);
    if (step)
      setOpen({ isNew: false, step, day: block.day, weekday: block.weekday, isPast: block.isPast, isSkipped: block.state === "skipped" });
    if (url.get("step")) url.clear("step");
  };
  const repair = (one: Repair) => {
    if (one.kind === "skip") return setSkip(one.stepId, one.day, true);
    if (one.kind === "new-step") return add(one.weekdays.map((weekday) => ({ weekday, minute: one.minute })));
    if (one.kind === "open-content" || one.kind === "open-column" || one.kind === "open-groups") return go("contents");
    const step = stepOf(one.stepId);
    if (!step) return;
    if (one.kind === "edit-step") return setOpen({ isNew: false, step, day: "", weekday: 0, isPast: true, isSkipped: false });
    const { next, text } = repaired(spec, step, one);
    change(next, { text });
  };

  return (
    <div className="flows-wrap">
      <WeekCalendar
        spec={spec}
        week={week}
        readOnly={readOnly}
        openKey={open && !open.isNew ? `${open.step.id} ${open.day}` : ""}
        focusKey={focusKey}
        onMove={move}
        onOpen={openBlock}
        onRemove={(block) => block.stepId && removeDay(block.stepId, block.weekday)}
        onAdd={(slot) => add([slot])}
      />
      <DryRun
        week={week}
        isThisWeek={week.days.some(({ day }) => day === week.today)}
        onRepair={readOnly ? null : repair}
        onUnskip={readOnly ? null : (stepId, day) => setSkip(stepId, day, false)}
      />
      {open ? (
        <StepDrawer
          key={`${open.step.id}${open.isNew ? "" : open.day}`}
          flowId={flow.id}
          step={open.step}
          isNew={open.isNew}
          readOnly={readOnly}
          day={open.isNew ? "" : open.day}
          weekday={open.isNew ? null : open.weekday}
          isPast={open.isNew || open.isPast}
          isSkipped={!open.isNew && open.isSkipped}
          names={names}
          onSave={(step, picked) => {
            onNames(picked);
            change(replaceStep(spec, step), { text: open.isNew ? t("edit.added", { name: step.name }) : "" });
            setOpen(null);
          }}
          onRemove={() => {
            change(removeStep(spec, open.step.id), { text: t("change.step-removed", { name: open.step.name }) });
            setOpen(null);
          }}
          onRemoveDay={() => !open.isNew && removeDay(open.step.id, open.weekday)}
          onSkip={(on) => {
            if (!open.isNew) setSkip(open.step.id, open.day, on);
            setOpen(null);
          }}
          onClose={() => setOpen(null)}
        />
      ) : null}
    </div>
  );

  function repaired(
    from: FlowSpec,
    step: Step,
    one: Extract<Repair, { kind: "move" | "make-task" | "fill" }>,
  ): { next: FlowSpec; text: string } {
    if (one.kind === "make-task")
      return {
        next: replaceStep(from, { ...step, action: { kind: "task", instructions: "" } }),
        text: t("edit.madeTask", { name: step.name }),
      };
    const days = weekdaysWord(one.weekdays);
    if (one.kind === "fill")
      return {
        next: addSlots(from, step.id, one.weekdays, one.minute),
        text: t("edit.filled", { days, time: clockOf(one.minute), name: step.name }),
      };
    const next = one.weekdays.reduce((sofar, weekday) => {
      const decision = moveSlot(sofar, step.id, weekday, { weekday, minute: one.minute });
      return decision.verdict === "done" ? decision.spec : sofar;
    }, from);
    return { next, text: t("edit.moved", { name: step.name, from: days, to: clockOf(one.minute) }) };
  }
}
