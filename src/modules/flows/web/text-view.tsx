import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { pageLanguage } from "../../../web/language.ts";
import { Button } from "../../../web/ui/button.tsx";
import { copyText } from "../../../web/ui/copy-text.ts";
import { toast } from "../../../web/ui/toast.tsx";
import { diffSpecs } from "../diff.rules.ts";
import type { FlowDetail } from "../flows.contract.ts";
import { parseFlow, printFlow } from "../text.rules.ts";
import type { EditNote } from "./use-calendar-edits.ts";
import type { FlowEditor } from "./use-flow-editor.ts";

interface TextViewProps {
  flow: FlowDetail;
  editor: FlowEditor;
  onNote: (note: EditNote | null) => void;
}

/** The SOP as text: to be copied, kept as a file, changed and taken back. */
export function TextView({ flow, editor, onNote }: TextViewProps) {
  const { t } = useTranslation("flows");
  const printed = printFlow(editor.spec, pageLanguage());
  const [text, setText] = useState(printed);
  const file = useRef<HTMLInputElement>(null);
  const parsed = parseFlow(text);
  const isDirty = text !== printed;
  const apply = () => {
    if (parsed.verdict !== "read") return;
    onNote({ text: t("text.applied", { count: diffSpecs(editor.spec, parsed.spec).length }) });
    editor.apply(parsed.spec);
  };
  const download = () => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text], { type: "application/json" }));
    link.download = `${flow.name}.json`;
    link.click();
    URL.revokeObjectURL(link.href);
  };
  return (
    <div className="flows-text">
      <p className="mut prose">{t("text.hint")}</p>
      <textarea
        value={text}
        spellCheck={false}
        readOnly={!flow.canManage}
        aria-label={t("text.title")}
        onChange={(event) => setText(event.target.value)}
      />
      <div className="row g8">
        <Button size="s" icon="copy" onClick={() => void copyText(text).then((done) => done && toast(t("text.copied")))}>
          {t("text.copy")}
        </Button>
        <Button size="s" icon="download" onClick={download}>
          {t("text.download")}
        </Button>
        {flow.canManage ? (
          <Button size="s" icon="upload" onClick={() => file.current?.click()}>
            {t("text.upload")}
          </Button>
        ) : null}
        <span className="sp" />
        {parsed.verdict === "refuse" ? (
          <span className="bad sm12" role="alert">
            {t(`text.wrong.${parsed.reason}`, { where: parsed.where })}
          </span>
        ) : null}
        {isDirty ? (
          <>
            <Button size="s" onClick={() => setText(printed)}>
              {t("text.reset")}
            </Button>
            <Button size="s" kind="primary" disabled={parsed.verdict !== "read"} onClick={apply}>
              {t("text.apply")}
            </Button>
          </>
        ) : null}
      </div>
      <input
        ref={file}
        type="file"
        hidden
        accept=".json,application/json,text/plain"
        onChange={(event) => void event.target.files?.[0]?.text().then(setText)}
      />
    </div>
  );
}
