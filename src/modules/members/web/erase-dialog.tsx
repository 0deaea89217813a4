import { useTranslation } from "react-i18next";
import { useAction } from "../../../web/api.ts";
import { ConfirmNumbers } from "../../../web/ui/confirm-numbers.tsx";
import { dayOf, formatDay } from "../../../web/ui/format-time.ts";
import { errorToast, toast } from "../../../web/ui/toast.tsx";
import { useNow, useOffsetMinutes } from "../../../web/ui/zone.tsx";
import { listMembersEndpoint, type MemberProfile, showMemberEndpoint } from "../members.contract.ts";
import { eraseMemberEndpoint } from "../privacy.contract.ts";
import { shownName } from "./member-columns.tsx";

const DAYS = 15;

/** Before somebody is erased on his own demand: what goes and what the law keeps. */
export function EraseDialog({ member, onClose }: { member: MemberProfile; onClose: () => void }) {
  const { t } = useTranslation("members");
  const offset = useOffsetMinutes();
  const day = formatDay(dayOf(useNow(60_000) + DAYS * 86_400_000, offset));
  const erase = useAction(eraseMemberEndpoint, {
    invalidates: [showMemberEndpoint, listMembersEndpoint],
    onDone: ({ dueAt }) => {
      toast(t("erase.done", { day: formatDay(dayOf(dueAt, offset)) }));
      onClose();
    },
    onFailed: errorToast,
  });
  return (
    <ConfirmNumbers
      open
      danger
      icon="trash"
      title={t("erase.title", { name: shownName(member) })}
      facts={t("erase.text")}
      numbers={[
        { label: t("erase.groups"), value: String(member.seats.filter((seat) => seat.leftAt === null).length) },
        { label: t("erase.orders"), value: String(member.orders) },
        { label: t("erase.days"), value: String(DAYS) },
      ]}
      checks={[
        { tone: "good", text: t("erase.checks.now") },
        { tone: "bad", text: t("erase.checks.gone") },
        { tone: "warn", text: t("erase.checks.kept") },
        { tone: "good", text: t("erase.checks.withdraw") },
      ]}
      confirm={t("erase.confirm", { day })}
      busy={erase.isPending}
      onConfirm={() => erase.mutate({ memberId: member.id })}
      onClose={onClose}
    />
  );
}
