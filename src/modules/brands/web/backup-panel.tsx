import { useTranslation } from "react-i18next";
import { Chip } from "../../../web/ui/chip.tsx";
import { formatBytes, formatCount } from "../../../web/ui/format.ts";
import { formatSpan } from "../../../web/ui/format-time.ts";
import { NumberStrip } from "../../../web/ui/number-strip.tsx";
import { Panel } from "../../../web/ui/panel.tsx";
import { Time } from "../../../web/ui/zone.tsx";
import { type BackupHealth, type Health } from "../health.contract.ts";
import { BACKUP_DAYS, backupState } from "../health.rules.ts";

const MINUTE_MS = 60_000;
const tones = { failing: "bad", old: "warn", none: "warn" } as const;

/** The last backup of the installation, and a sentence where one is due. */
export function BackupPanel({ health: { backup, at } }: { health: Health }) {
  const { t } = useTranslation("settings");
  const { state, days } = backupState(backup, at);
  const isWarned = state === "failing" || state === "old" || state === "none";
  return (
    <Panel title={t("health.backup")} facts={t("health.backupFacts")} padded>
      <div className="col g16">
        {isWarned ? (
          <div className="row g8">
            <Chip tone={tones[state]} icon="alert">
              {t(`health.backupState.${state}`)}
            </Chip>
            <span>{t(`health.backupWhy.${backup.last ? state : "none"}`, { count: days, most: BACKUP_DAYS })}</span>
            {backup.failed ? (
              <span className="settings-change" title={backup.failed.failure}>
                {backup.failed.failure}
              </span>
            ) : null}
          </div>
        ) : null}
        {backup.last ? <Last last={backup.last} /> : null}
        {backup.last || isWarned ? null : <span className="mut">{t(`health.backupNone.${state}`)}</span>}
      </div>
    </Panel>
  );
}

function Last({ last }: { last: NonNullable<BackupHealth["last"]> }) {
  const { t } = useTranslation("settings");
  const { endedAt, bytes, rows, tookMs, checkedAt, folder } = last;
  return (
    <NumberStrip
      numbers={[
        { value: <Time at={endedAt} />, label: <span title={folder}>{t("health.backupLast")}</span> },
        { value: formatBytes(bytes), label: t("health.backupRows", { rows: formatCount(rows) }) },
        {
          value: tookMs < MINUTE_MS ? t("health.seconds", { count: Math.ceil(tookMs / 1000) }) : formatSpan(tookMs),
          label: t("health.took"),
        },
        {
          value: checkedAt ? t("health.backupEqual") : t("health.backupUnchecked"),
          label: <span title={t("health.backupCheckTip")}>{t("health.backupCheck")}</span>,
          tone: checkedAt ? "good" : undefined,
        },
      ]}
    />
  );
}
