import { useTranslation } from "react-i18next";
import { Icon } from "../../../web/ui/icons.tsx";
import type { ContentBody } from "../../contents/body.contract.ts";
import { findFilled } from "../filled.rules.ts";

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

interface HandoverMessageProps {
  template: ContentBody;
  body: ContentBody;
  pictureUrls: string[];
  onPicture: (url: string) => void;
}

/** What one group gets, as large as it is read: the words, the card, the pictures. */
export function HandoverMessage({ template, body, pictureUrls, onPicture }: HandoverMessageProps) {
  const { t } = useTranslation("sends");
  const filled = findFilled(template.text, body.text).filter((part) => part.variable).length;
  return (
    <section className="reach-msg" aria-label={t("handover.message")}>
      <div className="lb">
        <span>{t("handover.message")}</span>
        {filled > 0 ? <span className="mut sm12">{t("handover.filled", { count: filled })}</span> : null}
      </div>
      <div className="txt">
        <FilledText template={template.text} text={body.text} />
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
