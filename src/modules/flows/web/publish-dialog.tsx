import { useState } from "react";
import { useTranslation } from "react-i18next";
import { z } from "zod";
import { ApiError, useAction } from "../../../web/api.ts";
import { type Check, ConfirmNumbers } from "../../../web/ui/confirm-numbers.tsx";
import { FormField } from "../../../web/ui/form-field.tsx";
import { formatCount } from "../../../web/ui/format.ts";
import { TextInput } from "../../../web/ui/text-input.tsx";
import { errorToast, toast } from "../../../web/ui/toast.tsx";
import { diffSpecs } from "../diff.rules.ts";
import { type FlowDetail, publishFlowEndpoint, startFlowEndpoint } from "../flows.contract.ts";
import type { FlowWeek } from "../week.contract.ts";
import { ChangeList } from "./change-list.tsx";
import { CatchUp, flowReads, stillInTime } from "./flow-dialogs.tsx";
import type { FlowEditor } from "./use-flow-editor.ts";

const problemCodes = [
  "no-steps",
  "nothing-chosen",
  "no-issue",
  "content-missing",
  "content-retired",
  "content-expired",
  "content-not-approved",
  "words-flagged",
] as const;
const Problems = z.array(z.object({ code: z.enum(problemCodes), step: z.string(), detail: z.string() }));

interface PublishDialogProps {
  flow: FlowDetail;
  editor: FlowEditor;
  week: FlowWeek | undefined;
  /** Publishes and lets it run at once. */
  andStart: boolean;
  onClose: () => void;
}

/** What changes, what the dry run says, and what must be mended first; then the next version. */
export function PublishDialog(props: PublishDialogProps) {
  const { flow, editor, andStart, onClose } = props;
  const { t } = useTranslation("flows");
  const [note, setNote] = useState("");
  const [catchUp, setCatchUp] = useState(false);
  const { run, isBusy, error } = usePublish(props);
  const version = flow.latestVersion + 1;
  const before = flow.published?.spec;
  const { numbers, groups, changes } = useNumbers(props);
  return (
    <ConfirmNumbers
      open
      icon={andStart ? "start" : "flow"}
      title={t(andStart ? "publish.titleStart" : "publish.title", { version })}
      facts={t(before ? "publish.facts" : "publish.factsFirst")}
      numbers={numbers}
      checks={useChecks(props, error)}
      confirm={andStart ? t("publish.confirmStart", { count: groups }) : t("publish.confirm", { version })}
      busy={isBusy}
      disabled={before !== undefined && changes === 0}
      onConfirm={() => void run(note, catchUp).catch(() => undefined)}
      onClose={onClose}
    >
      {andStart ? <CatchUp late={stillInTime(editor.spec.steps, props.week)} value={catchUp} onChange={setCatchUp} /> : null}
      {before ? <ChangeList before={before} after={editor.spec} /> : null}
      <FormField label={t("publish.note")}>
        <TextInput value={note} onChange={setNote} maxLength={200} placeholder={t("publish.notePlaceholder")} />
      </FormField>
    </ConfirmNumbers>
  );
}

/** Keeps what was edited last, publishes it and, where asked, lets it run. */
function usePublish({ flow, editor, andStart, onClose }: PublishDialogProps) {
  const { t } = useTranslation("flows");
  const publish = useAction(publishFlowEndpoint, {
    invalidates: flowReads,
    onFailed: (error) => (problemsOf(error).length > 0 ? undefined : errorToast(error)),
  });
  const start = useAction(startFlowEndpoint, {
    invalidates: flowReads,
    onFailed: errorToast,
    onDone: ({ groups }) => toast(t("course.started", { count: groups })),
  });
  // Not while the draft is only being kept: who clicks just then would click in vain.
  const [isBusy, setIsBusy] = useState(false);
  const run = async (note: string, catchUp: boolean) => {
    setIsBusy(true);
    try {
      const revision = await editor.flush();
      const { version } = await publish.mutateAsync({ flowId: flow.id, revision, note });
      // Where it cannot start, a toast tells why, and the page offers it again: what is published is not published twice.
      if (andStart) await start.mutateAsync({ flowId: flow.id, catchUp }).catch(() => undefined);
      else toast(t("publish.done", { version }));
      onClose();
    } finally {
      setIsBusy(false);
    }
  };
  return { run, isBusy, error: publish.error };
}

function useNumbers({ flow, editor, week }: PublishDialogProps) {
  const { t } = useTranslation("flows");
  const groups = week?.groups ?? flow.groups;
  const before = flow.published?.spec;
  const changes = before ? diffSpecs(before, editor.spec).length : 0;
  const perWeek = editor.spec.steps.reduce((sum, step) => sum + (step.action.kind === "send" ? step.slots.length : 0), 0) * groups;
  const middle = before ? { value: changes, label: t("publish.changes") } : { value: editor.spec.steps.length, label: t("effect.step") };
  return {
    groups,
    changes,
    numbers: [
      { value: formatCount(groups), label: t("course.groups") },
      middle,
      { value: formatCount(perWeek), label: t("publish.perWeek") },
    ],
  };
}

function useChecks({ week }: PublishDialogProps, error: unknown): Check[] {
  const { t } = useTranslation("flows");
  const open = week?.findings.filter((finding) => finding.tone !== "tip").length ?? 0;
  const problems = problemsOf(error).map((problem): Check => ({
    tone: "bad",
    text: t(`problem.${problem.code}`, { step: problem.step, detail: problem.detail }),
  }));
  return [...problems, open > 0 ? { tone: "warn", text: t("publish.warn", { count: open }) } : { tone: "good", text: t("publish.good") }];
}

function problemsOf(error: unknown) {
  if (!(error instanceof ApiError) || error.code !== "flows.not-ready") return [];
  const parsed = Problems.safeParse(error.details["problems"]);
  return parsed.success ? parsed.data : [];
}
