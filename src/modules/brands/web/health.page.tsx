import { useTranslation } from "react-i18next";
import { useEndpoint } from "../../../web/api.ts";
import { Chip } from "../../../web/ui/chip.tsx";
import { formatBytes, formatCount } from "../../../web/ui/format.ts";
import { formatClock, formatSpan } from "../../../web/ui/format-time.ts";
import { Loaded } from "../../../web/ui/loaded.tsx";
import { NumberStrip } from "../../../web/ui/number-strip.tsx";
import { BlockSkeleton } from "../../../web/ui/skeleton.tsx";
import { useOffsetMinutes } from "../../../web/ui/zone.tsx";
import { listInboxEndpoint } from "../../messages/inbox.contract.ts";
import { type Health, readHealthEndpoint } from "../health.contract.ts";
import { countTroubles, slowestMs } from "../health.rules.ts";
import { BackupPanel } from "./backup-panel.tsx";
import { ReactionsPanel, StoragePanel, TickersPanel } from "./health-panels.tsx";
import { SettingsFrame } from "./settings-frame.tsx";

const REFRESH_MS = 10_000;

/** 系统状态: what waits, what failed, how much room it takes. */
export function HealthPage() {
  const { t } = useTranslation("settings");
  const offset = useOffsetMinutes();
  const query = useEndpoint(readHealthEndpoint, {}, { refreshMs: REFRESH_MS });
  const troubles = query.data ? countTroubles(query.data) : 0;
  return (
    <SettingsFrame
      section="health"
      padded
      facts={query.data ? t("health.at", { time: formatClock(query.data.at, offset) }) : null}
      aside={query.data ? <Verdict troubles={troubles} /> : null}
    >
      <Loaded query={query} what={t("health.what")} skeleton={<BlockSkeleton height={520} />}>
        {(health) => (
          <>
            <Numbers health={health} />
            <BackupPanel health={health} />
            <ReactionsPanel health={health} />
            <TickersPanel health={health} />
            <StoragePanel health={health} />
          </>
        )}
      </Loaded>
    </SettingsFrame>
  );
}

function Verdict({ troubles }: { troubles: number }) {
  const { t } = useTranslation("settings");
  return troubles === 0 ? (
    <Chip tone="good" icon="check">
      {t("health.fine")}
    </Chip>
  ) : (
    <Chip tone="bad" icon="alert">
      {t("health.attention", { count: troubles })}
    </Chip>
  );
}

function Numbers({ health }: { health: Health }) {
  const { t } = useTranslation("settings");
  const inbox = useEndpoint(listInboxEndpoint, { limit: 1 }, { refreshMs: REFRESH_MS });
  const waiting = (inbox.data?.waiting ?? []).reduce((sum, one) => sum + one.n, 0);
  const slowest = slowestMs(health);
  const stray = health.defaults.reduce((sum, part) => sum + part.rows, 0);
  const { connections, maxConnections, bytes } = health.database;
  return (
    <NumberStrip
      numbers={[
        { value: formatBytes(bytes), label: t("health.database") },
        {
          value: `${connections} / ${maxConnections}`,
          label: t("health.connections"),
          tone: connections > maxConnections * 0.8 ? "bad" : undefined,
        },
        {
          value: slowest === null ? t("health.notBehind") : formatSpan(slowest),
          label: t("health.waiting"),
          tone: slowest !== null && slowest > 60_000 ? "warn" : undefined,
        },
        { value: formatCount(inbox.data ? waiting : null), label: t("health.inbox"), tone: waiting > 0 ? "warn" : undefined },
        {
          value: formatCount(stray),
          label: <span title={t("health.defaultsTip")}>{t("health.defaults")}</span>,
          tone: stray > 0 ? "warn" : undefined,
        },
      ]}
    />
  );
}
