import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useEndpointPages } from "../../../web/api.ts";
import { useBrand } from "../../../web/brand.tsx";
import { Button } from "../../../web/ui/button.tsx";
import { EventList } from "../../../web/ui/event-list.tsx";
import { formatMoney } from "../../../web/ui/format.ts";
import { Loaded } from "../../../web/ui/loaded.tsx";
import { Dot } from "../../../web/ui/page.tsx";
import { Segmented } from "../../../web/ui/segmented.tsx";
import { RowsSkeleton } from "../../../web/ui/skeleton.tsx";
import { EmptyState } from "../../../web/ui/states.tsx";
import { Time } from "../../../web/ui/zone.tsx";
import { ExportButton } from "../../exports/web/export-button.tsx";
import { timelineEndpoint, type TimelineItem, type TimelineKind, timelineKinds } from "../timeline.contract.ts";
import { tell } from "./timeline-words.ts";

/** 动态: what somebody did and what was done for them. */
export function MemberTimeline({ memberId }: { memberId: string }) {
  const { t } = useTranslation("members");
  const brand = useBrand();
  const [kind, setKind] = useState<TimelineKind>("all");
  const { query, items, hasMore, more, loadingMore } = useEndpointPages(timelineEndpoint, { memberId, kind, limit: 20 });
  return (
    <div className="mblk">
      <div className="row">
        <b>{t("timeline.title")}</b>
        <span className="sp" />
        <Segmented<TimelineKind>
          label={t("timeline.title")}
          value={kind}
          onChange={setKind}
          options={timelineKinds.map((value) => ({ value, label: t(`timeline.kinds.${value}`) }))}
        />
        {brand.can("members.manage") ? <ExportButton size="xs" list="member-timeline" filter={{ memberId, kind }} /> : null}
      </div>
      <Loaded query={query} what={t("timeline.title")} skeleton={<RowsSkeleton rows={5} />} tight>
        {() => (items.length === 0 ? <EmptyState tight icon="history" title={t("timeline.empty")} /> : <Items items={items} />)}
      </Loaded>
      {hasMore ? (
        <div className="row" style={{ justifyContent: "center", marginTop: 8 }}>
          <Button size="s" busy={loadingMore} onClick={more}>
            {t("timeline.more")}
          </Button>
        </div>
      ) : null}
    </div>
  );
}

function Items({ items }: { items: TimelineItem[] }) {
  const { t } = useTranslation("members");
  return (
    <EventList
      events={items.map((item) => {
        const told = tell(item, t);
        return {
          key: item.id,
          icon: told.icon,
          title: told.title,
          note: (
            <>
              <Time at={item.at} />
              {told.notes.map((note, n) => (
                <span key={n}>
                  <Dot />
                  {note}
                </span>
              ))}
            </>
          ),
          end: told.fen === undefined ? undefined : <span className={told.fen < 0 ? "mut" : undefined}>{formatMoney(told.fen)}</span>,
        };
      })}
    />
  );
}
