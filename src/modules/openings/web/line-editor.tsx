import { useState } from "react";
import { useTranslation } from "react-i18next";
import { callEndpoint, useAction } from "../../../web/api.ts";
import { useBrand } from "../../../web/brand.tsx";
import { Button } from "../../../web/ui/button.tsx";
import { errorText } from "../../../web/i18n/error-text.ts";
import { FormField } from "../../../web/ui/form-field.tsx";
import { MoreMenu } from "../../../web/ui/more-menu.tsx";
import { Panel } from "../../../web/ui/panel.tsx";
import { TextInput } from "../../../web/ui/text-input.tsx";
import { errorToast, toast } from "../../../web/ui/toast.tsx";
import { useTakeBack } from "../../../web/ui/use-take-back.ts";
import {
  changeLineEndpoint,
  type Combination,
  createLineEndpoint,
  type Evidence,
  type Line,
  type LineAnswers,
  listLinesEndpoint,
  removeLineEndpoint,
  restoreLineEndpoint,
} from "../openings.contract.ts";
import type { AdviceGround } from "../advice.rules.ts";
import { AnswerFields } from "./answer-fields.tsx";
import { LineVerdict } from "./line-verdict.tsx";

/** Where a new line starts from. */
const firstAnswers: LineAnswers = {
  daysBetweenOrders: 14,
  ticketFen: 5_000,
  decisionHours: 2,
  margin: 0.25,
  needsExplaining: true,
  appeal: "broad",
  impulse: true,
};

interface LineEditorProps {
  line: Line | null;
  /** Laid beside the answers once it is there. */
  evidence: Evidence | undefined;
  marks: AdviceGround["marks"];
  onSaved: (lineId: string) => void;
  onRemoved: () => void;
}

type Said = Pick<Line, "name" | "answers" | "combinations">;
const firstSaid: Said = { name: "", answers: firstAnswers, combinations: [] };

/** What is typed, until it is saved; where nothing was, the line as it stands, also when a change is taken back after the form was left. */
function useDraft({ line, onSaved }: Pick<LineEditorProps, "line" | "onSaved">) {
  const { t } = useTranslation("openings");
  const [typed, setTyped] = useState<Said | null>(null);
  const { name, answers, combinations } = typed ?? line ?? firstSaid;
  const body = { name, answers, combinations };
  const takeBack = useTakeBack([listLinesEndpoint]);
  const create = useAction(createLineEndpoint, {
    invalidates: [listLinesEndpoint],
    onDone: ({ id }, input) => {
      toast(t("form.saved", { name: input.name }));
      onSaved(id);
    },
  });
  const change = useAction(changeLineEndpoint, {
    invalidates: [listLinesEndpoint],
    onDone: (_, { lineId, name: kept }) => {
      takeBack(t("form.saved", { name: kept }), () => callEndpoint(restoreLineEndpoint, { lineId }).then(setTyped), lineId);
      onSaved(lineId);
    },
  });
  const textOf = (one: Said) => JSON.stringify([one.name, one.answers, one.combinations]);
  return {
    ...body,
    setName: (value: string) => setTyped({ ...body, name: value }),
    setAnswers: (value: LineAnswers) => setTyped({ ...body, answers: value }),
    setCombinations: (value: Combination[]) => setTyped({ ...body, combinations: value }),
    error: create.error ?? change.error,
    isBusy: create.isPending || change.isPending,
    isSame: line !== null && textOf(line) === textOf(body),
    save: () => (line ? change.mutate({ ...body, lineId: line.id }) : create.mutate(body)),
  };
}

/** The questions, and beside them what the answers come to as they are given. */
export function LineEditor({ line, evidence, marks, onSaved, onRemoved }: LineEditorProps) {
  const { t } = useTranslation("openings");
  const canManage = useBrand().can("groups.manage");
  const draft = useDraft({ line, onSaved });
  const { name, answers, combinations, isSame } = draft;
  return (
    <>
      <Panel
        title={line?.name ?? t("lines.add")}
        padded
        actions={line && canManage ? <RemoveMenu line={line} onRemoved={onRemoved} /> : null}
      >
        <div className="openings-form">
          <FormField label={t("form.name")} error={draft.error ? errorText(draft.error) : null}>
            <TextInput value={name} maxLength={30} placeholder={t("form.namePlaceholder")} onChange={draft.setName} />
          </FormField>
          <AnswerFields
            answers={answers}
            combinations={combinations}
            evidence={evidence}
            onAnswers={draft.setAnswers}
            onCombinations={draft.setCombinations}
          />
          {canManage ? (
            <div className="row">
              <span className="sp" />
              <Button kind={isSame ? "plain" : "primary"} busy={draft.isBusy} disabled={name.trim() === "" || isSame} onClick={draft.save}>
                {t("form.save")}
              </Button>
            </div>
          ) : null}
        </div>
      </Panel>
      <LineVerdict answers={answers} combinations={combinations} marks={marks} line={isSame ? line : null} />
    </>
  );
}

function RemoveMenu({ line, onRemoved }: { line: Line; onRemoved: () => void }) {
  const { t } = useTranslation("openings");
  const takeBack = useTakeBack([listLinesEndpoint]);
  const remove = useAction(removeLineEndpoint, {
    invalidates: [listLinesEndpoint],
    onDone: () => {
      takeBack(t("lines.removed", { name: line.name }), () => callEndpoint(restoreLineEndpoint, { lineId: line.id }), line.id);
      onRemoved();
    },
    onFailed: errorToast,
  });
  const onRun = () => remove.mutate({ lineId: line.id });
  return <MoreMenu actions={[{ key: "remove", label: t("lines.remove"), icon: "close", danger: true, onRun }]} />;
}
