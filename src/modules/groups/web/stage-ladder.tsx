import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useEndpoint } from "../../../web/api.ts";
import { useBrand } from "../../../web/brand.tsx";
import { formatDecimal, formatPercent } from "../../../web/ui/format.ts";
import { dayOf, formatDay } from "../../../web/ui/format-time.ts";
import { Icon } from "../../../web/ui/icons.tsx";
import { useNow, useOffsetMinutes } from "../../../web/ui/zone.tsx";
import { groupStateEndpoint } from "../../insight/board.contract.ts";
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
  return (
    own ??
    query.data?.items.find((row) => row.commercialType === group.commercialType)?.thresholds ??
    defaultThresholds[group.commercialType]
  );
}

/** Where the figure of the present stage and of the next one stands; nothing for who may not read figures. */
function useFigures(group: GroupDetail): Map<number, string> {
  const brand = useBrand();
  const query = useEndpoint(groupStateEndpoint, { groupId: group.id }, { enabled: brand.can("insight.read") });
  const rungs = query.data?.ladder.filter((rung) => rung.value !== null && rung.stage > 1) ?? [];
  return new Map(rungs.map((rung) => [rung.stage, rung.stage === 5 ? formatDecimal(rung.value, 3) : formatPercent(rung.value)]));
}

type RungState = "ok" | "cur" | "next" | "";

const marks: Record<RungState, ReactNode> = {
  ok: <Icon name="check" size="xs" />,
  cur: <span className="dot" />,
  next: <Icon name="lock" size="xs" />,
  "": <Icon name="lock" size="xs" />,
};

function stateOf(stage: Stage, present: number): RungState {
  if (stage < present) return "ok";
  if (stage === present) return "cur";
  return stage === present + 1 ? "next" : "";
}

/** When a stage began, in words, and which day of it this is. */
function useBeginnings(group: GroupDetail): (stage: Stage) => { entered: string; days: number } | null {
  const { t } = useTranslation("groups");
  const offset = useOffsetMinutes();
  const nowMs = useNow(600_000);
  const began = new Map(group.state?.entered.map((one) => [one.stage, one.day]));
  const opened = dayOf(Date.parse(group.openedAt ?? group.createdAt), offset);
  return (stage) => {
    const day = stage === 1 ? opened : began.get(stage);
    if (!day) return null;
    const days = Math.max(1, Math.floor((nowMs + offset * 60_000 - Date.parse(`${day}T00:00:00Z`)) / DAY_MS) + 1);
    return { entered: t(stage === 1 ? "detail.opened" : "detail.entered", { day: formatDay(day) }), days };
  };
}

/** The five stages: those behind it, the one it is in, those to come, each with what ends it. */
export function StageLadder({ group }: { group: GroupDetail }) {
  const { t } = useTranslation("groups");
  const thresholds = useThresholds(group);
  const figures = useFigures(group);
  const beginningOf = useBeginnings(group);
  const present = group.state?.stage ?? 1;
  const rule: Record<Stage, string> = {
    1: t("detail.ends.stage1", { count: Math.ceil(group.targetMembers * thresholds.seatsShare) }),
    2: t("detail.ends.stage2", { mark: formatPercent(thresholds.interaction7d, 0) }),
    3: t("detail.ends.stage3", { mark: formatPercent(thresholds.retention30d, 0) }),
    4: t("detail.ends.stage4", { mark: formatPercent(thresholds.conversion30d, 0) }),
    5: t("detail.ends.stage5", { mark: formatDecimal(thresholds.referral30d, 3) }),
  };
  const noteOf: Record<RungState, (stage: Stage) => string> = {
    ok: (stage) => beginningOf(stage)?.entered ?? "",
    cur: (stage) => {
      const began = beginningOf(stage);
      return began ? t("detail.day", { ...began }) : "";
    },
    next: () => t("detail.next"),
    "": () => "",
  };
  return (
    <div className="trk">
      {stages.map((stage) => {
        const state = stateOf(stage, present);
        const value = state === "cur" || state === "next" ? figures.get(stage) : undefined;
        const text = value ? t("detail.now", { rule: rule[stage], value }) : rule[stage];
        return (
          <div key={stage} className={`ts s${stage} ${state}`}>
            <i />
            <div className="row g6">
              <span className="tn">{marks[state]}</span>
              <b>{t(`stage.${stage}`)}</b>
              <span className="mut sm12">{noteOf[state](stage)}</span>
            </div>
            <p title={text}>{text}</p>
          </div>
        );
      })}
    </div>
  );
}
