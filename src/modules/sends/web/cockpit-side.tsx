import { useTranslation } from "react-i18next";
import { formatCount } from "../../../web/ui/format.ts";
import { Icon } from "../../../web/ui/icons.tsx";
import type { IconName } from "../../../web/ui/icons.tsx";
import { Kbd } from "../../../web/ui/kbd.tsx";
import { Progress } from "../../../web/ui/progress.tsx";
import { useTaskCounts } from "../../tasks/web/use-task-counts.ts";
import { GroupRecent } from "./group-recent.tsx";
import type { HandoverTarget } from "./use-handover.ts";

interface GaugeProps {
  name: string;
  used: number;
  of: number;
  note: string;
  tone?: "warn";
}

function Gauge({ name, used, of, note, tone }: GaugeProps) {
  return (
    <div className="gauge">
      <div className="row">
        <span>{name}</span>
        <span className="sp" />
        <b>{formatCount(used)}</b>
        <span className="mut">&nbsp;/ {formatCount(of)}</span>
      </div>
      <Progress share={of === 0 ? 0 : used / of} label={`${name} ${used} / ${of}`} color={tone ? `var(--${tone})` : undefined} />
      <small>{note}</small>
    </div>
  );
}

function Gauges({ target }: { target: HandoverTarget | undefined }) {
  const { t } = useTranslation("sends");
  const counts = useTaskCounts();
  const left = target ? target.capPerDay - target.sentToday : 0;
  const undone = counts ? counts.today - counts.todayDone : 0;
  return (
    <section>
      <h3>{t("side.quota")}</h3>
      {target ? (
        <Gauge
          name={t("side.groupToday")}
          used={target.sentToday}
          of={target.capPerDay}
          tone={left <= 0 ? "warn" : undefined}
          note={left > 0 ? t("side.groupLeft", { count: left }) : t("side.groupFull")}
        />
      ) : null}
      {counts && counts.today > 0 ? (
        <Gauge
          name={t("side.myDay")}
          used={counts.todayDone}
          of={counts.today}
          note={undone > 0 ? t("side.myDayLeft", { count: undone }) : t("side.myDayDone")}
        />
      ) : null}
    </section>
  );
}

export interface Way {
  key: string;
  label: string;
  icon: IconName;
  onRun: () => void;
}

interface CockpitSideProps {
  target: HandoverTarget | undefined;
  group: { id: string; name: string } | undefined;
  ways: Way[];
  onUndo: () => void;
  onMove: (step: 1 | -1) => void;
  onHelp: () => void;
}

/** The right column: what is left of the day, how the group is, ways out, the keys. */
export function CockpitSide({ target, group, ways, onUndo, onMove, onHelp }: CockpitSideProps) {
  const { t } = useTranslation(["sends", "tasks"]);
  return (
    <aside className="reach-side">
      <Gauges target={target} />
      {group ? <GroupRecent groupId={group.id} groupName={group.name} /> : null}
      {ways.length > 0 ? (
        <section>
          <h3>{t("tasks:ways.title")}</h3>
          {ways.map((way) => (
            <button key={way.key} type="button" className="way" onClick={way.onRun}>
              <Icon name={way.icon} size="s" />
              {way.label}
              <Kbd keys={way.key.toUpperCase()} />
            </button>
          ))}
        </section>
      ) : null}
      <section className="keys">
        <h3>{t("sends:side.keyboard")}</h3>
        <div className="key">
          <span>{t("sends:side.move")}</span>
          <button type="button" onClick={() => onMove(-1)} aria-label={t("sends:keys.previous")}>
            <Kbd keys="K" />
          </button>
          <button type="button" onClick={() => onMove(1)} aria-label={t("sends:keys.next")}>
            <Kbd keys="J" />
          </button>
        </div>
        <button type="button" className="key" onClick={onUndo}>
          <span>{t("sends:side.undo")}</span>
          <Kbd keys="U" />
        </button>
        <button type="button" className="key" onClick={onHelp}>
          <span>{t("sends:side.all")}</span>
          <Kbd keys="?" />
        </button>
      </section>
    </aside>
  );
}
