import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useEndpoint } from "../../../web/api.ts";
import { Button } from "../../../web/ui/button.tsx";
import { Drawer } from "../../../web/ui/drawer.tsx";
import { formatCount } from "../../../web/ui/format.ts";
import { weekdayName } from "../../../web/ui/format-time.ts";
import { FormField } from "../../../web/ui/form-field.tsx";
import { Segmented } from "../../../web/ui/segmented.tsx";
import { TextInput } from "../../../web/ui/text-input.tsx";
import { directions } from "../../contents/body.contract.ts";
import { flowStatsEndpoint } from "../flows.contract.ts";
import { Step, type StepAction } from "../spec.contract.ts";
import { ActionFields } from "./action-fields.tsx";
import { type TimeRow, rowsOf, slotsOfRows, TimesField } from "./times-field.tsx";
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
  const { step, isNew, readOnly, names, onSave, onClose } = props;
  const { t } = useTranslation("flows");
  const [name, setName] = useState(step.name);
  const [direction, setDirection] = useState(step.direction);
  const [rows, setRows] = useState<TimeRow[]>(rowsOf(step.slots));
  const [action, setAction] = useState<StepAction>(step.action);
  const [minutes, setMinutes] = useState(String(step.minutes));
  const [grace, setGrace] = useState(String(step.graceMinutes));
  const [picked, setPicked] = useState(names);
  const { slots, doubled } = slotsOfRows(rows);
  const parsed = Step.safeParse({ id: step.id, name, direction, slots, action, minutes: Number(minutes), graceMinutes: Number(grace) });
  return (
    <Drawer
      open
      title={isNew ? t("step.new") : step.name}
      facts={props.day ? `${weekdayName(props.day)} ${props.day.slice(5)}` : undefined}
      onClose={onClose}
      foot={
        readOnly ? undefined : (
          <>
            {isNew ? null : (
              <Button kind="danger" onClick={props.onRemove}>
                {t("step.remove")}
              </Button>
            )}
            <span className="sp" />
            <Button
              kind="primary"
              disabled={!parsed.success || doubled.length > 0}
              onClick={() => parsed.success && onSave(parsed.data, picked)}
            >
              {t("step.save")}
            </Button>
          </>
        )
      }
    >
      <fieldset className="pad flows-step" disabled={readOnly}>
        {isNew ? null : <StepStats flowId={props.flowId} stepId={step.id} />}
        {isNew || readOnly || props.weekday === null || props.isPast ? null : (
          <DayActions {...props} weekday={props.weekday} slots={step.slots.length} />
        )}
        <FormField label={t("step.name")}>
          <TextInput value={name} onChange={setName} maxLength={20} placeholder={t("step.namePlaceholder")} autoFocus={isNew} />
        </FormField>
        <div className="field">
          <span className="lb">{t("step.direction")}</span>
          <Segmented
            label={t("step.direction")}
            options={directions.map((value) => ({ value, label: <DirectionWord direction={value} /> }))}
            value={direction}
            onChange={setDirection}
          />
        </div>
        <TimesField rows={rows} onChange={setRows} error={doubled.length > 0 ? t("step.oneADay", { days: weekdaysWord(doubled) }) : ""} />
        <ActionFields
          action={action}
          onChange={setAction}
          names={picked}
          onPicked={(id, label) => setPicked({ ...picked, contents: { ...picked.contents, [id]: label } })}
          direction={direction}
          readOnly={readOnly}
        />
        <div className="two">
          <FormField label={t("step.minutes")} note={t("step.minutesUnit")}>
            <TextInput type="number" min={5} max={240} step={5} value={minutes} onChange={setMinutes} />
          </FormField>
          <FormField label={t("step.grace")} note={t("step.minutesUnit")} hint={t("step.graceHint")}>
            <TextInput type="number" min={1} max={720} step={15} value={grace} onChange={setGrace} />
          </FormField>
        </div>
      </fieldset>
    </Drawer>
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
        {t(isSkipped ? "step.unskipDay" : "step.skipDay", { day: `${weekdayName(day)} ${day.slice(5)}` })}
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
