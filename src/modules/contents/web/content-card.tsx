import { useTranslation } from "react-i18next";
import { formatDay } from "../../../web/ui/format-time.ts";
import { Icon } from "../../../web/ui/icons.tsx";
import { Dot } from "../../../web/ui/page.tsx";
import { Time } from "../../../web/ui/zone.tsx";
import type { ContentRow } from "../contents.contract.ts";
import { directionColors, formatIcons, StateChip } from "./labels.tsx";

interface ContentCardProps {
  content: ContentRow;
  isOpen: boolean;
  isPicked: boolean;
  onOpen: () => void;
  onPick?: ((range: boolean) => void) | undefined;
}

/** A content as a card: its picture or its words, its name, how it stands. */
export function ContentCard({ content, isOpen, isPicked, onOpen, onPick }: ContentCardProps) {
  const { t } = useTranslation("contents");
  return (
    <article className={["contents-card", isOpen ? "on" : "", isPicked ? "picked" : ""].filter(Boolean).join(" ")}>
      <button type="button" className="face" data-walk data-place={content.id} onClick={onOpen} aria-label={content.name}>
        {content.coverUrl ? <img src={content.coverUrl} alt="" loading="lazy" /> : <p>{content.summary}</p>}
        {content.pictures > 1 ? (
          <span className="count">
            <Icon name="image" size="xs" />
            {content.pictures}
          </span>
        ) : null}
      </button>
      {onPick ? (
        <input
          type="checkbox"
          className="chk"
          checked={isPicked}
          aria-label={content.name}
          onClick={(event) => onPick(event.shiftKey)}
          onChange={() => undefined}
        />
      ) : null}
      <button type="button" className="words" onClick={onOpen} tabIndex={-1}>
        <b className="el" title={content.name}>
          {content.name}
        </b>
        <small className="el mut">{content.coverUrl ? content.summary : <Time at={content.updatedAt} />}</small>
        <span className="row g6 foot">
          <i style={{ background: directionColors[content.direction] }} title={t(`direction.${content.direction}`)} />
          <span className="sec">{t(`direction.${content.direction}`)}</span>
          <Icon name={formatIcons[content.format]} size="xs" label={t(`format.${content.format}`)} />
          <span className="sp" />
          <StateChip state={content.state} />
        </span>
      </button>
      <CardFoot content={content} />
    </article>
  );
}

/** Where it is used, and what stands against it. */
function CardFoot({ content }: { content: ContentRow }) {
  const { t } = useTranslation("contents");
  const isAhead = content.approvedVersion !== null && content.approvedVersion !== content.latestVersion;
  const facts = [
    { key: "uses", text: content.uses > 0 ? t("uses", { count: content.uses }) : t("neverUsed") },
    isAhead ? { key: "version", text: t("inUse", { version: content.approvedVersion }) } : null,
    content.flaggedWords > 0 && content.state !== "approved"
      ? { key: "words", text: t("flagged", { count: content.flaggedWords }), bad: true }
      : null,
    content.expiresOn
      ? {
          key: "expires",
          text: t(content.isExpired ? "expired" : "expires", { day: formatDay(content.expiresOn) }),
          bad: content.isExpired,
        }
      : null,
  ].filter((fact) => fact !== null);
  return (
    <footer className="mut sm12">
      {facts.map((fact, n) => (
        <span key={fact.key} className={"bad" in fact && fact.bad ? "bad" : undefined}>
          {n > 0 ? <Dot /> : null}
          {fact.text}
        </span>
      ))}
    </footer>
  );
}
