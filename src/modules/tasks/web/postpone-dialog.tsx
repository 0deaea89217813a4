import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useAction } from "../../../web/api.ts";
import { errorText } from "../../../web/i18n/error-text.ts";
import { Button } from "../../../web/ui/button.tsx";
import { ConfirmNumbers } from "../../../web/ui/confirm-numbers.tsx";
import { dayOf, formatTime } from "../../../web/ui/format-time.ts";
import { FormField } from "../../../web/ui/form-field.tsx";
import { MomentInput } from "../../../web/ui/moment-input.tsx";
import { toast } from "../../../web/ui/toast.tsx";
import { momentOfWall } from "../../../web/ui/wall-time.ts";
import { useOffsetMinutes } from "../../../web/ui/zone.tsx";
import { postponeTaskEndpoint, type Task } from "../tasks.contract.ts";
import { taskReads } from "./reads.ts";

interface TaskDialogProps {
  task: Task;
  onClose: () => void;
  onDone: () => void;
}

const MINUTE_MS = 60_000;

/** Quick choices that lie ahead and before the task runs out. */
function useChoices(task: Task, nowMs: number) {
  const { t } = useTranslation("tasks");
  const offset = useOffsetMinutes();
  const tomorrow = dayOf(nowMs + 86_400_000, offset);
  const choices = [
    { label: t("postpone.minutes", { count: 10 }), at: new Date(nowMs + 10 * MINUTE_MS).toISOString() },
    { label: t("postpone.minutes", { count: 30 }), at: new Date(nowMs + 30 * MINUTE_MS).toISOString() },
    { label: t("postpone.hour"), at: new Date(nowMs + 60 * MINUTE_MS).toISOString() },
    { label: t("postpone.tonight"), at: momentOfWall(`${dayOf(nowMs, offset)}T20:00`, offset) ?? "" },
    { label: t("postpone.morning"), at: momentOfWall(`${tomorrow}T09:00`, offset) ?? "" },
  ];
  const latest = task.expiresAt ? Date.parse(task.expiresAt) : Number.POSITIVE_INFINITY;
  return choices.filter((choice) => Date.parse(choice.at) > nowMs && Date.parse(choice.at) < latest);
}

export function PostponeDialog({ task, onClose, onDone }: TaskDialogProps) {
  const { t } = useTranslation("tasks");
  const offset = useOffsetMinutes();
  const [nowMs] = useState(() => Date.now());
  const [at, setAt] = useState("");
  const choices = useChoices(task, nowMs);
  const short = (moment: string) => formatTime(moment, offset, nowMs);
  const postpone = useAction(postponeTaskEndpoint, {
    invalidates: taskReads,
    onDone: () => {
      toast(t("postpone.done", { time: short(at) }));
      onDone();
    },
  });
  const facts = task.expiresAt
    ? t("postpone.until", { due: short(task.dueAt), expires: short(task.expiresAt) })
    : t("postpone.facts", { due: short(task.dueAt) });
  return (
    <ConfirmNumbers
      open
      icon="clock"
      title={t("postpone.title")}
      facts={facts}
      confirm={at ? t("postpone.confirm", { time: short(at) }) : t("ways.postpone")}
      disabled={!at}
      busy={postpone.isPending}
      onConfirm={() => postpone.mutate({ taskId: task.id, dueAt: at })}
      onClose={onClose}
    >
      <div className="tasks-picks">
        {choices.map((choice) => (
          <Button key={choice.label} size="s" kind={choice.at === at ? "soft" : "plain"} onClick={() => setAt(choice.at)}>
            {choice.label}
          </Button>
        ))}
      </div>
      <FormField label={t("postpone.at")} hint={t("postpone.hint")} error={postpone.error ? errorText(postpone.error) : undefined}>
        <MomentInput
          label={t("postpone.at")}
          value={at}
          onChange={setAt}
          min={new Date(nowMs).toISOString()}
          max={task.expiresAt ?? undefined}
        />
      </FormField>
    </ConfirmNumbers>
  );
}
