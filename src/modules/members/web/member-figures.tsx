import { useTranslation } from "react-i18next";
import { formatCount, formatMoney } from "../../../web/ui/format.ts";
import { Time } from "../../../web/ui/zone.tsx";
import type { MemberProfile } from "../members.contract.ts";

/** Four figures that say how close somebody is. */
export function MemberFigures({ member }: { member: MemberProfile }) {
  const { t } = useTranslation("members");
  const basket = member.orders > 0 ? formatMoney(Math.round(member.spendFen / member.orders)) : "—";
  return (
    <div className="m4">
      <div>
        <small>{t("drawer.figures.spend")}</small>
        <b>{formatMoney(member.spend90Fen)}</b>
        <span>{t("drawer.orders90", { count: member.orders90 })}</span>
      </div>
      <div>
        <small>{t("drawer.figures.basket")}</small>
        <b>{basket}</b>
        <span>{t("drawer.ordersAll", { count: member.orders })}</span>
      </div>
      <div>
        <small>{t("drawer.figures.gap")}</small>
        <b>{member.orderGapDays === null ? "—" : t("drawer.gapDays", { days: member.orderGapDays })}</b>
        <span>{t("drawer.spendAll", { money: formatMoney(member.spendFen) })}</span>
      </div>
      <div>
        <small>{t("drawer.figures.spoke")}</small>
        <b>{t("drawer.times", { count: formatCount(member.messages30) })}</b>
        <span>{member.lastActiveAt ? <Time at={member.lastActiveAt} /> : t("drawer.never")}</span>
      </div>
    </div>
  );
}
