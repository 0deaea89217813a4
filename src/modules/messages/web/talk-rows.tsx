import { useLayoutEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { useAction } from "../../../web/api.ts";
import { useBrand } from "../../../web/brand.tsx";
import { Avatar } from "../../../web/ui/avatar.tsx";
import { Button } from "../../../web/ui/button.tsx";
import { Chip } from "../../../web/ui/chip.tsx";
import { errorToast, toast } from "../../../web/ui/toast.tsx";
import { useQuestion } from "../../../web/ui/use-question.tsx";
import { Time } from "../../../web/ui/zone.tsx";
import { listTalkEndpoint, removeMessageEndpoint, type TalkMessage } from "../messages.contract.ts";
import { looksLikeQuestion } from "../question.rules.ts";

/** More on one side, and how asking for it stands. */
export interface More {
  load: () => void;
  state: "idle" | "loading" | "failed";
}

interface TalkRowsProps {
  groupId: string;
  /** Oldest first. */
  messages: readonly TalkMessage[];
  /** Begins at the end and stays there when new ones come; else begins at the top. */
  followsEnd: boolean;
  older?: More | undefined;
  newer?: More | undefined;
  onRemoved?: ((messageId: string) => void) | undefined;
  /** Shows only what one person said. */
  onSender?: ((memberId: string) => void) | undefined;
}

const NEAR_END_PX = 40;

/** Keeps the place of the eye: at the end while it is there, at the same words when older ones come before them. */
function usePlace(messages: readonly TalkMessage[], followsEnd: boolean) {
  const list = useRef<HTMLDivElement>(null);
  const place = useRef({ isAtEnd: followsEnd, height: 0, firstId: "" });
  const [firstId, lastId] = [messages[0]?.id ?? "", messages.at(-1)?.id];
  useLayoutEffect(() => {
    const box = list.current;
    if (!box) return;
    const { isAtEnd, height, firstId: before } = place.current;
    if (isAtEnd && followsEnd) box.scrollTop = box.scrollHeight;
    else if (before !== "" && before !== firstId) box.scrollTop += box.scrollHeight - height;
    place.current.height = box.scrollHeight;
    place.current.firstId = firstId;
  }, [followsEnd, firstId, lastId]);
  const onScroll = () => {
    const box = list.current;
    if (box) place.current.isAtEnd = box.scrollHeight - box.scrollTop - box.clientHeight < NEAR_END_PX;
  };
  return { list, onScroll };
}

export function TalkRows({ groupId, messages, followsEnd, older, newer, onRemoved, onSender }: TalkRowsProps) {
  const { t } = useTranslation("messages");
  const { list, onScroll } = usePlace(messages, followsEnd);
  return (
    <div className="talk-list" ref={list} onScroll={onScroll} tabIndex={0} role="log" aria-label={t("what")}>
      {older ? <MoreLine more={older} label={t("older")} /> : null}
      {messages.map((message) => (
        <TalkRow key={message.id} groupId={groupId} message={message} onRemoved={onRemoved} onSender={onSender} />
      ))}
      {newer ? <MoreLine more={newer} label={t("newer")} /> : null}
    </div>
  );
}

function MoreLine({ more, label }: { more: More; label: string }) {
  const { t } = useTranslation("messages");
  return (
    <button type="button" className="lnk talk-more" disabled={more.state === "loading"} onClick={more.load}>
      {more.state === "loading" ? t("loading") : more.state === "failed" ? t("loadFailed") : label}
    </button>
  );
}

type TalkRowProps = Pick<TalkRowsProps, "groupId" | "onRemoved" | "onSender"> & { message: TalkMessage };

function TalkRow({ groupId, message, onRemoved, onSender }: TalkRowProps) {
  const { t } = useTranslation("messages");
  const { can } = useBrand();
  const { sender } = message;
  const remove = useAction(removeMessageEndpoint, {
    invalidates: [listTalkEndpoint],
    onDone: () => {
      onRemoved?.(message.id);
      toast(t("removedToast"));
    },
    onFailed: errorToast,
  });
  const { ask, holder } = useQuestion();
  const takeOut = () =>
    ask({
      title: t("removeAsk"),
      text: t("removeText"),
      yes: t("removeYes"),
      onYes: () => remove.mutate({ groupId, messageId: message.id }),
    });
  const asks = sender.seatKind === "member" && looksLikeQuestion(message.text);
  const classes = ["talk-row", sender.isMe ? "talk-me" : "", asks ? "talk-asks" : ""].filter(Boolean).join(" ");
  return (
    <div className={classes}>
      {holder}
      <Avatar name={sender.name} seed={sender.memberId ?? sender.name} size="s" />
      <div>
        <div className="row g6 sm12">
          <SenderName sender={sender} onSender={onSender} />
          <SenderMark message={message} />
          <Time className="mut" at={message.at} />
          {can("groups.manage") && !message.removedAt ? (
            <Button
              className="talk-remove"
              kind="quiet"
              size="xs"
              icon="close"
              label={t("remove")}
              busy={remove.isPending}
              onClick={takeOut}
            />
          ) : null}
        </div>
        <div className="talk-words">{message.removedAt ? <span className="mut">{t("removed")}</span> : <Words message={message} />}</div>
      </div>
    </div>
  );
}

function SenderName({ sender, onSender }: { sender: TalkMessage["sender"]; onSender: TalkRowsProps["onSender"] }) {
  const { t } = useTranslation("messages");
  const { memberId } = sender;
  if (!onSender || memberId === null) return <bdi className="sec">{sender.name}</bdi>;
  return (
    <button type="button" className="talk-name" title={t("onlySender", { name: sender.name })} onClick={() => onSender(memberId)}>
      <bdi>{sender.name}</bdi>
    </button>
  );
}

/** Who speaks, where that is more than a member. */
function SenderMark({ message }: { message: TalkMessage }) {
  const { t } = useTranslation("messages");
  const { role, seatKind } = message.sender;
  if (message.isSend) return <Chip>{t("send")}</Chip>;
  if (role) return <Chip tone={role === "owner" ? "brand" : role === "koc" ? "warn" : "plain"}>{t(`role.${role}`)}</Chip>;
  if (seatKind === "bot") return <Chip tone="info">{t("bot")}</Chip>;
  return seatKind === "staff" ? <Chip tone="brand">{t("staff")}</Chip> : null;
}

function Words({ message }: { message: TalkMessage }) {
  const { t } = useTranslation("messages");
  const title = typeof message.body?.title === "string" ? message.body.title : "";
  const words = message.text || title;
  if (message.pictureUrl) {
    return (
      <>
        <a className="talk-picture" href={message.pictureUrl} target="_blank" rel="noreferrer">
          <img src={message.pictureUrl} alt={t("format.image")} loading="lazy" />
        </a>
        {words}
      </>
    );
  }
  if (message.format === "text" || message.format === "system") return <>{words}</>;
  return (
    <>
      <span className="mut">{t(`format.${message.format}`)}</span> {words}
    </>
  );
}
