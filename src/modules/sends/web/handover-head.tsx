import { useTranslation } from "react-i18next";
import { joint } from "../../../web/i18n/joint.ts";
import { useBrand } from "../../../web/brand.tsx";
import { useChannelName } from "../../../web/i18n/channel-name.ts";
import { Avatar } from "../../../web/ui/avatar.tsx";
import { Button } from "../../../web/ui/button.tsx";
import { Chip } from "../../../web/ui/chip.tsx";
import { copyText } from "../../../web/ui/copy-text.ts";
import { dayOf, formatClock, formatSpan, formatTime } from "../../../web/ui/format-time.ts";
import { formatCount } from "../../../web/ui/format.ts";
import { toast } from "../../../web/ui/toast.tsx";
import { useNow, useOffsetMinutes } from "../../../web/ui/zone.tsx";
import type { Handover } from "../sends.contract.ts";
import type { HandoverTarget, HandoverWork } from "./use-handover.ts";

/** More groups than this are counted, not drawn. */
const PIPS = 12;

interface DueLineProps {
  dueAt: string;
  expiresAt: string | null;
}

/** `迟 42 分  原定 10:00，过了 11:30 自动作废` */
export function DueLine({ dueAt, expiresAt }: DueLineProps) {
  const { t } = useTranslation(["sends", "tasks"]);
  const offset = useOffsetMinutes();
  const nowMs = useNow();
  const isToday = (at: string) => dayOf(at, offset) === dayOf(nowMs, offset);
  const short = (at: string) => (isToday(at) ? formatClock(at, offset) : formatTime(at, offset, nowMs));
  const lateMs = nowMs - Date.parse(dueAt);
  const isOver = expiresAt !== null && Date.parse(expiresAt) <= nowMs;
  return (
    <>
      {lateMs > 0 && !isOver ? (
        <Chip tone="bad" icon="clock">
          {t("tasks:lateBy", { span: formatSpan(lateMs) })}
        </Chip>
      ) : null}
      <span className="mut">
        {isOver ? t("sends:handover.over", { expires: short(expiresAt) }) : null}
        {!isOver && expiresAt
          ? t(lateMs > 0 ? "sends:handover.due" : "sends:handover.soon", { due: short(dueAt), expires: short(expiresAt) })
          : null}
        {!isOver && !expiresAt ? t("tasks:postpone.facts", { due: short(dueAt) }) : null}
      </span>
    </>
  );
}

function GroupLine({ target }: { target: HandoverTarget }) {
  const { t } = useTranslation("sends");
  const channelName = useChannelName();
  const copyName = async () => {
    toast((await copyText(target.groupName)) ? t("handover.nameCopied") : t("act.copyFailed"));
  };
  return (
    <div className="row g8">
      <Avatar name={target.groupName} seed={target.groupId} size="s" />
      <b className="el">{target.groupName}</b>
      <Button size="xs" kind="quiet" icon="copy" label={t("handover.copyName")} onClick={() => void copyName()} />
      <span className="mut nw">
        {[t("unit.people", { count: formatCount(target.people) }), channelName(target.channel)].join(joint("parts"))}
      </span>
    </div>
  );
}

function pipOf(target: HandoverTarget, isCurrent: boolean): string | undefined {
  if (target.state === "sent") return "f";
  if (target.state !== "handed-over") return "x";
  return isCurrent ? "on" : undefined;
}

function Pips({ work: { targets, current } }: { work: HandoverWork }) {
  return (
    <span className="reach-pips" aria-hidden>
      {targets.map((target) => (
        <i key={target.deliveryId} className={pipOf(target, target === current)} />
      ))}
    </span>
  );
}

/** When, which group of how many where they are tapped one by one, what it is called. */
export function HandoverHead({ handover, dueAt, work }: { handover: Handover; dueAt: string; work: HandoverWork }) {
  const { t } = useTranslation("sends");
  const brand = useBrand();
  const { targets, current } = work;
  const inTurn = !handover.onPlatform;
  const n = current ? targets.indexOf(current) + 1 : 0;
  return (
    <header className="reach-head">
      <div className="row g8">
        <DueLine dueAt={dueAt} expiresAt={handover.expiresAt} />
        {handover.assigneeId === brand.staff.id ? null : <Chip>{t("handover.for", { name: handover.assigneeName })}</Chip>}
        <span className="sp" />
        {inTurn && targets.length > 1 ? <span className="mut nw">{t("handover.nth", { n, count: targets.length })}</span> : null}
        {inTurn && targets.length > 1 && targets.length <= PIPS ? <Pips work={work} /> : null}
      </div>
      <h2>{handover.name}</h2>
      {inTurn && current ? <GroupLine target={current} /> : null}
    </header>
  );
}
