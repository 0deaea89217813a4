import { useTranslation } from "react-i18next";
import type { StepTick } from "../flows.contract.ts";
import "./flows.css";

/** Today's steps as a row of ticks and `2/9`; red where one is late or missed. */
export function TickRow({ ticks }: { ticks: readonly StepTick[] }) {
  const { t } = useTranslation("flows");
  const counted = ticks.filter((tick) => tick !== "skipped");
  if (counted.length === 0) return <span className="mut">—</span>;
  const done = counted.filter((tick) => tick === "done").length;
  return (
    <span className="flows-ticks" title={counted.map((tick) => t(`tick.${tick}`)).join(" · ")}>
      <i aria-hidden>
        {ticks.map((tick, n) => (
          <u key={n} className={tick} />
        ))}
      </i>
      {done}/{counted.length}
    </span>
  );
}
