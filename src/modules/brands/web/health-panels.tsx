import { useTranslation } from "react-i18next";
import { pageLanguage } from "../../../web/language.ts";
import { Chip } from "../../../web/ui/chip.tsx";
import { type Column, DataTable } from "../../../web/ui/data-table.tsx";
import { formatBytes, formatCount, formatShort } from "../../../web/ui/format.ts";
import { formatSpan } from "../../../web/ui/format-time.ts";
import { Dot } from "../../../web/ui/page.tsx";
import { Panel } from "../../../web/ui/panel.tsx";
import { Progress } from "../../../web/ui/progress.tsx";
import { EmptyState } from "../../../web/ui/states.tsx";
import { Time } from "../../../web/ui/zone.tsx";
import { type Health, LAG_LIMIT, type LogPart, type ReactionHealth, type TickerHealth } from "../health.contract.ts";
import { hasWorkName, workName } from "../health-words.rules.ts";
import { reactionState, tickerState } from "../health.rules.ts";

export function ReactionsPanel({ health }: { health: Health }) {
  const { t } = useTranslation("settings");
  const columns: Column<ReactionHealth>[] = [
    { key: "name", title: t("health.reaction"), cell: (one) => <Work name={one.name} /> },
    {
      key: "unread",
      title: t("health.unread"),
      right: true,
      width: 120,
      cell: (one) => (one.waiting >= LAG_LIMIT ? t("health.atLeast", { count: LAG_LIMIT }) : formatCount(one.waiting)),
    },
    {
      key: "oldest",
      title: t("health.oldest"),
      width: 160,
      cell: (one) => (one.oldestAt ? <Time at={one.oldestAt} /> : <span className="mut">—</span>),
    },
    { key: "state", title: t("health.state"), cell: (one) => <ReactionState reaction={one} at={health.at} /> },
  ];
  return (
    <Panel title={t("health.reactions")} facts={t("health.reactionsFacts")}>
      {health.reactions.length === 0 ? (
        <EmptyState tight icon="wait" title={t("health.noReactions")} />
      ) : (
        <DataTable
          label={t("health.reactions")}
          columns={columns}
          rows={health.reactions}
          rowKey={(one) => one.name}
          oneLine
          edge={false}
          stickyTop={0}
        />
      )}
    </Panel>
  );
}

function Work({ name }: { name: string }) {
  return (
    <span className="row g8 settings-work">
      <b>{workName(name, pageLanguage())}</b>
      {hasWorkName(name) ? <span className="mut sm12">{name}</span> : null}
    </span>
  );
}

function ReactionState({ reaction, at }: { reaction: ReactionHealth; at: string }) {
  const { t } = useTranslation("settings");
  const state = reactionState(reaction, at);
  if (state === "failing") return <Failure count={reaction.failures} text={reaction.failure} />;
  if (state === "behind") {
    return (
      <Chip tone="warn">
        {t("health.behind")} {reaction.oldestAt ? formatSpan(Date.parse(at) - Date.parse(reaction.oldestAt)) : ""}
      </Chip>
    );
  }
  return <span className="sec">{t("health.ok")}</span>;
}

function Failure({ count, text }: { count: number; text: string | null }) {
  const { t } = useTranslation("settings");
  return (
    <span className="row g8">
      <Chip tone="bad">{t("health.failing", { count })}</Chip>
      <span className="settings-change" title={text ?? undefined}>
        {text ?? t("health.elsewhere")}
      </span>
    </span>
  );
}

export function TickersPanel({ health }: { health: Health }) {
  const { t } = useTranslation("settings");
  const columns: Column<TickerHealth>[] = [
    { key: "name", title: t("health.ticker"), cell: (one) => <Work name={one.name} /> },
    {
      key: "every",
      title: t("health.every"),
      width: 120,
      right: true,
      cell: (one) => (one.everyMs < 1000 ? t("health.everyMs", { ms: one.everyMs }) : formatSpan(one.everyMs)),
    },
    {
      key: "last",
      title: t("health.last"),
      width: 160,
      cell: (one) => (one.ranAt ? <Time at={one.ranAt} /> : <span className="mut">{t("health.never")}</span>),
    },
    { key: "took", title: t("health.took"), width: 120, right: true, cell: (one) => t("health.tookMs", { ms: formatCount(one.tookMs) }) },
    { key: "state", title: t("health.state"), cell: (one) => <TickerState ticker={one} at={health.at} /> },
  ];
  return (
    <Panel title={t("health.tickers")} facts={t("health.tickersFacts")}>
      {health.tickers.length === 0 ? (
        <EmptyState tight icon="wait" title={t("health.noTickers")} />
      ) : (
        <DataTable
          label={t("health.tickers")}
          columns={columns}
          rows={health.tickers}
          rowKey={(one) => one.name}
          oneLine
          edge={false}
          stickyTop={0}
        />
      )}
    </Panel>
  );
}

function TickerState({ ticker, at }: { ticker: TickerHealth; at: string }) {
  const { t } = useTranslation("settings");
  const state = tickerState(ticker, at);
  if (state === "failing") return <Failure count={ticker.failures} text={ticker.failure} />;
  if (state === "silent")
    return <Chip tone="warn">{t("health.quietFor", { span: formatSpan(Date.parse(at) - Date.parse(ticker.ranAt ?? at)) })}</Chip>;
  return <span className="sec">{t("health.ok")}</span>;
}

export function StoragePanel({ health }: { health: Health }) {
  const { t } = useTranslation("settings");
  const parts = [...health.defaults, ...health.parts, ...health.largest].filter(
    (part, at, all) => all.findIndex((one) => one.name === part.name) === at,
  );
  const largest = Math.max(1, ...parts.map((part) => part.bytes));
  const columns: Column<LogPart>[] = [
    { key: "name", title: t("health.table"), cell: (one) => <b>{one.name}</b> },
    { key: "rows", title: t("health.rows"), right: true, width: 140, cell: (one) => formatShort(one.rows) },
    { key: "bytes", title: t("health.bytes"), right: true, width: 120, cell: (one) => formatBytes(one.bytes) },
    {
      key: "share",
      title: t("health.share"),
      width: 240,
      cell: (one) => <Progress height={4} share={one.bytes / largest} label={`${one.name} ${formatBytes(one.bytes)}`} />,
    },
  ];
  return (
    <Panel
      title={t("health.storage")}
      facts={
        <>
          {t("health.storageFacts", {
            version: health.database.version,
            span: formatSpan(Date.parse(health.at) - Date.parse(health.database.startedAt)),
          })}
          <Dot />
          {t("health.metrics")}
        </>
      }
    >
      <DataTable label={t("health.storage")} columns={columns} rows={parts} rowKey={(one) => one.name} oneLine edge={false} stickyTop={0} />
    </Panel>
  );
}
