import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Icon } from "./icons.tsx";
import "./form-field.css";

interface InlineEditProps {
  value: string;
  /** What is changed: 群名. */
  name: string;
  /** Told only when it differs and is not empty. */
  onSave: (value: string) => void;
  maxLength?: number;
  /** False only shows it. */
  editable?: boolean;
}

/** Text that becomes a field on click: Enter or leaving saves, Escape does not. */
export function InlineEdit({ value, name, onSave, maxLength = 60, editable = true }: InlineEditProps) {
  const { t } = useTranslation("ui");
  const [draft, setDraft] = useState<string | null>(null);
  if (!editable) return <span>{value}</span>;
  if (draft === null) {
    return (
      <button type="button" className="ie" title={t("edit.edit", { name })} onClick={() => setDraft(value)}>
        <span className="el">{value}</span>
        <Icon name="edit" size="xs" />
      </button>
    );
  }
  const save = () => {
    const next = draft.trim();
    if (next && next !== value) onSave(next);
    setDraft(null);
  };
  return (
    <input
      className="ie-in"
      aria-label={name}
      autoFocus
      maxLength={maxLength}
      size={Math.max(8, Math.min(40, draft.length * 2))}
      value={draft}
      onFocus={(event) => event.target.select()}
      onChange={(event) => setDraft(event.target.value)}
      onBlur={save}
      onKeyDown={(event) => {
        if (event.nativeEvent.isComposing) return;
        if (event.key === "Enter") save();
        if (event.key !== "Escape") return;
        event.preventDefault();
        setDraft(null);
      }}
    />
  );
}
