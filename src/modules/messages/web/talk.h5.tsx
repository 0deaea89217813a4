import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from "react";
import { talkTime, clockText, type Now } from "../../../web/h5/times.ts";
import { t } from "../../../web/h5/words.ts";
import { Icon } from "../../../web/ui/h5/icons.tsx";
import { countFresh, layTalk } from "../chat-log.rules.ts";
import type { ChatSender } from "../chat.contract.ts";
import type { Room, RoomView } from "./chat-room.h5.ts";
import { MessageRow, UnsentRow } from "./message-row.h5.tsx";

const NEAR_FOOT_PX = 80;
const NEAR_HEAD_PX = 400;

interface Props {
  room: Room;
  view: RoomView;
  me: ChatSender;
  /** Where the reader had stopped when he came in. */
  readSeq: number | null;
  now: Now;
  onSeen: (seq: number) => void;
  onOpenPicture: (seq: number) => void;
}

interface Place {
  firstSeq: number;
  unsent: number;
  height: number;
  top: number;
  atFoot: boolean;
}

/**
 * Keeps the reader where he reads: at the foot he follows the talk, further up nothing moves under him, whether messages come
 * above or below. Answers the frame's handlers and how far he has seen.
 */
function useReading(view: RoomView, onSeen: (seq: number) => void, loadOlder: () => void) {
  const frame = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const place = useRef<Place>({ firstSeq: 0, unsent: 0, height: 0, top: 0, atFoot: true });
  const lastSeq = view.messages.at(-1)?.seq ?? 0;
  const [seenSeq, setSeenSeq] = useState(lastSeq);

  const note = useCallback(() => {
    const box = frame.current;
    if (!box) return;
    place.current.height = box.scrollHeight;
    place.current.top = box.scrollTop;
    place.current.atFoot = box.scrollHeight - box.scrollTop - box.clientHeight < NEAR_FOOT_PX;
  }, []);
  const see = useCallback(() => {
    if (!place.current.atFoot || document.visibilityState === "hidden") return;
    setSeenSeq(lastSeq);
    onSeen(lastSeq);
  }, [lastSeq, onSeen]);
  const toFoot = useCallback(() => {
    const box = frame.current;
    if (box) box.scrollTop = box.scrollHeight;
    note();
    see();
  }, [note, see]);

  useLayoutEffect(() => {
    const box = frame.current;
    const first = view.messages[0]?.seq ?? 0;
    if (!box) return;
    const before = place.current;
    if (first < before.firstSeq) box.scrollTop = before.top + box.scrollHeight - before.height;
    else if (before.atFoot || view.unsent.length > before.unsent) box.scrollTop = box.scrollHeight;
    before.firstSeq = first;
    before.unsent = view.unsent.length;
    note();
    see();
  }, [view.messages, view.unsent, note, see]);

  useEffect(() => {
    const keep = new ResizeObserver(() => {
      const box = frame.current;
      if (box && place.current.atFoot) box.scrollTop = box.scrollHeight;
      note();
    });
    if (frame.current) keep.observe(frame.current);
    if (content.current) keep.observe(content.current);
    document.addEventListener("visibilitychange", see);
    return () => {
      keep.disconnect();
      document.removeEventListener("visibilitychange", see);
    };
  }, [note, see]);

  const onScroll = () => {
    note();
    see();
    if (place.current.top < NEAR_HEAD_PX) loadOlder();
  };
  return { frame, content, seenSeq, onScroll, toFoot };
}

export function Talk({ room, view, me, readSeq, now, onSeen, onOpenPicture }: Props) {
  const loadOlder = useCallback(() => void room.loadOlder(), [room]);
  const { frame, content, seenSeq, onScroll, toFoot } = useReading(view, onSeen, loadOlder);
  const rows = useMemo(
    () => layTalk(view.messages, { readSeq, offsetMinutes: now.offsetMinutes }),
    [view.messages, readSeq, now.offsetMinutes],
  );
  const fresh = countFresh(view.messages, seenSeq, me.id);
  const atStart = (view.messages[0]?.seq ?? 0) <= (view.firstSeq ?? 0);

  return (
    <div className="relative min-h-0 flex-1">
      <div ref={frame} onScroll={onScroll} className="h-full overflow-y-auto overscroll-contain [overflow-anchor:none]">
        <div ref={content} role="log" aria-label={t("chat.log")} className="px-3 pt-3 pb-0.5">
          <Head state={view.older} atStart={atStart} onRetry={loadOlder} />
          {view.messages.length + view.unsent.length === 0 && <Quiet />}
          {rows.map((row) => {
            if (row.kind === "time")
              return <TimeLine key={row.key} text={row.sameDay ? clockText(row.atMs, now.offsetMinutes) : talkTime(row.atMs, now)} />;
            if (row.kind === "unread") return <UnreadLine key={row.key} />;
            return (
              <MessageRow
                key={row.key}
                message={row.message}
                mine={row.message.sender?.id === me.id}
                myName={me.name}
                onOpenPicture={onOpenPicture}
              />
            );
          })}
          {view.unsent.map((item) => (
            <UnsentRow key={item.clientId} item={item} me={me} onResend={room.resend} onDiscard={room.discard} />
          ))}
        </div>
      </div>
      {fresh > 0 && (
        <button
          type="button"
          onClick={toFoot}
          className="touch-wide absolute! bottom-3 left-1/2 flex min-h-9 -translate-x-1/2 items-center gap-1 rounded-full border border-line bg-card px-3.5 text-small font-semibold text-brand-strong shadow-[0_4px_16px_rgb(60_40_20/14%)]"
        >
          <Icon name="down" size="s" />
          {t("chat.fresh", { count: fresh })}
        </button>
      )}
    </div>
  );
}

/** Who has just come sees what is said from now on. */
function Quiet() {
  return (
    <div className="pt-24 text-center text-ink-3">
      <p className="text-body text-ink-2">{t("chat.quiet")}</p>
      <p className="mt-1 text-small">{t("chat.quietText")}</p>
    </div>
  );
}

function TimeLine({ text }: { text: string }) {
  return <p className="mt-2 mb-3.5 text-center text-cap text-ink-3">{text}</p>;
}

function UnreadLine() {
  return (
    <p className="mb-3.5 flex items-center gap-3 text-cap text-brand-strong before:flex-1 before:border-t before:border-brand-line after:flex-1 after:border-t after:border-brand-line">
      {t("chat.unread")}
    </p>
  );
}

function Head({ state, atStart, onRetry }: { state: RoomView["older"]; atStart: boolean; onRetry: () => void }) {
  if (state === "failed")
    return (
      <button type="button" onClick={onRetry} className="mx-auto block min-h-11 px-4 text-cap text-bad">
        {t("chat.olderFailed")}
      </button>
    );
  return (
    <p className="mb-2 text-center text-cap text-ink-3">{state === "loading" ? t("chat.olderLoading") : atStart ? t("chat.begin") : ""}</p>
  );
}
