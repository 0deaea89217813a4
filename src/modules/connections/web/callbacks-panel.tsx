import { useTranslation } from "react-i18next";
import { formatCount } from "../../../web/ui/format.ts";
import { formatTime } from "../../../web/ui/format-time.ts";
import { Dot } from "../../../web/ui/page.tsx";
import { Panel } from "../../../web/ui/panel.tsx";
import { Chip } from "../../../web/ui/chip.tsx";
import { Time, useNow, useOffsetMinutes } from "../../../web/ui/zone.tsx";
import { connections as words } from "../../../web/i18n/zh-CN/connections.ts";
import type { Connection } from "../connections.contract.ts";
import type { ConnectionHealth } from "../health.contract.ts";
import { Bars } from "./bars.tsx";
import { wholeUrl } from "./callback-setup.tsx";
import { CopyRow } from "./copy-row.tsx";

type Reason = keyof typeof words.callbacks.reasons;
const isReason = (reason: string): reason is Reason => reason in words.callbacks.reasons;

/** What the platform told over a day: taken, said twice, refused and why. */
export function CallbacksPanel({ connection, callbacks }: { connection: Connection; callbacks: ConnectionHealth["callbacks"] }) {
  const { t } = useTranslation("connections");
  const offset = useOffsetMinutes();
  const nowMs = useNow(60_000);
  const refused = callbacks.refused.filter((one) => isReason(one.reason));
  const refusedCount = callbacks.refused.reduce((sum, one) => sum + one.count, 0);
  const facts = (
    <>
      {t("page.day")}
      <Dot />
      {t("page.received")} {formatCount(callbacks.received)}
      <Dot />
      {t("page.refused")} {formatCount(refusedCount)}
    </>
  );
  return (
    <Panel padded title={t("callbacks.title")} facts={facts}>
      <CopyRow label={t("callbacks.url")} value={wholeUrl(connection.callbackUrl)} />
      <p className="mut sm12 conn-line">
        {t("callbacks.verifiedAt")} {connection.verifiedAt ? <Time at={connection.verifiedAt} /> : t("never")}
        <Dot />
        {t("callbacks.receivedAt")} {connection.receivedAt ? <Time at={connection.receivedAt} /> : t("never")}
      </p>
      <Bars
        label={t("callbacks.hours")}
        bars={callbacks.hours.map((hour) => ({ at: hour.at, good: hour.received, bad: hour.refused }))}
        tip={(bar) =>
          `${formatTime(bar.at, offset, nowMs)}  ${t("page.received")} ${formatCount(bar.good)}  ${t("page.refused")} ${formatCount(bar.bad)}`
        }
      />
      <p className="conn-chips conn-line">
        <span title={t("callbacks.duplicatesTip")} className="mut">
          {t("callbacks.doubled", { n: formatCount(callbacks.doubled) })}
          <Dot />
          {t("callbacks.replayed", { n: formatCount(callbacks.replayed) })}
        </span>
        <span className="sp" />
        <span className="mut">{refused.length > 0 ? t("callbacks.refusedTitle") : t("callbacks.noneRefused")}</span>
        {refused.map(({ reason, count }) =>
          isReason(reason) ? (
            <Chip key={reason} tone="warn" title={t(`callbacks.reasonTips.${reason}`)}>
              {t(`callbacks.reasons.${reason}`)} × {formatCount(count)}
            </Chip>
          ) : null,
        )}
      </p>
    </Panel>
  );
}
