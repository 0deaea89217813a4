import { memo, type ReactNode } from "react";
import { t } from "../../../web/h5/words.ts";
import { Avatar } from "../../../web/ui/h5/avatar.tsx";
import { cx } from "../../../web/ui/h5/cx.ts";
import { Icon } from "../../../web/ui/h5/icons.tsx";
import { Tag } from "../../../web/ui/h5/tag.tsx";
import type { ChatMessage, ChatSender } from "../chat.contract.ts";
import { GreyLine, LinkCard, Picture, TextBubble } from "./message-body.h5.tsx";
import type { Unsent } from "./outbox.h5.ts";

export function Badge({ sender }: { sender: ChatSender }) {
  if (sender.kind === "bot") return <Tag tone="info">{t("chat.bot")}</Tag>;
  const badge = sender.badge ?? (sender.role && t(`role.${sender.role}`));
  if (sender.kind === "staff") return <Tag tone="brand">{badge ?? t("chat.staff")}</Tag>;
  return badge && <Tag tone="chat">{badge}</Tag>;
}

export function Face({ sender, className = "size-[38px] rounded-[11px]! text-body" }: { sender: ChatSender; className?: string }) {
  return (
    <Avatar
      name={sender.name}
      seed={sender.id}
      url={sender.avatarUrl}
      shape="square"
      letter={sender.kind === "member" ? "first" : "last"}
      className={className}
      icon={sender.kind === "bot" && <Icon name="leaf" />}
    />
  );
}

interface ShellProps {
  sender: ChatSender;
  mine: boolean;
  children: ReactNode;
}

function Shell({ sender, mine, children }: ShellProps) {
  return (
    <div className={cx("mb-4.5 flex items-start gap-2", mine && "flex-row-reverse")}>
      <Face sender={sender} />
      <div className={cx("min-w-0 max-w-[calc(100%-46px)]", mine && "flex flex-col items-end")}>
        {!mine && (
          <p className="mb-1 flex items-center gap-1.5 text-cap/5 text-ink-3">
            <bdi className="truncate">{sender.name}</bdi> <Badge sender={sender} />
          </p>
        )}
        {children}
      </div>
    </div>
  );
}

interface MessageProps {
  message: ChatMessage;
  mine: boolean;
  myName: string;
  onOpenPicture: (seq: number) => void;
}

export const MessageRow = memo(function MessageRow(props: MessageProps) {
  const { body, sender } = props.message;
  if (body.kind === "notice" || body.kind === "removed")
    return <GreyLine body={body} name={sender && (props.mine ? t("chat.you") : sender.name)} />;
  if (!sender) return null;
  return (
    <Shell sender={sender} mine={props.mine}>
      <Body {...props} body={body} />
    </Shell>
  );
});

type Said = Exclude<ChatMessage["body"], { kind: "notice" | "removed" }>;

function Body({ body, message, mine, myName, onOpenPicture }: MessageProps & { body: Said }) {
  if (body.kind === "picture") return <Picture {...body} onOpen={() => onOpenPicture(message.seq)} />;
  if (body.kind === "link") return <LinkCard body={body} />;
  const text = body.kind === "text" ? body.text : t(`chat.${body.format}`);
  return <TextBubble text={text} mine={mine} myName={mine ? "" : myName} />;
}

interface UnsentProps {
  item: Unsent;
  me: ChatSender;
  onResend: (clientId: string) => void;
  onDiscard: (clientId: string) => void;
}

/** An own message on its way: pale while it goes, with its reason and two ways out when it did not. */
export function UnsentRow({ item, me, onResend, onDiscard }: UnsentProps) {
  const failed = item.state === "failed";
  return (
    <Shell sender={me} mine>
      <div className={cx(item.state === "sending" && "opacity-60")}>
        {item.body.kind === "text" ? (
          <TextBubble text={item.body.text} mine myName="" />
        ) : (
          <Picture url={item.body.previewUrl} width={item.body.width} height={item.body.height} />
        )}
      </div>
      {item.state === "sending" && (
        <p className="mt-1 flex items-center gap-1 text-cap text-ink-3">
          <Icon name="clock" size="s" />
          {t("chat.sending")}
        </p>
      )}
      {failed && (
        <div role="status" className="mt-1 flex flex-wrap items-center justify-end gap-x-1 text-small text-bad">
          <span className="flex items-center gap-1">
            <Icon name="info" size="s" />
            {item.lost ? t("chat.unsentLost") : (item.fault ?? t("chat.unsent"))}
          </span>
          <button type="button" className="touch-wide px-1.5 font-semibold" onClick={() => onResend(item.clientId)}>
            {t("chat.resend")}
          </button>
          <button type="button" className="touch-wide px-1.5 text-ink-2" onClick={() => onDiscard(item.clientId)}>
            {t("chat.discard")}
          </button>
        </div>
      )}
    </Shell>
  );
}
