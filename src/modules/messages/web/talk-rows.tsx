import { useLayoutEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { useAction } from "../../../web/api.ts";
import { useBrand } from "../../../web/brand.tsx";
import { Avatar } from "../../../web/ui/avatar.tsx";
import { Button } from "../../../web/ui/button.tsx";
import { Chip } from "../../../web/ui/chip.tsx";
import { errorToast, toast } from "../../../web/ui/toast.tsx";
import { Time } from "../../../web/ui/zone.tsx";
import { listTalkEndpoint, removeMessageEndpoint, type TalkMessage } from "../messages.contract.ts";
import { looksLikeQuestion } from "../question.rules.ts";

interface TalkRowsProps {
  groupId: string;
  /** Oldest first. */
  messages: readonly TalkMessage[];
  /** Stays at the end when new ones come. */
  followsEnd: boolean;
  older?: (() => void) | undefined;
  latest?: (() => void) | undefined;
}

export function TalkRows({ groupId, messages, followsEnd, older, latest }: TalkRowsProps) {
  const { t } = useTranslation("messages");
  const list = useRef<HTMLDivElement>(null);
  const newest = messages.at(-1)?.id;
  useLayoutEffect(() => {
    if (followsEnd && list.current) list.current.scrollTop = list.current.scrollHeight;
  }, [followsEnd, newest]);
  return (
    <div className="talk-list" ref={list}>
      {older || latest ? (
        <div className="row g12">
          {older ? (
            <button type="button" className="lnk" onClick={older}>
              {t("older")}
            </button>
          ) : null}
          {latest ? (
            <button type="button" className="lnk" onClick={latest}>
              {t("latest")}
            </button>
          ) : null}
        </div>
      ) : null}
      {messages.map((message) => (
        <TalkRow key={message.id} groupId={groupId} message={message} />
      ))}
    </div>
  );
}

function TalkRow({ groupId, message }: { groupId: string; message: TalkMessage }) {
  const { t } = useTranslation("messages");
  const { can } = useBrand();
  const { sender } = message;
  const remove = useAction(removeMessageEndpoint, {
    invalidates: [listTalkEndpoint],
    onDone: () => toast(t("removedToast")),
    onFailed: errorToast,
  });
  const asks = sender.seatKind === "member" && looksLikeQuestion(message.text);
  const classes = ["talk-row", sender.isMe ? "talk-me" : "", asks ? "talk-asks" : ""].filter(Boolean).join(" ");
  return (
    <div className={classes}>
      <Avatar name={sender.name} seed={sender.memberId ?? sender.name} size="s" />
      <div>
        <div className="row g6 sm12">
          <bdi className="sec">{sender.name}</bdi>
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
              onClick={() => remove.mutate({ groupId, messageId: message.id })}
            />
          ) : null}
        </div>
        <div className="talk-words">{message.removedAt ? <span className="mut">{t("removed")}</span> : <Words message={message} />}</div>
      </div>
    </div>
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
  if (message.format === "text" || message.format === "system") return <>{words}</>;
  return (
    <>
      <span className="mut">{t(`format.${message.format}`)}</span> {words}
    </>
  );
}
