import { t } from "../../../web/h5/words.ts";
import { Icon } from "../../../web/ui/h5/icons.tsx";
import { Tag } from "../../../web/ui/h5/tag.tsx";
import { cx } from "../../../web/ui/h5/cx.ts";
import { isOpenable, splitText } from "../chat-log.rules.ts";
import type { ChatBody } from "../chat.contract.ts";

type BodyOf<K extends ChatBody["kind"]> = Extract<ChatBody, { kind: K }>;

const bubbleLook = "inline-block max-w-[min(268px,calc(100vw-82px))] border px-3 py-[9px] text-left text-body whitespace-pre-wrap";

/** `[unicode-bidi:isolate]`: turning marks in a text end with the text. */
export function TextBubble({ text, mine, myName }: { text: string; mine: boolean; myName: string }) {
  const look = mine ? "rounded-[14px_4px_14px_14px] border-brand-line bg-brand-wash" : "rounded-[4px_14px_14px] border-line bg-card";
  return (
    <div dir="auto" className={cx(bubbleLook, look, "[unicode-bidi:isolate]")}>
      {splitText(text, myName).map((part, i) => {
        if (part.kind === "plain") return part.text;
        if (part.kind === "mention")
          return (
            <b key={i} className="font-semibold text-brand-strong">
              {part.text}
            </b>
          );
        return (
          <a
            key={i}
            href={part.href}
            target="_blank"
            rel="noopener noreferrer nofollow"
            className="text-info underline underline-offset-2 [overflow-wrap:anywhere]"
          >
            {part.text}
          </a>
        );
      })}
    </div>
  );
}

const WIDEST_PX = 220;
const TALLEST_PX = 280;

/** The room a picture takes before it is here: within 220 × 280, its own shape down to a narrow strip. */
export function pictureRoom(width: number, height: number): { width: number; height: number } {
  const scale = Math.min(WIDEST_PX / width, TALLEST_PX / height, 1);
  return { width: Math.max(72, Math.round(width * scale)), height: Math.max(56, Math.round(height * scale)) };
}

export function Picture({ url, width, height, onOpen }: { url: string; width: number; height: number; onOpen?: () => void }) {
  return (
    <button
      type="button"
      onClick={onOpen}
      aria-label={t("chat.enlarge")}
      className="block overflow-hidden rounded-[14px] border border-line bg-sunken"
    >
      <img
        src={url}
        alt={t("common.picture")}
        loading="lazy"
        decoding="async"
        {...pictureRoom(width, height)}
        className="block object-cover"
      />
    </button>
  );
}

export function LinkCard({ body }: { body: BodyOf<"link"> }) {
  const inside = (
    <>
      {body.pictureUrl && (
        <img
          src={body.pictureUrl}
          alt=""
          loading="lazy"
          decoding="async"
          width={276}
          height={124}
          className="block h-[124px] w-full bg-sunken object-cover"
        />
      )}
      <span className="block px-3.5 py-3">
        {body.label && <Tag>{body.label}</Tag>}
        <span className={cx("block text-label font-semibold", body.label && "mt-1.5")}>{body.title || t("chat.link")}</span>
        {body.note && <span className="mt-0.5 block text-small text-ink-2">{body.note}</span>}
      </span>
      <span className="flex min-h-11 items-center justify-between border-t border-line px-3.5 text-small text-ink-2">
        <span>{body.foot ?? t("chat.link")}</span>
        {isOpenable(body.url) && (
          <span className="flex items-center gap-0.5 text-brand-strong">
            {t("chat.open")} <Icon name="right" size="s" />
          </span>
        )}
      </span>
    </>
  );
  const look = "block w-[min(276px,calc(100vw-70px))] overflow-hidden rounded-[4px_16px_16px] border border-line bg-card";
  if (!isOpenable(body.url)) return <div className={look}>{inside}</div>;
  return (
    <a href={body.url} target="_blank" rel="noopener noreferrer" className={look}>
      {inside}
    </a>
  );
}

/** A line of the talk that nobody says. */
export function GreyLine({ body, name }: { body: BodyOf<"notice"> | BodyOf<"removed">; name: string | null }) {
  const text =
    body.kind === "notice" ? body.text : body.reason === "recalled" && name ? t("chat.recalledBy", { name }) : t(`chat.${body.reason}`);
  return <p className="-mt-1 mb-4 px-8 text-center text-cap text-ink-3 [unicode-bidi:isolate]">{text}</p>;
}
