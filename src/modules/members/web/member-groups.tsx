import { useTranslation } from "react-i18next";
import { Avatar } from "../../../web/ui/avatar.tsx";
import { formatTime } from "../../../web/ui/format-time.ts";
import { Link } from "../../../web/ui/link.tsx";
import { EmptyState } from "../../../web/ui/states.tsx";
import { useNow, useOffsetMinutes } from "../../../web/ui/zone.tsx";
import type { MemberProfile } from "../members.contract.ts";

type Seat = MemberProfile["seats"][number];

/** The groups somebody sits in, then those left. */
export function MemberGroups({ member }: { member: MemberProfile }) {
  const { t } = useTranslation("members");
  if (member.seats.length === 0) return <EmptyState tight icon="groups" title={t("groups.empty")} />;
  return (
    <div className="mblk">
      {member.seats.map((seat) => (
        <SeatRow key={seat.groupId + seat.joinedAt} seat={seat} nickname={member.nickname} />
      ))}
    </div>
  );
}

function SeatRow({ seat, nickname }: { seat: Seat; nickname: string }) {
  const { t } = useTranslation("members");
  const offset = useOffsetMinutes();
  const now = useNow(60_000);
  const at = (iso: string) => formatTime(iso, offset, now);
  const facts = [
    t("groups.joined", { at: at(seat.joinedAt) }),
    seat.entryName ? t("groups.entry", { name: seat.entryName }) : "",
    seat.leftAt ? t("groups.left", { at: at(seat.leftAt), reason: t(`timeline.reason.${seat.leaveReason ?? "unknown"}`) }) : "",
    seat.nickname !== nickname ? t("groups.asNickname", { name: seat.nickname }) : "",
  ].filter(Boolean);
  return (
    <div className="row g12 mseat" style={seat.leftAt ? { opacity: 0.6 } : undefined}>
      <Avatar name={seat.groupName} seed={seat.groupId} square />
      <div className="two" style={{ minWidth: 0 }}>
        <b className="el">
          <Link to={`groups/${seat.groupId}`}>{seat.groupName}</Link>
        </b>
        <small>{facts.join(" · ")}</small>
      </div>
    </div>
  );
}
