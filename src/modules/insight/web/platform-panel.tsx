import type { TFunction } from "i18next";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useEndpoint, useEndpointPages } from "../../../web/api.ts";
import { joint } from "../../../web/i18n/joint.ts";
import { Drawer } from "../../../web/ui/drawer.tsx";
import { formatCount, formatDecimal } from "../../../web/ui/format.ts";
import { formatDay } from "../../../web/ui/format-time.ts";
import { Loaded } from "../../../web/ui/loaded.tsx";
import { type Metric, MetricStrip } from "../../../web/ui/metric-strip.tsx";
import { Panel } from "../../../web/ui/panel.tsx";
import { ExportButton } from "../../exports/web/export-button.tsx";
import {
  type PlatformFigures,
  platformFiguresEndpoint,
  type PlatformKey,
  platformKeys,
  platformMeans,
  platformRowsEndpoint,
} from "../platform-figures.contract.ts";
import { MoreRows } from "./more-rows.tsx";
import "./insight.css";

interface PlatformPanelProps {
  scope: string;
  period: { from: string; to: string };
}

/** 企业微信的统计: what the platform counts of groups whose talk is not told; by itself, and with how far it reaches. Nothing where the scope has no such group. */
export function PlatformPanel({ scope, period }: PlatformPanelProps) {
  const { t } = useTranslation("insight");
  const [open, setOpen] = useState<PlatformKey | null>(null);
  const figures = useEndpoint(platformFiguresEndpoint, { scope, ...period }, { keepLast: true }).data;
  if (!figures || figures.groups === 0) return null;
  const pick = (metric: Metric) => setOpen(platformKeys.find((key) => key === metric.key) ?? "messages");
  return (
    <Panel
      title={t("platform.title")}
      facts={t("platform.facts")}
      actions={<ExportButton size="xs" list="platform-figures" filter={{ scope, ...period }} total={figures.byDay.length} />}
    >
      {figures.daysTold > 0 ? <MetricStrip metrics={metricsOf(t, figures)} onOpen={pick} /> : null}
      <p className="mut sm12 iplatform">{coverageText(t, figures)}</p>
      {open ? <PlatformDrawer metric={open} scope={scope} period={period} figures={figures} onClose={() => setOpen(null)} /> : null}
    </Panel>
  );
}

/** How many groups and days the figures speak of, and since when there are any. */
function coverageText(t: TFunction<"insight">, one: PlatformFigures): string {
  const since = one.since ? formatDay(one.since) : "";
  const parts = [
    t("platform.groups", { told: formatCount(one.told), groups: formatCount(one.groups) }),
    one.split > 0 ? t("platform.split", { n: formatCount(one.split) }) : "",
    t("platform.days", { told: formatCount(one.daysTold), days: formatCount(one.days) }),
    since ? t("platform.since", { day: since }) : t("platform.never"),
  ];
  return parts.filter(Boolean).join(joint("parts"));
}

function valueOf(one: PlatformFigures, key: PlatformKey): string {
  const sum = one.sums[key];
  if (sum == null) return formatCount(null);
  return formatCount(platformMeans.includes(key) ? Math.round(sum / one.daysTold) : sum);
}

function metricsOf(t: TFunction<"insight">, one: PlatformFigures): Metric[] {
  const counts = platformKeys.map((key): Metric => ({
    key,
    name: t(`platform.keys.${key}`),
    period: t(platformMeans.includes(key) ? "platform.mean" : "platform.sum"),
    value: valueOf(one, key),
    trend: one.byDay.map((day) => day.sums[key]),
    formula: t(`platform.formula.${key}`),
  }));
  const { messages, members } = one.sums;
  const perMember = messages == null || !members ? null : messages / (members / one.daysTold);
  const each: Metric = {
    key: "perMember",
    name: t("platform.keys.perMember"),
    value: perMember === null ? formatCount(null) : formatDecimal(perMember, 1),
    fraction: perMember === null ? "" : `${formatCount(messages ?? null)} ÷ ${valueOf(one, "members")}`,
    formula: t("platform.formula.perMember"),
  };
  return [...counts, each];
}

function PlatformDrawer(props: PlatformPanelProps & { metric: PlatformKey; figures: PlatformFigures; onClose: () => void }) {
  const { metric, scope, period, figures, onClose } = props;
  const { t } = useTranslation("insight");
  const ask = { scope, ...period, key: metric };
  const { query, items, ...paging } = useEndpointPages(platformRowsEndpoint, ask);
  const first = query.data?.pages[0];
  return (
    <Drawer
      open
      title={t(`platform.keys.${metric}`)}
      facts={t("period.range", { from: formatDay(period.from), to: formatDay(period.to) })}
      onClose={onClose}
    >
      <div className="pad">
        <div className="fgh">
          <b className="big">{valueOf(figures, metric)}</b>
          <span className="mut">{t("platform.title")}</span>
        </div>
        <ul className="fgf">
          <li>{t(`platform.formula.${metric}`)}</li>
          <li>{coverageText(t, figures)}</li>
        </ul>
        <Loaded query={query} what={t("rows.what")} tight>
          {() => (
            <>
              <div className="fgs">
                <span>
                  {platformMeans.includes(metric) && figures.daysTold > 1
                    ? t("rows.sumMean", { sum: formatCount(first?.sum ?? 0), days: figures.daysTold, mean: valueOf(figures, metric) })
                    : t("rows.sum", { sum: formatCount(first?.sum ?? 0) })}
                </span>
                <span className="mut">{t("rows.count", { count: first?.total ?? 0 })}</span>
                <ExportButton size="xs" list="platform-rows" filter={ask} total={first?.total} />
              </div>
              <ul className="fgr">
                {items.map((row) => (
                  <li key={row.id}>
                    <span className="who">
                      <b className="el">{row.owner}</b>
                      <small className="el">{row.groups === null ? "" : t("platform.ownerGroups", { n: formatCount(row.groups) })}</small>
                    </span>
                    <span className="mut sm12 nw">{formatDay(row.day)}</span>
                    <span className="val">{formatCount(row.value)}</span>
                  </li>
                ))}
              </ul>
              <MoreRows {...paging} />
            </>
          )}
        </Loaded>
      </div>
    </Drawer>
  );
}
