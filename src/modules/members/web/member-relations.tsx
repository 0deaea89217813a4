import { Fragment } from "react";
import { useTranslation } from "react-i18next";
import { useEndpoint } from "../../../web/api.ts";
import { Time } from "../../../web/ui/zone.tsx";
import { listMemberRelationsEndpoint, type Relation } from "../../wecom/relations.contract.ts";

/** Who of staff has the member as a contact in WeCom, with what they noted; nothing where nobody has. */
export function MemberRelations({ memberId }: { memberId: string }) {
  const { t } = useTranslation("wecom");
  const relations = useEndpoint(listMemberRelationsEndpoint, { memberId });
  const items = relations.data?.items ?? [];
  if (items.length === 0) return null;
  return (
    <div className="mblk">
      <div className="row">
        <b>{t("relations.title")}</b>
      </div>
      <dl className="mkv">
        {items.map((one) => (
          <Fragment key={`${one.corp} ${one.userId}`}>
            <dt>{one.staffName}</dt>
            <dd>
              <Line one={one} />
            </dd>
          </Fragment>
        ))}
      </dl>
    </div>
  );
}

function Line({ one }: { one: Relation }) {
  const { t } = useTranslation("wecom");
  const way = one.codeName ? t("relations.code", { name: one.codeName }) : wayOf(t, one.addWay);
  const facts = [one.remark, one.company, one.description, ...one.mobiles, way].filter(Boolean).join(" · ");
  return (
    <>
      {facts} <Time at={one.beganAt} className="mut" />{" "}
      {one.lostAt && one.lostBy ? <span className="warn sm12">{t(`relations.lost.${one.lostBy}`)}</span> : null}
    </>
  );
}

const known = ["0", "1", "2", "3", "4", "5", "6", "10", "13", "16", "201", "202"] as const;

function wayOf(t: ReturnType<typeof useTranslation<"wecom">>["t"], addWay: number | null): string {
  const way = known.find((one) => one === String(addWay ?? ""));
  return way ? t(`relations.ways.${way}`) : "";
}
