import { useQueryClient } from "@tanstack/react-query";
import { lazy, Suspense, useCallback, useEffect, useMemo, useRef, useState, useSyncExternalStore, type ReactNode } from "react";
import { Link, useParams } from "react-router";
import { useMember, type ApiError } from "../../../web/h5/api.ts";
import { useNow } from "../../../web/h5/brand.tsx";
import { Failed } from "../../../web/h5/loaded.tsx";
import { brandSlug } from "../../../web/h5/place.ts";
import { t } from "../../../web/h5/words.ts";
import { buttonLook } from "../../../web/ui/h5/button.tsx";
import { Icon } from "../../../web/ui/h5/icons.tsx";
import { Page } from "../../../web/ui/h5/page.tsx";
import { useSheet } from "../../../web/ui/h5/use-sheet.ts";
import { Bone, EmptyState, Strip } from "../../../web/ui/h5/states.tsx";
import { useToast } from "../../../web/ui/h5/toast.tsx";
import { useVisibleHeight } from "../../../web/ui/h5/visible-height.ts";
import type { ChatGroup, chatGroupEndpoint, ChatSender } from "../chat.contract.ts";
import { createRoom, type Room, type RoomView } from "./chat-room.h5.ts";
import { Composer } from "./composer.h5.tsx";
import { Talk } from "./talk.h5.tsx";
import { useLineDown } from "./use-line-down.ts";

const READ_AFTER_MS = 1200;

const ChatSheets = lazy(() => import("./chat-sheets.h5.tsx").then((m) => ({ default: m.ChatSheets })));

export function ChatPage() {
  const { groupId = "" } = useParams();
  return <Chat key={groupId} groupId={groupId} />;
}

function useRoom(groupId: string): { room: Room; view: RoomView } {
  const toast = useToast();
  const [room] = useState(() => createRoom(groupId, toast.warn));
  return { room, view: useSyncExternalStore(room.subscribe, room.view) };
}

function Chat({ groupId }: { groupId: string }) {
  const query = useMember<typeof chatGroupEndpoint>("GET /phone/groups/:groupId", { groupId });
  const { room, view } = useRoom(groupId);
  const error = query.data ? view.error : (query.error ?? view.error);
  const again = () => {
    void query.refetch();
    void room.start();
  };
  if (view.unseated || isUnseated(error)) return <Unseated />;
  if (query.data && view.firstSeq !== null) return <Open read={query.data} room={room} view={view} />;
  return <Page title={query.data?.name ?? t("common.groups")}>{error ? <Failed error={error} onRetry={again} /> : <TalkBones />}</Page>;
}

const isUnseated = (error: ApiError | null) => error?.code === "messages.not-seated";

function Unseated() {
  return (
    <Page title={t("common.groups")}>
      <EmptyState
        icon="leave"
        title={t("chat.out")}
        action={
          <Link to="/" className={buttonLook("tint", true)}>
            {t("chat.toGroups")}
          </Link>
        }
      >
        {t("chat.outText")}
      </EmptyState>
    </Page>
  );
}

function Open({ read, room, view }: { read: ChatGroup; room: Room; view: RoomView }) {
  const group = useMemo(() => ({ ...read, ...view.group }), [read, view.group]);
  const me: ChatSender = useMemo(
    () => ({ id: read.my.seatId, kind: "member", name: read.my.nickname, badge: null, role: null, avatarUrl: null }),
    [read.my.seatId, read.my.nickname],
  );
  const [readSeq] = useState(() => (read.my.readSeq < read.lastSeq ? read.my.readSeq : null));
  const now = useNow();
  const info = useSheet("info");
  const offline = useLineDown(view.line);
  const onSeen = useSeen(room, read);
  const { shown, open, close } = usePicture(view);
  useVisibleHeight();

  return (
    <div className="fixed inset-x-0 top-0 mx-auto flex h-(--visible-height,100dvh) max-w-[480px] flex-col">
      <title>{t("chat.title", { name: group.name, count: group.memberCount })}</title>
      {group.announcement && <Announcement text={group.announcement.text} onOpen={info.show} />}
      {offline && (
        <div className="flex-none px-3 pt-2">
          <Strip tone="warn">{t("chat.offline")}</Strip>
        </div>
      )}
      <Talk room={room} view={view} me={me} readSeq={readSeq} now={now} onSeen={onSeen} onOpenPicture={open} />
      <Foot>
        <Ways onInfo={info.show} />
        <Composer
          draftKey={`draft:${brandSlug}:${group.id}`}
          silenced={group.closed ? t("chat.closed") : null}
          onSay={room.say}
          onPicture={(file) => void room.sayPicture(file)}
        />
      </Foot>
      <Suspense>
        <ChatSheets
          group={group}
          now={now}
          infoOpen={info.open}
          onCloseInfo={info.hide}
          room={room}
          pictureUrl={shown}
          onClosePicture={close}
        />
      </Suspense>
    </div>
  );
}

/** Tells the server how far has been read, a moment after it was or when the page goes; what counts by it is then read anew. */
function useSeen(room: Room, read: ChatGroup): (seq: number) => void {
  const client = useQueryClient();
  const due = useRef<{ seq: number; timer: ReturnType<typeof setTimeout> }>(undefined);
  const forget = useCallback(() => {
    clearTimeout(due.current?.timer);
    due.current = undefined;
  }, []);
  const tell = useCallback(async () => {
    const seq = due.current?.seq;
    if (seq === undefined) return;
    forget();
    await room.markRead(seq);
    client.setQueryData<ChatGroup>(
      ["GET /phone/groups/:groupId", { groupId: read.id }],
      (group) => group && { ...group, my: { ...group.my, readSeq: seq } },
    );
    await client.invalidateQueries({ queryKey: ["GET /phone/groups"] });
  }, [room, read.id, client, forget]);
  useEffect(() => () => void tell(), [tell]);
  return useCallback(
    (seq: number) => {
      forget();
      if (seq > read.my.readSeq) due.current = { seq, timer: setTimeout(() => void tell(), READ_AFTER_MS) };
    },
    [read.my.readSeq, tell, forget],
  );
}

function usePicture(view: RoomView) {
  const sheet = useSheet("picture");
  const [seq, setSeq] = useState(0);
  const { show } = sheet;
  const open = useCallback(
    (asked: number) => {
      setSeq(asked);
      show();
    },
    [show],
  );
  const body = view.messages.find((message) => message.seq === seq)?.body;
  return { open, close: sheet.hide, shown: sheet.open && body?.kind === "picture" ? body.url : null };
}

function Announcement({ text, onOpen }: { text: string; onOpen: () => void }) {
  return (
    <button
      type="button"
      onClick={onOpen}
      aria-label={t("chat.announcementIs", { text })}
      className="flex min-h-11 w-full flex-none items-center gap-2 border-b border-warn-line bg-warn-tint py-1.5 pr-2.5 pl-4 text-left text-small text-warn"
    >
      <Icon name="horn" />
      <span className="flex-1 truncate text-warn-ink">{text}</span>
      <Icon name="right" size="s" />
    </button>
  );
}

function Foot({ children }: { children: ReactNode }) {
  return <div className="z-5 flex-none bg-card pb-[env(safe-area-inset-bottom)] shadow-dock">{children}</div>;
}

const wayLook = "touch-wide inline-flex min-h-9 items-center gap-1.5 rounded-full bg-sunken px-3 text-small whitespace-nowrap text-ink-2";

function Ways({ onInfo }: { onInfo: () => void }) {
  return (
    <nav aria-label={t("chat.here")} className="flex gap-2 px-3 pt-2">
      <button type="button" onClick={onInfo} className={wayLook}>
        <Icon name="info" size="s" className="text-brand-strong" />
        {t("chat.info")}
      </button>
      <Link to="/" className={wayLook}>
        <Icon name="people" size="s" className="text-brand-strong" />
        {t("home.title")}
      </Link>
    </nav>
  );
}

function TalkBones() {
  return (
    <div aria-busy="true" aria-label={t("common.reading")} className="space-y-5">
      {["h-16 w-56", "h-11 w-40", "h-24 w-60", "h-11 w-48"].map((size) => (
        <div key={size} className="flex gap-2">
          <Bone className="size-[38px] rounded-[11px]!" />
          <Bone className={`${size} rounded-[4px_14px_14px]!`} />
        </div>
      ))}
    </div>
  );
}
