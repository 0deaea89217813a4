import type { ReactNode } from "react";
import { Icon } from "./icons.tsx";
import type { IconName } from "./icons.tsx";
import "./marks.css";

export type Tone = "plain" | "good" | "warn" | "bad" | "info" | "brand" | "outline";

const tones: Record<Tone, string> = { plain: "", good: "good", warn: "warn", bad: "bad", info: "info", brand: "br", outline: "o" };

interface ChipProps {
  tone?: Tone;
  icon?: IconName;
  /** A dot in the chip's colour: something runs. */
  dot?: boolean;
  /** Round ends, for the rung somebody stands on; `ink` is the highest. */
  round?: boolean | "ink";
  onRemove?: () => void;
  removeLabel?: string;
  title?: string;
  children: ReactNode;
}

export function Chip({ tone = "plain", icon, dot, round, onRemove, removeLabel, title, children }: ChipProps) {
  const classes = ["chip", tones[tone], round ? "round" : "", round === "ink" ? "ink" : ""].filter(Boolean).join(" ");
  return (
    <span className={classes} title={title}>
      {icon ? <Icon name={icon} size="xs" /> : null}
      {dot ? <span className="dot" /> : null}
      {children}
      {onRemove ? (
        <button type="button" aria-label={removeLabel} onClick={onRemove}>
          <Icon name="close" size="xs" />
        </button>
      ) : null}
    </span>
  );
}

/** A square of colour and its name; `line` for a line of a chart. */
export function Legend({ color, line, children }: { color: string; line?: boolean; children: ReactNode }) {
  return (
    <span className="lgd">
      <i className={line ? "ln" : undefined} style={{ background: color }} />
      {children}
    </span>
  );
}
