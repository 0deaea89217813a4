import { useTranslation } from "react-i18next";
import { useEndpoint } from "../../../web/api.ts";
import { useBrand } from "../../../web/brand.tsx";
import { formatDecimal, formatPercent } from "../../../web/ui/format.ts";
import { dayOf, formatDay } from "../../../web/ui/format-time.ts";
import { Icon } from "../../../web/ui/icons.tsx";
import { useNow, useOffsetMinutes } from "../../../web/ui/zone.tsx";
import { defaultThresholds, listThresholdsEndpoint } from "../../insight/thresholds.contract.ts";
import type { GroupDetail } from "../groups.contract.ts";
import type { StageThresholds } from "../profile.contract.ts";

const stages = [1, 2, 3, 4, 5] as const;
type Stage = (typeof stages)[number];

const DAY_MS = 86_400_000;

/** The marks that hold for the group: its blueprint's, then the brand's, then ours. */
function useThresholds(group: GroupDetail): StageThresholds {
  const brand = useBrand();
  const own = group.blueprint?.thresholds ?? null;
  const query = useEndpoint(listThresholdsEndpoint, {}, { enabled: own === null && brand.can("insight.read") });
  return own ?? query.data?.items.find((row) => row.commercialType === group.commercialType)?.thresholds ?? defaultThresholds[group.commercialType];
}

/** The five stages: those behind it, the one it is in, those to come, each with what ends it. */
export function StageLadder({ group }: { group: GroupDetail }) {
  const { t } = useTranslation("groups");
  const offset = useOffsetMinutes();
  const nowMs = useNow(600_000);
  const thresholds = useThresholds(group);
  const present = group.state?.stage ?? 1;
  const began = new Map(group.state?.entered.map((one) => [one.stage, one.day]));
  const rule: Record<Stage, string> = {
    1: t("detail.ends.stage1", { count: Math.ceil(group.targetMembers * thresholds.seatsShare) }),
    2: t("detail.ends.stage2", { mark: formatPercent(thresholds.interaction7d, 0) }),
    3: t("detail.ends.stage3", { mark: formatPercent(thresholds.retention30d, 0) }),
    4: t("detail.ends.stage4", { mark: formatPercent(thresholds.conversion30d, 0) }),
    5: t("detail.ends.stage5", { mark: formatDecimal(thresholds.referral30d, 3) }),
  };
  const since = (stage: Stage) => {
    const day = stage === 1 ? dayOf(Date.parse(group.openedAt ?? group.createdAt), offset) : began.get(stage);
    if (!day) return null;
    const days = Math.max(1, Math.floor((nowMs - Date.parse(`${day}T00:00:00Z`) + offset * 60_000) / DAY_MS) + 1);
    return { text: t(stage === 1 ? "detail.opened" : "detail.entered", { day: formatDay(day) }), days };
  };
  return (
    <div className="trk">
      {stages.map((stage) => {
        const state = stage < present ? "ok" : stage === present ? "cur" : "";
        const at = stage <= present ? since(stage) : null;
        return (
          <div key={stage} className={`ts s${stage} ${state}`}>
            <i />
            <div className="row g6">
              <span className="tn">{state === "ok" ? <Icon name="check" size="xs" /> : state === "cur" ? <span className="dot" /> : <Icon name="lock" size="xs" />}</span>
              <b>{t(`stage.${stage}`)}</b>
              <span className="mut sm12">{at ? (state === "cur" ? t("detail.day", { entered: at.text, days: at.days }) : at.text) : stage === present + 1 ? t("detail.next") : ""}</span>
            </div>
            <p>{rule[stage]}</p>
          </div>
        );
      })}
    </div>
  );
}
