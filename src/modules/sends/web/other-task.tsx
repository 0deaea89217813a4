import { useTranslation } from "react-i18next";
import { Button } from "../../../web/ui/button.tsx";
import { formatCount } from "../../../web/ui/format.ts";
import { Icon } from "../../../web/ui/icons.tsx";
import { Kbd } from "../../../web/ui/kbd.tsx";
import { Link, useGo } from "../../../web/ui/link.tsx";
import { useKeys } from "../../../web/ui/use-keys.ts";
import type { Task } from "../../tasks/tasks.contract.ts";
import { kindIcons } from "../../tasks/web/kinds.ts";
import { DueLine } from "./handover-head.tsx";

/** The middle of the cockpit for a task that is done on its own page. */
export function OtherTask({ task, onDone }: { task: Task; onDone: () => void }) {
  const { t } = useTranslation(["sends", "tasks"]);
  const go = useGo();
  useKeys({ o: () => go(task.link.path), enter: onDone });
  return (
    <>
      <div className="reach-body">
        <header className="reach-head">
          <div className="row g8">
            <DueLine dueAt={task.dueAt} expiresAt={task.expiresAt} />
          </div>
          <h2>{task.title}</h2>
          <div className="row g8">
            <Icon name={kindIcons[task.kind]} size="s" />
            <span>{t(`tasks:kinds.${task.kind}`)}</span>
            {task.groupId ? (
              <Link className="lnk" to={`groups/${task.groupId}`}>
                {task.groupName}
              </Link>
            ) : null}
            {task.people > 0 ? <span className="mut">{t("sends:unit.people", { count: formatCount(task.people) })}</span> : null}
          </div>
        </header>
        {task.note ? <p className="reach-note prose">{task.note}</p> : null}
      </div>
      <div className="reach-act">
        <Button size="l" icon="open" to={task.link.path}>
          {t(`tasks:verbs.${task.kind}`)}
          <Kbd keys="O" />
        </Button>
        <span className="sp" />
        <Button size="l" kind="primary" onClick={onDone}>
          {t("sends:act.done")}
          <Kbd keys="↵" />
        </Button>
      </div>
    </>
  );
}
