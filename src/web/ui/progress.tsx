import "./marks.css";

interface ProgressProps {
  /** 0–1 */
  share: number;
  /** Read aloud, with the numbers. */
  label: string;
  width?: number | string;
  height?: 4 | 6 | 8;
  color?: string;
}

/** One bar of a share; say the numbers beside it in words. */
export function Progress({ share, label, width, height = 6, color = "var(--c1)" }: ProgressProps) {
  const percent = Math.min(100, Math.max(0, share * 100));
  return (
    <div
      className={`bar h${height}`}
      style={width === undefined ? undefined : { width }}
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.round(percent)}
    >
      <u style={{ width: `${percent}%`, background: color }} />
    </div>
  );
}

export interface Part {
  key: string;
  value: number;
  /** A token: `var(--s1)`. */
  color: string;
  title?: string;
}

/** Parts of a whole as one bar. */
export function SegmentsBar({ parts, height = 6 }: { parts: Part[]; height?: 4 | 6 | 8 }) {
  return (
    <div className={`bar gap h${height}`}>
      {parts
        .filter((part) => part.value > 0)
        .map((part) => (
          <u key={part.key} title={part.title} style={{ flex: `${part.value} 0 2px`, background: part.color }} />
        ))}
    </div>
  );
}

/** One tick a step: done, late, or still to come; say `2/9` behind it. */
export function Ticks({ steps }: { steps: ("done" | "late" | "open")[] }) {
  return (
    <span className="ticks" aria-hidden>
      {steps.map((step, n) => (
        <u key={n} className={step === "done" ? "f" : step === "late" ? "l" : undefined} />
      ))}
    </span>
  );
}
