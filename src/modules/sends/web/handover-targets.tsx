import { useTranslation } from "react-i18next";
import { Avatar } from "../../../web/ui/avatar.tsx";
import { formatCount } from "../../../web/ui/format.ts";
import { Icon } from "../../../web/ui/icons.tsx";
import type { HandoverTarget, HandoverWork } from "./use-handover.ts";

interface TurnProps {
  target: HandoverTarget;
  work: HandoverWork;
  inTurn: boolean;
}

/** What stands at the end of a row: the turn, or what became of it. */
function Turn({ target, work, inTurn }: TurnProps) {
  const { t } = useTranslation("sends");
  const isCurrent = target.deliveryId === work.current?.deliveryId;
  if (target.state !== "handed-over") {
    const tone = target.state === "sent" ? "good" : target.state === "failed" ? "bad" : "mut";
    return (
      <span className={`st ${tone}`}>
        {target.state === "sent" ? <Icon name="check" size="xs" /> : null}
        {t(`outcomes.${target.state}`)}
      </span>
    );
  }
  if (!inTurn) return <span className="st mut">{t("there.notYet")}</span>;
  if (isCurrent) return <span className="st lnk">{t("handover.current")}</span>;
  const waiting = work.open.filter((one) => one.deliveryId !== work.current?.deliveryId);
  const n = waiting.indexOf(target);
  return <span className="st mut">{n === 0 ? t("handover.next") : t("handover.queued", { n: n + 2 })}</span>;
}

/** The groups of one dispatch, in their order where they are tapped one by one; a click takes one out of turn. */
export function HandoverTargets({ work, inTurn = true }: { work: HandoverWork; inTurn?: boolean }) {
  const { t } = useTranslation("sends");
  const people = work.targets.reduce((sum, target) => sum + target.people, 0);
  return (
    <section className="reach-targets" aria-label={t("handover.targets")}>
      <div className="lb">
        <span>{t("handover.targets")}</span>
        <span className="mut sm12">
          {t(inTurn ? "handover.targetsFacts" : "handover.targetsFactsPlain", { people: formatCount(people) })}
        </span>
      </div>
      <ul>
        {work.targets.map((target) => (
          <li key={target.deliveryId}>
            <button
              type="button"
              aria-current={target.deliveryId === work.current?.deliveryId ? "true" : undefined}
              onClick={() => work.pick(target.deliveryId)}
            >
              <Avatar name={target.groupName} seed={target.groupId} size="s" />
              <b className="el">{target.groupName}</b>
              <span className="mut">{t("unit.people", { count: formatCount(target.people) })}</span>
              <span className="sp" />
              <Turn target={target} work={work} inTurn={inTurn} />
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
