import { useState } from "react";
import { newKey } from "../../../web/api.ts";
import { useUrlState } from "../../../web/ui/use-url-state.ts";
import type { PlacedBlock } from "../calendar.rules.ts";
import type { FlowDetail } from "../flows.contract.ts";
import type { Step, StepSlot } from "../spec.contract.ts";
import type { FlowWeek, Repair } from "../week.contract.ts";
import { DryRun } from "./dry-run.tsx";
import { StepDrawer, type StepNames } from "./step-drawer.tsx";
import { type EditNote, useCalendarEdits } from "./use-calendar-edits.ts";
import type { FlowEditor } from "./use-flow-editor.ts";
import { WeekCalendar } from "./week-calendar.tsx";

interface CalendarViewProps {
  flow: FlowDetail;
  editor: FlowEditor;
  week: FlowWeek;
  names: StepNames;
  readOnly: boolean;
  onNames: (names: StepNames) => void;
  onNote: (note: EditNote | null) => void;
}

/** The step at the side; a block's day says which occurrence was opened, a new step has none. */
interface Open {
  step: Step;
  isNew: boolean;
  day: string;
  weekday: number | null;
  isPast: boolean;
  isSkipped: boolean;
}

const anew = (slots: StepSlot[]): Open => ({
  step: {
    id: `s-${newKey().slice(0, 8)}`,
    name: "",
    direction: "engage",
    slots,
    minutes: 30,
    graceMinutes: 60,
    action: { kind: "send", content: null },
  },
  isNew: true,
  day: "",
  weekday: null,
  isPast: false,
  isSkipped: false,
});

/** The week on the left, its dry run on the right, a step at the side. */
export function CalendarView({ flow, editor, week, names, readOnly, onNames, onNote }: CalendarViewProps) {
  const asked = useUrlState().get("step");
  const [open, setOpen] = useState<Open | null>(() => {
    const step = editor.spec.steps.find((one) => one.id === asked);
    return step ? { ...anew([]), step, isNew: false } : null;
  });
  const edits = useCalendarEdits({ flow, editor, week, onNote });
  const close = () => setOpen(null);
  const openBlock = ({ stepId, day, weekday, isPast, state }: PlacedBlock) => {
    const step = edits.stepOf(stepId) ?? flow.published?.spec.steps.find((one) => one.id === stepId);
    if (step) setOpen({ step, isNew: false, day, weekday, isPast, isSkipped: state === "skipped" });
  };
  const repair = (one: Repair) => {
    if (one.kind === "skip") return edits.setSkip(one.stepId, one.day, true);
    if (one.kind === "new-step") return setOpen(anew(one.weekdays.map((weekday) => ({ weekday, minute: one.minute }))));
    const step = "stepId" in one ? edits.stepOf(one.stepId) : undefined;
    if (!step) return;
    if (one.kind === "edit-step") return setOpen({ ...anew([]), step, isNew: false });
    if (one.kind === "move" || one.kind === "make-task" || one.kind === "fill") edits.repair(step, one);
  };
  return (
    <div className="flows-wrap">
      <WeekCalendar
        spec={editor.spec}
        week={week}
        readOnly={readOnly}
        openKey={open ? `${open.step.id} ${open.day}` : ""}
        focus={edits.focus}
        onMove={edits.move}
        onOpen={openBlock}
        onRemove={(block) => block.stepId && edits.removeDay(block.stepId, block.weekday)}
        onAdd={(slot) => setOpen(anew([slot]))}
      />
      <DryRun
        week={week}
        isThisWeek={week.days.some(({ day }) => day === week.today)}
        onRepair={readOnly ? null : repair}
        onUnskip={readOnly ? null : (stepId, day) => edits.setSkip(stepId, day, false)}
      />
      {open ? (
        <StepDrawer
          key={`${open.step.id}${open.day}`}
          flowId={flow.id}
          {...open}
          readOnly={readOnly}
          names={names}
          onSave={(step, picked) => {
            onNames(picked);
            edits.keep(step);
            close();
          }}
          onRemove={() => {
            edits.remove(open.step);
            close();
          }}
          onRemoveDay={() => {
            if (open.weekday !== null) edits.removeDay(open.step.id, open.weekday);
            close();
          }}
          onSkip={(on) => {
            edits.setSkip(open.step.id, open.day, on);
            close();
          }}
          onClose={close}
        />
      ) : null}
    </div>
  );
}
