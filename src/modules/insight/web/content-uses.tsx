import { useTranslation } from "react-i18next";
import { useEndpointPages } from "../../../web/api.ts";
import { Chip } from "../../../web/ui/chip.tsx";
import { Drawer } from "../../../web/ui/drawer.tsx";
import { formatCount, formatMoney } from "../../../web/ui/format.ts";
import { Link } from "../../../web/ui/link.tsx";
import { Loaded } from "../../../web/ui/loaded.tsx";
import { Time } from "../../../web/ui/zone.tsx";
import { ExportButton } from "../../exports/web/export-button.tsx";
import {
  BUY_HOURS,
  groupContentUsesEndpoint,
  type GroupContentRow,
  type GroupContentUse,
  SPEAK_HOURS,
} from "../group-contents.contract.ts";
import "./content-uses.css";
import { MoreRows } from "./more-rows.tsx";

interface ContentUsesProps {
  groupId: string;
  content: GroupContentRow;
  onClose: () => void;
}

/** When one content went to one group, and what followed each time; every figure leads to its rows. */
export function ContentUsesDrawer({ groupId, content, onClose }: ContentUsesProps) {
  const { t } = useTranslation("insight");
  const ask = { groupId, contentId: content.contentId };
  const { query, items, ...paging } = useEndpointPages(groupContentUsesEndpoint, { ...ask, limit: 30 });
  return (
    <Drawer
      open
      title={content.name}
      facts={t("used.times", { count: content.uses })}
      actions={
        <>
          <Link className="lnk" to={`contents?id=${content.contentId}`}>
            {t("used.open")}
          </Link>
          <ExportButton size="xs" list="content-uses" filter={ask} total={content.uses} />
        </>
      }
      onClose={onClose}
    >
      <div className="pad">
        <p className="mut used-note">{t("used.note", { speak: SPEAK_HOURS, buy: BUY_HOURS })}</p>
        <Loaded query={query} what={t("used.usesWhat")} tight>
          {() => (
            <ul className="used-list">
              {items.map((use) => (
                <Use key={use.deliveryId} groupId={groupId} use={use} />
              ))}
            </ul>
          )}
        </Loaded>
        <MoreRows {...paging} />
      </div>
    </Drawer>
  );
}

function Use({ groupId, use }: { groupId: string; use: GroupContentUse }) {
  const { t } = useTranslation("insight");
  const until = new Date(Date.parse(use.at) + BUY_HOURS * 3_600_000).toISOString();
  return (
    <li>
      <div className="row g8">
        <Time at={use.at} />
        <Link className="lnk el" to={`reach/sends/${use.sendId}`}>
          {use.sendName}
        </Link>
        <span className="sp" />
        {use.state === "sent" ? null : (
          <Chip tone={use.state === "handed-over" ? "info" : use.state === "unknown" ? "warn" : "bad"}>{t(`used.state.${use.state}`)}</Chip>
        )}
      </div>
      {use.state === "sent" ? (
        <div className="row g16">
          <Link className="lnk" to={`groups/${groupId}?tab=messages&from=member&since=${use.at}`}>
            {t("used.spoke", { count: use.speakers })}
          </Link>
          <Link className="lnk" to={`groups/${groupId}?tab=orders&since=${use.at}&until=${until}`}>
            {t("used.bought", { orders: formatCount(use.orders), money: formatMoney(use.netFen) })}
          </Link>
        </div>
      ) : null}
    </li>
  );
}
