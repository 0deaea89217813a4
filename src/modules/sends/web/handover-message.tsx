import { useTranslation } from "react-i18next";
import { Button } from "../../../web/ui/button.tsx";
import { Chip } from "../../../web/ui/chip.tsx";
import { Icon } from "../../../web/ui/icons.tsx";
import { Kbd } from "../../../web/ui/kbd.tsx";
import type { ContentBody } from "../../contents/body.contract.ts";
import { findFilled } from "../filled.rules.ts";
import { HandoverEdit } from "./handover-edit.tsx";
import type { HandoverTarget } from "./use-handover.ts";

/** A text with what was filled in for this group marked. */
export function FilledText({ template, text }: { template: string; text: string }) {
  const parts = findFilled(template, text);
  return parts.map((part, n) =>
    part.variable ? (
      <mark key={n} title={part.variable}>
        {part.text}
      </mark>
    ) : (
      <span key={n}>{part.text}</span>
    ),
  );
}

/** What was done to the words: filled in for this group, or changed by hand with a way back. */
function Worded({ target, filled, onReword }: Pick<HandoverMessageProps, "target" | "onReword"> & { filled: number }) {
  const { t } = useTranslation("sends");
  if (target.draftedText === null) return filled > 0 ? <span className="mut sm12">{t("handover.filled", { count: filled })}</span> : null;
  return (
    <>
      <Chip tone="brand" title={target.draftedText}>
        {t("reword.changed")}
      </Chip>
      {target.state === "handed-over" && onReword ? (
        <button type="button" className="lnk sm12" onClick={() => void onReword(null)}>
          {t("reword.back")}
        </button>
      ) : null}
    </>
  );
}

interface HandoverMessageProps {
  template: ContentBody;
  target: HandoverTarget & { body: ContentBody };
  isEditing: boolean;
  /** Left out: the words are the platform's by now. */
  onEdit?: (isEditing: boolean) => void;
  onReword?: (text: string | null) => Promise<boolean>;
  onPicture: (url: string) => void;
}

/** What one group gets, as large as it is read: the words, the card, the pictures. */
export function HandoverMessage({ template, target, isEditing, onEdit, onReword, onPicture }: HandoverMessageProps) {
  const { t } = useTranslation("sends");
  const { body, pictureUrls } = target;
  const filled = findFilled(template.text, body.text).filter((part) => part.variable).length;
  return (
    <section className="reach-msg" aria-label={t("handover.message")}>
      <div className="lb">
        <span>{t("handover.message")}</span>
        <Worded target={target} filled={filled} onReword={onReword} />
        <span className="sp" />
        {target.state === "handed-over" && !isEditing && onEdit ? (
          <Button size="xs" kind="quiet" icon="edit" onClick={() => onEdit(true)}>
            {t("reword.edit")}
            <Kbd keys="E" />
          </Button>
        ) : null}
      </div>
      {isEditing && onReword ? (
        <HandoverEdit groupName={target.groupName} text={body.text} onSave={onReword} onClose={() => onEdit?.(false)} />
      ) : null}
      <div className="txt" hidden={isEditing}>
        {target.draftedText === null ? <FilledText template={template.text} text={body.text} /> : body.text}
        {body.format === "link" ? (
          <a className="lk" href={body.url} target="_blank" rel="noreferrer">
            <Icon name="link" size="s" />
            {body.title}
            <small>{t("handover.linkNote")}</small>
          </a>
        ) : null}
      </div>
      {pictureUrls.length > 0 ? (
        <div className="pics">
          {pictureUrls.map((url, n) => (
            <button key={url} type="button" onClick={() => onPicture(url)} title={t("act.copyPicture")}>
              <img src={url} alt={t("handover.picture", { n: n + 1 })} />
              <small>{t("handover.picture", { n: n + 1 })}</small>
            </button>
          ))}
        </div>
      ) : null}
    </section>
  );
}
