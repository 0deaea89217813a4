import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useAction } from "../../../web/api.ts";
import { useBrand } from "../../../web/brand.tsx";
import { Avatar } from "../../../web/ui/avatar.tsx";
import { Chip } from "../../../web/ui/chip.tsx";
import { dayOf, formatDay } from "../../../web/ui/format-time.ts";
import { Dot } from "../../../web/ui/page.tsx";
import { errorToast } from "../../../web/ui/toast.tsx";
import { useNow, useOffsetMinutes } from "../../../web/ui/zone.tsx";
import { type MemberProfile, revealPhoneEndpoint } from "../members.contract.ts";
import { shownName } from "./member-columns.tsx";
import { MemberMenu } from "./member-menu.tsx";
import { MemberTags } from "./member-tags.tsx";

const DAY_MS = 86_400_000;

/** Who it is, in two lines, and the tags. */
export function MemberHead({ member, onEdit }: { member: MemberProfile; onEdit: () => void }) {
  const { t } = useTranslation("members");
  const offset = useOffsetMinutes();
  const days = Math.floor((useNow(3_600_000) - Date.parse(member.firstSeenAt)) / DAY_MS);
  return (
    <div className="mh">
      <div className="row g12">
        <Avatar name={shownName(member)} seed={member.id} size="l" image={member.avatarUrl} />
        <div style={{ flex: 1, minWidth: 0 }}>
          <div className="row g8">
            <h3 className="el" title={shownName(member)}>
              {shownName(member)}
            </h3>
            {member.seatKind === "member" ? null : <Chip tone="info">{t(`seatKind.${member.seatKind}`)}</Chip>}
            {member.marketing ? <Chip tone="good">{t("marketing.yes")}</Chip> : null}
            {member.erase ? <Chip tone="bad">{t("drawer.erasing", { day: formatDay(dayOf(member.erase.dueAt, offset)) })}</Chip> : null}
          </div>
          <p className="mut el">
            {member.name && member.nickname ? (
              <>
                {member.nickname}
                <Dot />
              </>
            ) : null}
            <Phone member={member} />
            {member.city ? (
              <>
                <Dot />
                {member.city}
              </>
            ) : null}
            <Dot />
            {days > 0 ? t("drawer.days", { count: days }) : t("drawer.today")}
          </p>
        </div>
        <MemberMenu member={member} onEdit={onEdit} />
      </div>
      <MemberTags member={member} />
    </div>
  );
}

/** Masked until somebody who may looks; the look is written down on the server. */
function Phone({ member }: { member: MemberProfile }) {
  const { t } = useTranslation("members");
  const brand = useBrand();
  const [phone, setPhone] = useState<string | null>(null);
  const reveal = useAction(revealPhoneEndpoint, { onDone: (answer) => setPhone(answer.phone), onFailed: errorToast });
  if (!member.phoneMasked) return <>{t("noPhone")}</>;
  if (phone) return <>{phone}</>;
  return (
    <>
      {member.phoneMasked}{" "}
      {brand.can("members.phone") ? (
        <button type="button" className="lnk" disabled={reveal.isPending} onClick={() => reveal.mutate({ memberId: member.id })}>
          {t("drawer.reveal")}
        </button>
      ) : null}
    </>
  );
}
