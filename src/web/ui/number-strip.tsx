import type { ReactNode } from "react";
import "./floats.css";

export interface NumberFact {
  value: ReactNode;
  label: ReactNode;
  tone?: "good" | "warn" | "bad";
}

/** Two to four numbers side by side in one frame, the number above its word. */
export function NumberStrip({ numbers }: { numbers: NumberFact[] }) {
  return (
    <div className="dn">
      {numbers.map((one, n) => (
        <div key={n}>
          <b className={one.tone}>{one.value}</b>
          <small>{one.label}</small>
        </div>
      ))}
    </div>
  );
}
