import { Select } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../../../web/ui/button.tsx";
import { FormField } from "../../../web/ui/form-field.tsx";
import { Link } from "../../../web/ui/link.tsx";
import { Segmented } from "../../../web/ui/segmented.tsx";
import { useEndpoint } from "../../../web/api.ts";
import { type Direction, TEXT_LIMIT } from "../../contents/body.contract.ts";
import { type ContentRow, showContentEndpoint } from "../../contents/contents.contract.ts";
import { ContentPicker } from "../../contents/web/content-picker.tsx";
import { ContentPreview } from "../../contents/web/content-preview.tsx";
import { WordsField } from "../../contents/web/words-field.tsx";
import type { StepAction, StepContent } from "../spec.contract.ts";
import type { StepNames } from "./step-drawer.tsx";

interface ActionFieldsProps {
  action: StepAction;
  onChange: (action: StepAction) => void;
  names: StepNames;
  onPicked: (contentId: string, name: string) => void;
  direction: Direction;
  readOnly: boolean;
}

/** What a step does: sends a content, a column's issue or words of its own, or gives owners a task. */
export function ActionFields({ action, onChange, names, onPicked, direction, readOnly }: ActionFieldsProps) {
  const { t } = useTranslation("flows");
  const kinds = [
    { value: "send" as const, label: t("step.send") },
    { value: "task" as const, label: t("step.task") },
  ];
  return (
    <>
      <div className="field">
        <span className="lb">{t("step.action")}</span>
        <Segmented
          label={t("step.action")}
          options={kinds}
          value={action.kind}
          onChange={(kind) => onChange(kind === "send" ? { kind, content: null } : { kind, instructions: "" })}
        />
      </div>
      {action.kind === "send" ? (
        <ContentFields
          content={action.content}
          onChange={(content) => onChange({ kind: "send", content })}
          names={names}
          onPicked={onPicked}
          direction={direction}
          readOnly={readOnly}
        />
      ) : (
        <FormField label={t("step.instructions")} hint={t("step.taskHint")}>
          <textarea
            value={action.instructions}
            rows={3}
            maxLength={500}
            placeholder={t("step.instructionsPlaceholder")}
            onChange={(event) => onChange({ kind: "task", instructions: event.target.value })}
          />
        </FormField>
      )}
    </>
  );
}

type ContentFieldsProps = Omit<ActionFieldsProps, "action" | "onChange"> & {
  content: StepContent | null;
  onChange: (content: StepContent | null) => void;
};

function ContentFields(props: ContentFieldsProps) {
  const { content, onChange } = props;
  const { t } = useTranslation("flows");
  const [source, setSource] = useState<StepContent["kind"]>(content?.kind ?? "content");
  const sources = (["content", "column", "text"] as const).map((value) => ({ value, label: t(`step.${value}`) }));
  const choose = (next: StepContent["kind"]) => {
    setSource(next);
    if (next !== content?.kind) onChange(null);
  };
  return (
    <div className="field">
      <span className="lb">{t("step.from")}</span>
      <Segmented label={t("step.from")} options={sources} value={source} onChange={choose} />
      <div className="flows-source">
        {source === "content" ? <FromLibrary {...props} /> : null}
        {source === "column" ? <FromColumn {...props} /> : null}
        {source === "text" ? <OwnWords {...props} /> : null}
      </div>
    </div>
  );
}

function FromLibrary({ content, onChange, names, onPicked, direction, readOnly }: ContentFieldsProps) {
  const { t } = useTranslation("flows");
  const [picking, setPicking] = useState(false);
  const contentId = content?.kind === "content" ? content.contentId : null;
  const pick = (row: ContentRow) => {
    setPicking(false);
    onPicked(row.id, row.name);
    onChange({ kind: "content", contentId: row.id });
  };
  return (
    <>
      <div className="row g8">
        {contentId ? (
          <Link to={`contents?open=${contentId}`} className="lnk el">
            {names.contents[contentId] ?? contentId}
          </Link>
        ) : null}
        {readOnly ? null : (
          <Button size="s" icon={contentId ? "refresh" : "content"} onClick={() => setPicking(true)}>
            {t(contentId ? "step.change" : "step.pick")}
          </Button>
        )}
      </div>
      {contentId ? <Preview contentId={contentId} /> : null}
      {picking ? <ContentPicker direction={direction} onClose={() => setPicking(false)} onPick={pick} /> : null}
    </>
  );
}

function FromColumn({ content, onChange, names, readOnly }: ContentFieldsProps) {
  const { t } = useTranslation("flows");
  return (
    <FormField label={t("step.pickColumn")} hint={t("step.columnHint")}>
      <Select
        value={content?.kind === "column" ? content.columnId : undefined}
        placeholder={t("step.pickColumn")}
        disabled={readOnly}
        onChange={(columnId: string) => onChange({ kind: "column", columnId })}
        options={Object.entries(names.columns).map(([value, label]) => ({ value, label }))}
      />
    </FormField>
  );
}

function OwnWords({ content, onChange, readOnly }: ContentFieldsProps) {
  const { t } = useTranslation("flows");
  const [text, setText] = useState(content?.kind === "text" ? content.text : "");
  const write = (words: string) => {
    setText(words);
    onChange(words.trim() ? { kind: "text", text: words } : null);
  };
  return <WordsField label={t("step.text")} value={text} onChange={write} maxLength={TEXT_LIMIT} rows={5} disabled={readOnly} />;
}

/** How the chosen content looks in a group: the version that may be sent. */
function Preview({ contentId }: { contentId: string }) {
  const detail = useEndpoint(showContentEndpoint, { contentId }).data;
  const version = detail?.versions.find((one) => one.version === detail.approvedVersion) ?? detail?.versions[0];
  if (!version) return null;
  return <ContentPreview body={version.body} urls={version.urls} />;
}
