import { clockOf } from "../../lib/clock.ts";
import { computeHours, computeLanes } from "./timeline-lanes.ts";
import type { TimelineItem } from "./timeline-lanes.ts";
import "./day-timeline.css";
import { joint } from "../i18n/joint.ts";

export type { TimelineItem } from "./timeline-lanes.ts";

interface DayTimelineProps {
  items: TimelineItem[];
  /** Free time worth filling, minutes since midnight. */
  gaps?: { at: number; minutes: number; label: string }[];
  /** Minutes since midnight; null on another day. */
  now: number | null;
  onOpen?: (item: TimelineItem) => void;
}

/** A day from left to right: what is done pale, what is late red, now a red line. */
export function DayTimeline({ items, gaps = [], now, onOpen }: DayTimelineProps) {
  const hours = computeHours(items);
  const span = (hours.to - hours.from) * 60;
  const left = (minutes: number) => `${(((minutes - hours.from * 60) / span) * 100).toFixed(3)}%`;
  const width = (minutes: number) => `calc(${((minutes / span) * 100).toFixed(3)}% - 2px)`;
  const lanes = computeLanes(items);
  const marks = Array.from({ length: hours.to - hours.from + 1 }, (_, n) => (hours.from + n) * 60);
  const inSight = now !== null && now >= hours.from * 60 && now <= hours.to * 60;
  return (
    <div className="strip">
      <div className="hrs" aria-hidden>
        {marks.slice(0, -1).map((mark) =>
          inSight && Math.abs(mark - now) < 45 ? null : (
            <span key={mark} style={{ left: left(mark) }}>
              {clockOf(mark)}
            </span>
          ),
        )}
      </div>
      <div className="lane" style={{ height: 8 + 48 * Math.max(1, ...lanes.map((lane) => lane + 1)) - 4 }}>
        {marks.map((mark) => (
          <i key={mark} className="gl" style={{ left: left(mark) }} />
        ))}
        {gaps.map((gap) => (
          <div key={gap.at} className="gap" style={{ top: 4, left: left(gap.at), width: width(gap.minutes) }}>
            {gap.label}
          </div>
        ))}
        {items.map((item, n) => {
          const place = { "--k": item.color, top: 4 + 48 * (lanes[n] ?? 0), left: left(item.at), width: width(item.minutes) };
          const title = `${clockOf(item.at)} ${[item.title, item.note].join(joint("parts"))}`;
          return (
            <button
              key={item.key}
              type="button"
              className={`ev ${item.state}`}
              style={item.state === "late" ? { ...place, "--k": undefined } : place}
              title={title}
              onClick={() => onOpen?.(item)}
            >
              <b>{item.title}</b>
              <small>{item.note}</small>
            </button>
          );
        })}
        {inSight ? (
          <i className="now" style={{ left: left(now) }}>
            <b>{clockOf(now)}</b>
          </i>
        ) : null}
      </div>
    </div>
  );
}
