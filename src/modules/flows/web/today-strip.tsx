import { useTranslation } from "react-i18next";
import { clockOf } from "../../../lib/clock.ts";
import type { AskOf } from "../../../lib/define.ts";
import { useEndpoint } from "../../../web/api.ts";
import { Chip } from "../../../web/ui/chip.tsx";
import { DayTimeline, type TimelineItem } from "../../../web/ui/day-timeline.tsx";
import { formatCount } from "../../../web/ui/format.ts";
import { Link, useGo } from "../../../web/ui/link.tsx";
import { Loaded } from "../../../web/ui/loaded.tsx";
import { Panel } from "../../../web/ui/panel.tsx";
import { BlockSkeleton } from "../../../web/ui/skeleton.tsx";
import { EmptyState } from "../../../web/ui/states.tsx";
import { Button } from "../../../web/ui/button.tsx";
import { minuteOfDay } from "../../../web/ui/format-time.ts";
import { useNow, useOffsetMinutes } from "../../../web/ui/zone.tsx";
import { directions } from "../../contents/body.contract.ts";
import { directionColors, DirectionLegend } from "../../contents/web/labels.tsx";
import { type TodayStep, todayStepsEndpoint } from "../flows.contract.ts";

/** How long a step is drawn at least, so that its name can be read. */
const DRAWN_MINUTES = 55;
/** And at most, where there is room for its figures too. */
const ROOMY_MINUTES = 78;

/** 今天的安排: what the caller's groups get today, by time. */
export function TodayStrip({ ask }: { ask: AskOf<typeof todayStepsEndpoint> }) {
  const { t } = useTranslation("flows");
  const go = useGo();
  const now = minuteOfDay(useNow(), useOffsetMinutes());
  const query = useEndpoint(todayStepsEndpoint, ask, { refreshMs: 30_000 });
  const data = query.data;
  const steps = data?.steps.filter((step) => step.tick !== "skipped") ?? [];
  const gap = data?.gaps[0];
  return (
    <Panel
      title={t("today.title")}
      facts={data && steps.length > 0 ? t("today.facts", { steps: steps.length, groups: formatCount(data.groups) }) : undefined}
      mark={
        gap && steps.length > 0 ? <Chip icon="plus">{t("today.free", { from: clockOf(gap.from), to: clockOf(gap.to) })}</Chip> : undefined
      }
      actions={
        <span className="row g12">
          {directions.map((direction) => (
            <DirectionLegend key={direction} direction={direction} />
          ))}
          <Link className="lnk" to="flows">
            {t("today.open")}
          </Link>
        </span>
      }
    >
      <Loaded
        query={query}
        what={t("today.title")}
        tight
        skeleton={<BlockSkeleton height={96} />}
        empty={() =>
          steps.length === 0 ? (
            <EmptyState
              tight
              icon="calendar"
              title={t("today.none")}
              text={t("today.noneText")}
              actions={<Button to="flows">{t("today.toFlows")}</Button>}
            />
          ) : null
        }
      >
        {(shown) => (
          <DayTimeline
            items={steps.map((step, n): TimelineItem => ({
              key: `${step.flowId} ${step.stepId}`,
              at: step.minute,
              minutes: drawnMinutes(steps, n),
              title: step.name,
              note: noteOf(step, t),
              color: directionColors[step.direction],
              state: stateOf(step),
            }))}
            gaps={shown.gaps.map((one) => ({ at: one.from, minutes: one.to - one.from, label: t("today.freeShort") }))}
            now={now}
            onOpen={(item) => go(placeOf(item.key, shown.day))}
          />
        )}
      </Loaded>
    </Panel>
  );
}

const placeOf = (key: string, day: string) => `flows/${key.split(" ")[0] ?? ""}?day=${day}`;

function drawnMinutes(steps: readonly TodayStep[], n: number): number {
  const step = steps[n];
  if (!step) return DRAWN_MINUTES;
  const room = (steps[n + 1]?.minute ?? 1440) - step.minute;
  return Math.max(step.minutes, Math.min(ROOMY_MINUTES, Math.max(DRAWN_MINUTES, room)));
}

const states: Record<TodayStep["tick"], TimelineItem["state"]> = {
  done: "done",
  skipped: "done",
  open: "open",
  coming: "open",
  late: "late",
  missed: "late",
};
const stateOf = (step: TodayStep) => states[step.tick];

type Say = ReturnType<typeof useTranslation<"flows">>["t"];

function noteOf(step: TodayStep, t: Say): string {
  if (step.tick === "missed") return t("today.missed");
  if (step.kind === "task" && step.tick !== "coming") return step.open > 0 ? t("today.openTasks", { count: step.open }) : t("tick.done");
  if (step.tick === "late") return t("today.late", { count: formatCount(step.open) });
  return step.tick === "coming"
    ? t("today.coming", { groups: formatCount(step.groups) })
    : t("today.done", { sent: formatCount(step.sent), groups: formatCount(step.groups) });
}
