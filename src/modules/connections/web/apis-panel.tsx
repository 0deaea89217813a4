import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";
import { Chip } from "../../../web/ui/chip.tsx";
import { type Column, DataTable } from "../../../web/ui/data-table.tsx";
import { formatCount, formatPercent, formatShort } from "../../../web/ui/format.ts";
import { formatClock } from "../../../web/ui/format-time.ts";
import { Panel } from "../../../web/ui/panel.tsx";
import { Progress } from "../../../web/ui/progress.tsx";
import { EmptyState } from "../../../web/ui/states.tsx";
import { useOffsetMinutes } from "../../../web/ui/zone.tsx";
import { ExportButton } from "../../exports/web/export-button.tsx";
import type { ApiHealth, ConnectionHealth } from "../health.contract.ts";

type Rate = ApiHealth["rates"][number];

export function outcomeText(t: TFunction<"connections">, outcome: string): string {
  return outcome === "lost" || outcome === "down" ? t(`outcomes.${outcome}`) : t("outcomes.code", { code: outcome });
}

/** Each API: how often, how well, how much of its rates is used, whether it is held back. */
export function ApisPanel({ connectionId, health }: { connectionId: string; health: ConnectionHealth }) {
  const { t } = useTranslation("connections");
  const offset = useOffsetMinutes();
  const clock = (at: string) => formatClock(at, offset);
  const columns: Column<ApiHealth>[] = [
    {
      key: "api",
      title: t("page.api"),
      cell: (one) => (
        <code className="conn-code" title={one.api}>
          {one.api}
        </code>
      ),
    },
    { key: "calls", title: t("page.calls"), right: true, width: 84, cell: (one) => formatCount(one.calls) },
    {
      key: "failures",
      title: t("page.outcomes"),
      from: 720,
      cell: (one) =>
        one.failures.length === 0 ? (
          <span className="mut">0</span>
        ) : (
          <span className="conn-chips">
            {one.failures.slice(0, 4).map((failure) => (
              <Chip key={failure.outcome} tone="warn">
                {outcomeText(t, failure.outcome)} × {formatCount(failure.count)}
              </Chip>
            ))}
          </span>
        ),
    },
    {
      key: "mean",
      title: t("page.mean"),
      right: true,
      from: 900,
      width: 110,
      cell: (one) => (one.meanMs === null ? <span className="mut">—</span> : t("page.ms", { ms: formatCount(one.meanMs) })),
    },
    {
      key: "minute",
      title: t("page.minuteUse"),
      from: 1000,
      width: 150,
      cell: (one) => <Use rate={one.rates[0]} label={t("page.minuteUse")} />,
    },
    { key: "hour", title: t("page.hourUse"), from: 1200, width: 160, cell: (one) => <Use rate={one.rates[1]} label={t("page.hourUse")} /> },
    {
      key: "width",
      title: t("page.width"),
      tip: t("page.widthTip"),
      right: true,
      from: 1000,
      width: 76,
      cell: (one) => formatCount(one.width),
    },
    { key: "standing", title: t("page.standing"), width: 150, cell: (one) => <Standing api={one} clock={clock} /> },
  ];
  return (
    <Panel
      title={t("page.health")}
      facts={t("page.healthFacts")}
      actions={
        <>
          <AddressUse rates={health.address} />
          <ExportButton size="xs" list="channel-apis" filter={{ connectionId }} total={health.apis.length} />
        </>
      }
    >
      {health.apis.length === 0 ? (
        <EmptyState tight icon="wait" title={t("page.noCalls")} />
      ) : (
        <DataTable
          label={t("page.health")}
          columns={columns}
          rows={health.apis}
          rowKey={(one) => one.api}
          oneLine
          edge={false}
          stickyTop={0}
        />
      )}
    </Panel>
  );
}

function Use({ rate, label }: { rate: Rate | undefined; label: string }) {
  if (!rate) return null;
  const share = Math.min(1, rate.used / Math.max(1, rate.most));
  return (
    <span className="conn-use" title={`${formatCount(rate.used)} / ${formatCount(rate.most)}`}>
      <Progress share={share} label={label} width={56} height={4} color={share > 0.9 ? "var(--warn)" : "var(--c1)"} />
      <span className="mut sm12">{formatShort(rate.used)}</span>
    </span>
  );
}

function Standing({ api, clock }: { api: ApiHealth; clock: (at: string) => string }) {
  const { t } = useTranslation("connections");
  if (api.openUntil) return <Chip tone="bad">{t("page.openUntil", { time: clock(api.openUntil) })}</Chip>;
  if (api.shutUntil) return <Chip tone="warn">{t("page.shut", { time: clock(api.shutUntil) })}</Chip>;
  if (api.breaker === "half-open")
    return (
      <Chip tone="warn" title={t("page.breakerTip")}>
        {t("page.breaker.half-open")}
      </Chip>
    );
  if (api.share < 1)
    return (
      <Chip tone="warn" title={t("page.shareTip")}>
        {t("page.share", { share: formatPercent(api.share) })}
      </Chip>
    );
  return <span className="sec">{t("page.breaker.closed")}</span>;
}

function AddressUse({ rates }: { rates: readonly Rate[] }) {
  const { t } = useTranslation("connections");
  const [minute] = rates;
  return minute ? (
    <span className="row g8 mut sm12">
      {t("page.address")} <Use rate={minute} label={t("page.address")} />
    </span>
  ) : null;
}
