import type { ComponentProps } from "react";
import { useTranslation } from "react-i18next";
import { clockOf } from "../../../lib/clock.ts";
import { formatCount } from "../../../web/ui/format.ts";
import { Icon } from "../../../web/ui/icons.tsx";
import { directionColors } from "../../contents/web/labels.tsx";
import type { PlacedBlock } from "../calendar.rules.ts";
import { weekdayWord } from "./words.ts";

/** An hour is 47 px high. */
export const PX_PER_MINUTE = 47 / 60;
/** Blocks lower than this show their name alone. */
const LOW_PX = 30;

/** The place of a step on a day of the week, by name. */
export const slotPlace = ({ stepId, weekday }: { stepId: string | null; weekday: number }) => `slot-${stepId}-${weekday}`;

const placeOf = (block: PlacedBlock, top: number) => {
  const width = 100 / block.lanes;
  const isFirst = block.lane === 0;
  const isLast = block.lane === block.lanes - 1;
  return {
    "--k": block.direction ? directionColors[block.direction] : "var(--t3)",
    top: top + 1,
    height: block.drawnMinutes * PX_PER_MINUTE - 2,
    left: isFirst ? 4 : `calc(${block.lane * width}% + 2px)`,
    right: isLast ? 5 : `calc(${100 - (block.lane + 1) * width}% + 1px)`,
  };
};

const heightOf = (block: PlacedBlock) => block.drawnMinutes * PX_PER_MINUTE - 2;

function classOf(block: PlacedBlock, more: string): string {
  const marks = { clash: "clash", over: "over", missing: "missing" };
  const faded = block.isPast || block.state === "skipped" ? "faded" : "";
  return [
    "bk",
    block.kind === "busy" ? "x" : "",
    block.mark ? marks[block.mark] : "",
    faded,
    block.state === "skipped" ? "skip" : "",
    block.lanes > 1 ? "thin" : "",
    more,
  ]
    .filter(Boolean)
    .join(" ");
}

function Words({ block }: { block: PlacedBlock }) {
  const { t } = useTranslation("flows");
  return (
    <>
      <b className="el">{block.name}</b>
      {heightOf(block) >= LOW_PX && block.lanes === 1 ? (
        <small>
          {clockOf(block.minute)}
          {block.kind === "task" ? <Icon name="check" size="xs" label={t("week.task")} /> : null}
          {block.isPast && (block.state === "expired" || block.state === "empty") ? (
            <span className="bad">{t(block.state === "empty" ? "tick.missed" : "effect.expired")}</span>
          ) : null}
        </small>
      ) : null}
      {block.mark ? <em aria-hidden>!</em> : null}
    </>
  );
}

/** A block while it is carried to another place. */
export function BlockFace({ block, top, className }: { block: PlacedBlock; top: number; className: string }) {
  return (
    <div className={classOf(block, className)} style={placeOf(block, top)} aria-hidden>
      <Words block={block} />
    </div>
  );
}

interface WeekBlockProps {
  block: PlacedBlock;
  top: number;
  isOpen: boolean;
  isDragged: boolean;
  readOnly: boolean;
  /** None for what belongs to others. */
  handlers:
    | Pick<ComponentProps<"button">, "onPointerDown" | "onPointerMove" | "onPointerUp" | "onPointerCancel" | "onClick" | "onKeyDown">
    | undefined;
}

/** One step on one day. */
export function WeekBlock({ block, top, isOpen, isDragged, readOnly, handlers }: WeekBlockProps) {
  const { t } = useTranslation("flows");
  const when = { day: weekdayWord(block.weekday), time: clockOf(block.minute) };
  const state = block.mark ? t(`week.mark.${block.mark}`) : t(`week.occurrence.${block.state}`, { count: formatCount(block.groups) });
  const title = `${block.name} ${when.time}\n${state}`;
  if (!handlers) {
    return (
      <div
        className={classOf(block, "")}
        style={placeOf(block, top)}
        title={`${block.name} ${when.time}\n${t("week.busy")} · ${t("groups", { count: formatCount(block.groups) })}`}
      >
        <Words block={block} />
      </div>
    );
  }
  const fixed = readOnly || block.isPast;
  return (
    <button
      type="button"
      className={classOf(block, [isOpen ? "sel" : "", isDragged ? "away" : "", fixed ? "fixed" : ""].join(" "))}
      style={placeOf(block, top)}
      title={title}
      data-place={`${slotPlace(block)} step-${block.stepId}`}
      data-day={block.day}
      aria-label={t("week.block", { name: block.name, ...when, state })}
      aria-description={fixed ? undefined : t("week.blockHint")}
      {...handlers}
    >
      <Words block={block} />
    </button>
  );
}
