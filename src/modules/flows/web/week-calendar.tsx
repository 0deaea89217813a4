import { type MouseEvent, useEffect } from "react";
import { useTranslation } from "react-i18next";
import { clockOf } from "../../../lib/clock.ts";
import { formatPercent } from "../../../web/ui/format.ts";
import { formatDay, weekdayName } from "../../../web/ui/format-time.ts";
import { Icon } from "../../../web/ui/icons.tsx";
import { findPlace, useKeptFocus } from "../../../web/ui/kept-focus.ts";
import { busyBlocks, computeBlocks, type PlacedBlock, placeBlocks, shownHours } from "../calendar.rules.ts";
import { snapMinute } from "../edit.rules.ts";
import type { FlowSpec, StepSlot } from "../spec.contract.ts";
import type { FlowWeek } from "../week.contract.ts";
import { BlockFace, PX_PER_MINUTE, slotPlace, WeekBlock } from "./week-block.tsx";
import type { SlotFocus } from "./use-calendar-edits.ts";
import { useBlockDrag } from "./use-block-drag.ts";
import { hoursWord } from "./words.ts";
import "../../../web/ui/week-head.css";
import "./calendar.css";

const GUTTER = 56;

interface WeekCalendarProps {
  spec: FlowSpec;
  week: FlowWeek;
  readOnly: boolean;
  /** `stepId day` of the block that is open at the side. */
  openKey: string;
  /** The block that was just made or moved: the focus goes to it. */
  focus: SlotFocus | null;
  onMove: (block: PlacedBlock, to: StepSlot) => void;
  onOpen: (block: PlacedBlock) => void;
  onRemove: (block: PlacedBlock) => void;
  onAdd: (slot: StepSlot) => void;
}

/** A week of hours and days; blocks are moved by pointer or keys, empty places and gaps take a new step. */
export function WeekCalendar({ spec, week, readOnly, openKey, focus, onMove, onOpen, onRemove, onAdd }: WeekCalendarProps) {
  const { t } = useTranslation("flows");
  const area = useKeptFocus<HTMLDivElement>();
  const blocks = [...computeBlocks(spec, week), ...busyBlocks(week)];
  const hours = shownHours(blocks);
  const top = (minute: number) => (minute - hours.from) * PX_PER_MINUTE;
  const drag = useBlockDrag({
    pxPerMinute: PX_PER_MINUTE,
    gutter: GUTTER,
    onMove,
    onOpen,
    onRemove,
    canMove: (block) => !readOnly && !block.isPast,
  });
  useEffect(() => {
    if (focus) findPlace([slotPlace(focus)])?.focus();
  }, [focus]);
  const marks = Array.from({ length: Math.floor((hours.to - hours.from) / 60) + 1 }, (_, n) => hours.from + n * 60);
  const isPast = (day: string, minute: number) => day < week.today || (day === week.today && minute <= week.nowMinute);
  const addAt = (event: MouseEvent<HTMLElement>, day: string, weekday: number) => {
    if (event.target !== event.currentTarget || readOnly) return;
    const minute = snapMinute(hours.from + (event.clientY - event.currentTarget.getBoundingClientRect().top) / PX_PER_MINUTE - 7);
    if (!isPast(day, minute)) onAdd({ weekday, minute });
  };
  return (
    <div className="flows-cal">
      <div className="week-head">
        <span />
        {week.days.map(({ day }) => {
          const count = blocks.filter((block) => block.day === day && block.stepId !== null && block.state !== "skipped").length;
          return (
            <span key={day} className={day === week.today ? "td" : undefined}>
              <b>{Number(day.slice(8))}</b>
              {weekdayName(day)}
              {day === week.today ? <em>{t("week.today")}</em> : null}
              <small>{t("week.steps", { count })}</small>
            </span>
          );
        })}
      </div>
      <div className="cb" ref={area} data-calendar style={{ height: top(hours.to) + 24 }}>
        <div className="hc" aria-hidden>
          {marks.map((mark) => (
            <span key={mark} style={{ top: top(mark) }}>
              {clockOf(mark)}
            </span>
          ))}
        </div>
        {week.days.map(({ day, weekday }) => {
          const placed = placeBlocks(blocks.filter((block) => block.day === day));
          const drawnEnd = (gap: { from: number }) =>
            Math.max(gap.from, ...placed.filter((block) => block.minute < gap.from).map((block) => block.minute + block.drawnMinutes));
          const gaps = week.gaps.filter(
            (gap) => gap.day === day && !placed.some((block) => block.minute < gap.to && block.minute + block.minutes > gap.from),
          );
          const classes = ["dc", day === week.today ? "td" : "", readOnly ? "" : "can"].filter(Boolean).join(" ");
          return (
            <div
              key={day}
              className={classes}
              data-place={`day-${weekday}`}
              role="group"
              aria-label={formatDay(day, true)}
              onClick={(event) => addAt(event, day, weekday)}
            >
              {gaps.map((gap) => (
                <button
                  key={gap.from}
                  type="button"
                  className="gp"
                  disabled={readOnly}
                  style={{ top: top(drawnEnd(gap)) + 4, height: (gap.to - drawnEnd(gap)) * PX_PER_MINUTE - 8 }}
                  onClick={() => onAdd({ weekday, minute: gapMinute(gap) })}
                >
                  <span>
                    <Icon name="plus" size="xs" />
                    {t("week.gap", { hours: hoursWord(gap.to - gap.from) })}
                  </span>
                  {gap.hour === null ? null : <small>{t("week.gapReason", { hour: gap.hour, share: formatPercent(gap.share, 0) })}</small>}
                </button>
              ))}
              {placed.map((block) => (
                <WeekBlock
                  key={block.key}
                  block={block}
                  top={top(block.minute)}
                  isOpen={block.key === openKey}
                  isDragged={drag.drag?.block.key === block.key}
                  readOnly={readOnly}
                  handlers={block.stepId === null ? undefined : drag.handlers(block)}
                />
              ))}
              {drag.drag && drag.drag.to.weekday === weekday ? (
                <BlockFace
                  block={{ ...drag.drag.block, ...drag.drag.to, lane: 0, lanes: 1 }}
                  top={top(drag.drag.to.minute)}
                  className="ghost"
                />
              ) : null}
              {day === week.today ? <i className="nowl" style={{ top: top(week.nowMinute) }} /> : null}
            </div>
          );
        })}
      </div>
    </div>
  );
}

/** Where in a gap a step does most: at its liveliest hour, else in its middle. */
function gapMinute(gap: FlowWeek["gaps"][number]): number {
  return gap.hour === null ? snapMinute((gap.from + gap.to) / 2) : Math.max(gap.from, gap.hour * 60);
}
