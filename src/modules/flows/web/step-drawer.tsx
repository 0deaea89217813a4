import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useEndpoint } from "../../../web/api.ts";
import { Button } from "../../../web/ui/button.tsx";
import { Drawer } from "../../../web/ui/drawer.tsx";
import { formatCount } from "../../../web/ui/format.ts";
import { formatDay } from "../../../web/ui/format-time.ts";
import { FormField } from "../../../web/ui/form-field.tsx";
import { Segmented } from "../../../web/ui/segmented.tsx";
import { TextInput } from "../../../web/ui/text-input.tsx";
import { directions } from "../../contents/body.contract.ts";
import { flowStatsEndpoint } from "../flows.contract.ts";
import { Step } from "../spec.contract.ts";
import { ActionFields } from "./action-fields.tsx";
import { rowsOf, type TimeRow } from "../../contents/web/time-rows.tsx";
import { slotsOfRows, TimesField } from "./times-field.tsx";
import { weekdaysWord, weekdayWord } from "./words.ts";

export interface StepNames {
  contents: Record<string, string>;
  columns: Record<string, string>;
}

interface StepDrawerProps {
  flowId: string;
  step: Step;
  isNew: boolean;
  readOnly: boolean;
  /** The day whose block was opened; empty for a new step. */
  day: string;
  weekday: number | null;
  isPast: boolean;
  isSkipped: boolean;
  names: StepNames;
  onSave: (step: Step, picked: StepNames) => void;
  onRemove: () => void;
  onRemoveDay: () => void;
  onSkip: (skip: boolean) => void;
  onClose: () => void;
}

/** All of one step: when, what, for how long, how late at most. */
export function StepDrawer(props: StepDrawerProps) {
  const { step, isNew, readOnly, onSave, onClose } = props;
  const { t } = useTranslation("flows");
  const form = useStepForm(step, props.names);
  const { ready } = form;
  const foot = readOnly ? undefined : (
    <>
      {isNew ? null : (
        <Button kind="danger" onClick={props.onRemove}>
          {t("step.remove")}
        </Button>
      )}
      <span className="sp" />
      <Button kind="primary" disabled={ready === null} onClick={() => ready && onSave(ready, form.picked)}>
        {t("step.save")}
      </Button>
    </>
  );
  return (
    <Drawer
      open
      title={isNew ? t("step.new") : step.name}
      facts={props.day ? formatDay(props.day, true) : undefined}
      onClose={onClose}
      foot={foot}
    >
      <fieldset className="pad flows-step" disabled={readOnly}>
        {isNew ? null : <Known {...props} />}
        <StepFields form={form} isNew={isNew} readOnly={readOnly} />
      </fieldset>
    </Drawer>
  );
}

/** What has been said of a step so far; `ready` is the step it makes, null while something is amiss. */
function useStepForm(step: Step, names: StepNames) {
  const [fields, setFields] = useState({
    name: step.name,
    direction: step.direction,
    action: step.action,
    minutes: String(step.minutes),
    grace: String(step.graceMinutes),
  });
  const [rows, setRows] = useState<TimeRow[]>(rowsOf(step.slots));
  const [picked, setPicked] = useState(names);
  const { slots, doubled } = slotsOfRows(rows);
  const { minutes, grace, ...rest } = fields;
  const parsed = Step.safeParse({ ...rest, id: step.id, slots, minutes: Number(minutes), graceMinutes: Number(grace) });
  return {
    fields,
    set: (changes: Partial<typeof fields>) => setFields({ ...fields, ...changes }),
    rows,
    setRows,
    picked,
    addName: (id: string, label: string) => setPicked({ ...picked, contents: { ...picked.contents, [id]: label } }),
    doubled,
    ready: parsed.success && doubled.length === 0 ? parsed.data : null,
  };
}

function StepFields({ form, isNew, readOnly }: { form: ReturnType<typeof useStepForm>; isNew: boolean; readOnly: boolean }) {
  const { t } = useTranslation("flows");
  const { fields, set, doubled } = form;
  return (
    <>
      <FormField label={t("step.name")}>
        <TextInput
          value={fields.name}
          onChange={(name) => set({ name })}
          maxLength={20}
          placeholder={t("step.namePlaceholder")}
          autoFocus={isNew}
        />
      </FormField>
      <div className="field">
        <span className="lb">{t("step.direction")}</span>
        <Segmented
          label={t("step.direction")}
          options={directions.map((value) => ({ value, label: <DirectionWord direction={value} /> }))}
          value={fields.direction}
          onChange={(direction) => set({ direction })}
        />
      </div>
      <TimesField
        rows={form.rows}
        onChange={form.setRows}
        error={doubled.length > 0 ? t("step.oneADay", { days: weekdaysWord(doubled) }) : ""}
      />
      <ActionFields
        action={fields.action}
        onChange={(action) => set({ action })}
        names={form.picked}
        onPicked={form.addName}
        direction={fields.direction}
        readOnly={readOnly}
      />
      <div className="two">
        <FormField label={t("step.minutes")} note={t("step.minutesUnit")}>
          <TextInput type="number" min={5} max={240} step={5} value={fields.minutes} onChange={(minutes) => set({ minutes })} />
        </FormField>
        <FormField label={t("step.grace")} note={t("step.minutesUnit")} hint={t("step.graceHint")}>
          <TextInput type="number" min={1} max={720} step={15} value={fields.grace} onChange={(grace) => set({ grace })} />
        </FormField>
      </div>
    </>
  );
}

/** What a step that is there already came to, and what can be done with this one day. */
function Known(props: StepDrawerProps) {
  const { flowId, step, weekday, isPast, readOnly } = props;
  return (
    <>
      <StepStats flowId={flowId} stepId={step.id} />
      {readOnly || weekday === null || isPast ? null : <DayActions {...props} weekday={weekday} slots={step.slots.length} />}
    </>
  );
}

function DirectionWord({ direction }: { direction: Step["direction"] }) {
  const { t } = useTranslation("contents");
  return <>{t(`direction.${direction}`)}</>;
}

function DayActions({ day, weekday, isSkipped, slots, onSkip, onRemoveDay }: StepDrawerProps & { weekday: number; slots: number }) {
  const { t } = useTranslation("flows");
  return (
    <div className="row g8 acts">
      <Button size="s" icon={isSkipped ? "undo" : "skip"} onClick={() => onSkip(!isSkipped)}>
        {t(isSkipped ? "step.unskipDay" : "step.skipDay", { day: formatDay(day, true) })}
      </Button>
      {slots > 1 ? (
        <Button size="s" icon="trash" onClick={onRemoveDay}>
          {t("step.removeDay", { day: weekdayWord(weekday) })}
        </Button>
      ) : null}
    </div>
  );
}

function StepStats({ flowId, stepId }: { flowId: string; stepId: string }) {
  const { t } = useTranslation("flows");
  const stats = useEndpoint(flowStatsEndpoint, { flowId }).data?.items.find((one) => one.stepId === stepId);
  if (!stats || stats.made === 0) return null;
  const failed = stats.failed > 0 ? t("step.statsFailed", { count: formatCount(stats.failed) }) : "";
  return <p className="flows-note">{t("step.stats", { made: stats.made, sent: formatCount(stats.sent), failed })}</p>;
}
