import "./marks.css";
import { healthTone } from "./shades.ts";

/** A score and a bar of 4 px; a dash where there is none yet. */
export function HealthBar({ score }: { score: number | null }) {
  if (score === null) return <span className="mut">—</span>;
  return (
    <span className="hb">
      <b>{Math.round(score)}</b>
      <i aria-hidden>
        <u style={{ width: `${Math.min(100, Math.max(0, score))}%`, background: `var(--${healthTone(score)})` }} />
      </i>
    </span>
  );
}
