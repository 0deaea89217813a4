import { useTranslation } from "react-i18next";
import { formatCount } from "../../../web/ui/format.ts";
import { formatClock } from "../../../web/ui/format-time.ts";
import { NumberStrip } from "../../../web/ui/number-strip.tsx";
import { Panel } from "../../../web/ui/panel.tsx";
import { useOffsetMinutes } from "../../../web/ui/zone.tsx";
import type { ConnectionHealth } from "../health.contract.ts";
import { Bars } from "./bars.tsx";

/** The last hour in numbers, and minute by minute. */
export function FiguresPanel({ health }: { health: ConnectionHealth }) {
  const { t } = useTranslation("connections");
  const offset = useOffsetMinutes();
  const { token } = health;
  const until = token.refusedCode !== null && token.refusedUntil ? token.refusedUntil : null;
  return (
    <>
      <NumberStrip
        numbers={[
          { value: formatCount(health.calls), label: t("page.calls") },
          { value: formatCount(health.failed), label: t("page.failed"), tone: health.failed > 0 ? "warn" : undefined },
          { value: health.meanMs === null ? "—" : t("page.ms", { ms: formatCount(health.meanMs) }), label: t("page.mean") },
          {
            value: formatCount(health.callbacks.waiting),
            label: t("page.waiting"),
            tone: health.callbacks.waiting > 100 ? "warn" : undefined,
          },
        ]}
      />
      <Panel padded title={t("page.byMinute")} facts={t("page.lastHour")}>
        <Bars
          label={t("page.byMinute")}
          bars={health.minutes.map(({ at, ok, failed }) => ({ at, good: ok, bad: failed }))}
          tip={(bar) =>
            `${formatClock(bar.at, offset)}  ${t("page.ok")} ${formatCount(bar.good)}  ${t("page.failed")} ${formatCount(bar.bad)}`
          }
        />
        <p className="conn-token mut sm12">
          {t("page.token")}{" "}
          {token.refusedCode !== null && until ? (
            <span className="bad">{t("page.tokenRefused", { code: token.refusedCode, time: formatClock(until, offset) })}</span>
          ) : token.expiresAt ? (
            t("page.tokenUntil", { time: formatClock(token.expiresAt, offset) })
          ) : (
            t("page.tokenNone")
          )}
        </p>
      </Panel>
    </>
  );
}
