import { useTranslation } from "react-i18next";
import type { OutputOf } from "../../../lib/define.ts";
import { formatCount, formatPercent, formatShort } from "../../../web/ui/format.ts";
import type { summarizeGroupsEndpoint } from "../group-list.contract.ts";
import { Dots } from "./dots.tsx";
import { spaced } from "./spaced.ts";
import "./stage-bar.css";

const stageKeys = ["1", "2", "3", "4", "5"] as const;

interface StageBarProps {
  summary: OutputOf<typeof summarizeGroupsEndpoint>;
  /** The stages asked for. */
  stages: readonly string[];
  onPick: (stage: string) => void;
}

/** How the groups under the conditions stand along the five stages; a part shows only its own. */
export function StageBar({ summary, stages, onPick }: StageBarProps) {
  const { t } = useTranslation("groups");
  const open = summary.stages.reduce((sum, n) => sum + n, 0);
  return (
    <div className="dist">
      <span className="tot">
        <b>{formatCount(summary.total)}</b> {t("list.total")}
        <small>
          <Dots
            parts={[
              t("list.people", { people: spaced(formatShort(summary.people)) }),
              summary.planned > 0 && t("list.planned", { count: summary.planned }),
            ]}
          />
        </small>
      </span>
      {stageKeys.map((stage, at) => {
        const count = summary.stages[at] ?? 0;
        const isOn = stages.length === 1 && stages[0] === stage;
        return (
          <button
            key={stage}
            type="button"
            className={`ds s${stage}${count === 0 ? " none" : ""}`}
            style={{ flex: Math.max(count, 0.001) }}
            aria-pressed={isOn}
            onClick={() => onPick(isOn ? "" : stage)}
          >
            <i />
            <span>
              <em>{t(`stage.${stage}`)}</em>
              <b>{formatCount(count)}</b>
              <small>{open > 0 ? formatPercent(count / open, 0) : ""}</small>
            </span>
          </button>
        );
      })}
    </div>
  );
}
