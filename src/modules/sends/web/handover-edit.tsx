import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { lengthOf } from "../../../lib/plain-text.ts";
import { Button } from "../../../web/ui/button.tsx";
import { Kbd } from "../../../web/ui/kbd.tsx";
import { TEXT_LIMIT } from "../../contents/body.contract.ts";
import { FlaggedWords } from "../../contents/web/words-field.tsx";

interface EditProps {
  groupName: string;
  text: string;
  /** Answers whether it was kept. */
  onSave: (text: string) => Promise<boolean>;
  onClose: () => void;
}

/** The words for one group, adapted before they are copied; ⌘↵ keeps them, Escape leaves them. */
export function HandoverEdit({ groupName, text, onSave, onClose }: EditProps) {
  const { t } = useTranslation("sends");
  const [draft, setDraft] = useState(text);
  const [isBusy, setBusy] = useState(false);
  const box = useRef<HTMLTextAreaElement>(null);
  useEffect(() => box.current?.focus(), []);
  const save = async () => {
    if (isBusy || draft.trim() === "") return;
    setBusy(true);
    if (await onSave(draft.trim())) onClose();
    else setBusy(false);
  };
  return (
    <div className="edit field">
      <textarea
        ref={box}
        value={draft}
        rows={Math.min(12, Math.max(4, draft.split("\n").length + 1))}
        maxLength={TEXT_LIMIT}
        aria-label={t("reword.label", { name: groupName })}
        onChange={(event) => setDraft(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === "Escape") onClose();
          if (event.key === "Enter" && (event.metaKey || event.ctrlKey)) void save();
        }}
      />
      <FlaggedWords text={draft} onChange={setDraft} />
      <div className="row g8">
        <span className="mut sm12">{t("reword.only", { name: groupName })}</span>
        <span className="sp" />
        <span className="mut sm12">
          {lengthOf(draft)} / {TEXT_LIMIT}
        </span>
        <Button size="s" onClick={onClose}>
          {t("reword.cancel")}
        </Button>
        <Button size="s" kind="soft" busy={isBusy} disabled={draft.trim() === ""} onClick={() => void save()}>
          {t("reword.save")}
          <Kbd keys="⌘↵" />
        </Button>
      </div>
    </div>
  );
}
