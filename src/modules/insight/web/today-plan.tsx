import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";
import { useEndpoint } from "../../../web/api.ts";
import { useBrand } from "../../../web/brand.tsx";
import { Legend } from "../../../web/ui/chip.tsx";
import { DayTimeline } from "../../../web/ui/day-timeline.tsx";
import type { TimelineItem } from "../../../web/ui/day-timeline.tsx";
import { formatCount } from "../../../web/ui/format.ts";
import { Icon } from "../../../web/ui/icons.tsx";
import { Link, useGo } from "../../../web/ui/link.tsx";
import { Loaded } from "../../../web/ui/loaded.tsx";
import { Panel } from "../../../web/ui/panel.tsx";
import { BlockSkeleton } from "../../../web/ui/skeleton.tsx";
import { EmptyState } from "../../../web/ui/states.tsx";
import { type TodayStep, todayStepsEndpoint } from "../../flows/flows.contract.ts";

const colors: Record<TodayStep["direction"], string> = { engage: "var(--c1)", convert: "var(--c2)", brand: "var(--c3)" };
/** A gap this long is worth a step. */
const GAP_MINUTES = 120;
/** The shortest block that still shows its words. */
const BLOCK_MINUTES = 60;

const clock = (minute: number) => `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;

function itemOf(t: TFunction<"insight">, step: TodayStep): TimelineItem {
  const isOver = step.sent >= step.groups && step.groups > 0;
  const note = isOver || step.sent > 0 ? t("today.sent", { sent: formatCount(step.sent), groups: formatCount(step.groups) }) : step.tick === "late" ? t("today.lateGroups", { count: step.open }) : t("today.groups", { count: step.groups });
  return {
    key: `${step.flowId}:${step.stepId}`,
    at: step.minute,
    minutes: Math.max(BLOCK_MINUTES, step.minutes),
    title: step.name,
    note,
    color: colors[step.direction],
    state: step.tick === "done" ? "done" : step.tick === "late" ? "late" : "open",
  };
}

/** 今天的安排: every step of the day from left to right, and the free time worth filling. */
export function TodayPlan({ mine }: { mine: boolean }) {
  const { t } = useTranslation("insight");
  const brand = useBrand();
  const go = useGo();
  const query = useEndpoint(todayStepsEndpoint, mine ? { mine: "true" } : {}, { enabled: brand.can("flows.read"), refreshMs: 60_000 });
  if (!brand.can("flows.read")) return null;
  const data = query.data;
  const gap = data?.gaps.filter((one) => one.to - one.from >= GAP_MINUTES && one.to > data.nowMinute).toSorted((a, b) => b.to - b.from - (a.to - a.from))[0];
  return (
    <Panel
      title={t("today.plan")}
      facts={data && data.steps.length > 0 ? <>{t("today.planFacts", { steps: data.steps.length, groups: data.groups })}</> : null}
      mark={
        gap ? (
          <span className="gpill">
            <Icon name="plus" size="xs" />
            {t("today.gapBest", { from: clock(gap.from), to: clock(gap.to) })}
          </span>
        ) : null
      }
      actions={
        <span className="row g12">
          {(["engage", "convert", "brand"] as const).map((direction) => (
            <Legend key={direction} color={colors[direction]}>
              {t(`today.direction.${direction}`)}
            </Legend>
          ))}
          <Link to="flows" className="lnk">
            {t("today.planOpen")}
          </Link>
        </span>
      }
    >
      <Loaded
        query={query}
        what={t("today.plan")}
        tight
        skeleton={<BlockSkeleton height={88} />}
        empty={(day) => (day.steps.length > 0 ? null : <EmptyState icon="calendar" tight title={t("today.planNone")} text={t("today.planNoneText")} />)}
      >
        {(day) => (
          <DayTimeline
            items={day.steps.map((step) => itemOf(t, step))}
            gaps={gap ? [{ at: gap.from, minutes: gap.to - gap.from, label: t("today.gap") }] : []}
            now={day.nowMinute}
            onOpen={(item) => {
              const step = day.steps.find((one) => `${one.flowId}:${one.stepId}` === item.key);
              if (step) go(step.sendId ? `reach/sends/${step.sendId}` : `flows/${step.flowId}?step=${step.stepId}`);
            }}
          />
        )}
      </Loaded>
    </Panel>
  );
}

