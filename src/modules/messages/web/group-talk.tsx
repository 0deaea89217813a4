import { useState, useSyncExternalStore } from "react";
import { useTranslation } from "react-i18next";
import { newKey, useAction } from "../../../web/api.ts";
import { useBrand } from "../../../web/brand.tsx";
import { Button } from "../../../web/ui/button.tsx";
import { Chip } from "../../../web/ui/chip.tsx";
import { dayOf } from "../../../web/ui/format-time.ts";
import { Link } from "../../../web/ui/link.tsx";
import { Panel } from "../../../web/ui/panel.tsx";
import { RowsSkeleton } from "../../../web/ui/skeleton.tsx";
import { EmptyState, ErrorState } from "../../../web/ui/states.tsx";
import { TextInput } from "../../../web/ui/text-input.tsx";
import { errorToast } from "../../../web/ui/toast.tsx";
import { Time, useNow, useOffsetMinutes } from "../../../web/ui/zone.tsx";
import { sayAsStaffEndpoint } from "../messages.contract.ts";
import { createTalkRoom, type TalkRoom, type TalkRoomView } from "./talk-room.ts";
import { TalkRows } from "./talk-rows.tsx";
import { useLineDown } from "./use-line-down.ts";
import "./group-talk.css";

export function useTalkRoom(groupId: string): { room: TalkRoom; view: TalkRoomView } {
  const [room] = useState(() => createTalkRoom(groupId));
  return { room, view: useSyncExternalStore(room.subscribe, room.view) };
}

/** 群里正在说: the newest words of a group as they are said, older ones before them, and a line to say something oneself. */
export function GroupTalkPanel({ groupId, isTold }: { groupId: string; isTold: boolean }) {
  const { t } = useTranslation("messages");
  const { room, view } = useTalkRoom(groupId);
  const today = dayOf(useNow(60_000), useOffsetMinutes());
  return (
    <Panel
      title={t("title")}
      mark={isTold ? <LineMark view={view} /> : null}
      actions={
        view.firstSeq === null || !isTold ? null : (
          <Link className="mut" to={`?tab=messages&day=${today}&from=member`}>
            {t("today", { count: view.todayCount })}
          </Link>
        )
      }
    >
      <LiveTalk groupId={groupId} room={room} view={view} isTold={isTold} />
    </Panel>
  );
}

/** 实时, or what stands in its way. */
export function LineMark({ view }: { view: TalkRoomView }) {
  const { t } = useTranslation("messages");
  const isDown = useLineDown(view.line);
  if (view.firstSeq === null) return null;
  if (view.line === "closed") return <Chip>{t("line.closed")}</Chip>;
  return (
    <Chip tone={isDown ? "warn" : "good"} dot>
      {t(isDown ? "line.down" : "live")}
    </Chip>
  );
}

interface LiveTalkProps {
  groupId: string;
  room: TalkRoom;
  view: TalkRoomView;
  /** The group's platform tells what is said in it. */
  isTold: boolean;
  onSender?: (memberId: string) => void;
}

/** What is said, in its states: on the way, out of reach, nothing yet, words. */
export function LiveTalk({ groupId, room, view, isTold, onSender }: LiveTalkProps) {
  const { t } = useTranslation("messages");
  if (view.unseated) return <EmptyState tight icon="lock" title={t("outOfSight")} />;
  if (view.error && view.firstSeq === null)
    return <ErrorState tight error={view.error} what={t("what")} onRetry={() => void room.start()} />;
  if (view.firstSeq === null) return <RowsSkeleton rows={6} />;
  const hasOlder = (view.messages[0]?.seq ?? 0) > view.firstSeq;
  return (
    <>
      {view.messages.length === 0 ? (
        <NothingSaid isTold={isTold} />
      ) : (
        <TalkRows
          groupId={groupId}
          messages={view.messages}
          followsEnd
          older={hasOlder ? { load: () => void room.loadOlder(), state: view.older } : undefined}
          onRemoved={(id) => room.markRemoved([id])}
          onSender={onSender}
        />
      )}
      <DownNote room={room} view={view} />
      {view.canSay ? <SayLine groupId={groupId} onSaid={() => void room.refresh()} /> : null}
    </>
  );
}

function NothingSaid({ isTold }: { isTold: boolean }) {
  const { t } = useTranslation("messages");
  return <EmptyState tight icon="groups" title={t(isTold ? "empty" : "untold")} text={t(isTold ? "emptyText" : "untoldText")} />;
}

/** Up to when the words on the page go while the line is away, and a way to ask by hand. */
function DownNote({ room, view }: { room: TalkRoom; view: TalkRoomView }) {
  const { t } = useTranslation("messages");
  const isDown = useLineDown(view.line) || view.line === "closed";
  const last = view.messages.at(-1);
  if (!isDown) return null;
  return (
    <p className="talk-down" role="status">
      <span>
        {t(view.line === "closed" ? "line.closedNote" : "line.downNote")}
        {last ? (
          <>
            {t("line.until")}
            <Time at={last.at} />
          </>
        ) : null}
      </span>
      <span className="sp" />
      <button type="button" className="lnk" onClick={() => void room.refresh()}>
        {t("line.refresh")}
      </button>
    </p>
  );
}

/** Speaks under the own name; the same line is never said twice, also when the answer is lost. */
function SayLine({ groupId, onSaid }: { groupId: string; onSaid: () => void }) {
  const { t } = useTranslation("messages");
  const { staff } = useBrand();
  const [draft, setDraft] = useState({ text: "", clientId: newKey() });
  const say = useAction(sayAsStaffEndpoint, {
    onDone: () => {
      setDraft({ text: "", clientId: newKey() });
      onSaid();
    },
    onFailed: errorToast,
  });
  const isFit = draft.text.trim() !== "";
  return (
    <form
      className="talk-say"
      onSubmit={(event) => {
        event.preventDefault();
        if (isFit && !say.isPending) say.mutate({ groupId, ...draft });
      }}
    >
      <TextInput
        aria-label={t("sayAs", { name: staff.name })}
        placeholder={t("sayAs", { name: staff.name })}
        value={draft.text}
        maxLength={2_000}
        onChange={(text) => setDraft({ ...draft, text })}
      />
      <Button type="submit" icon="send" disabled={!isFit} busy={say.isPending}>
        {t("say")}
      </Button>
    </form>
  );
}
