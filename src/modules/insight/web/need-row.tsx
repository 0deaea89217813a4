import { useTranslation } from "react-i18next";
import { callEndpoint, useAction } from "../../../web/api.ts";
import { Button } from "../../../web/ui/button.tsx";
import { Delta } from "../../../web/ui/delta.tsx";
import { healthTone } from "../../../web/ui/shades.ts";
import { Icon } from "../../../web/ui/icons.tsx";
import { Link } from "../../../web/ui/link.tsx";
import { StageChip } from "../../../web/ui/stage-chip.tsx";
import { errorToast } from "../../../web/ui/toast.tsx";
import { useTakeBack } from "../../../web/ui/use-take-back.ts";
import { useNow, useOffsetMinutes } from "../../../web/ui/zone.tsx";
import type { GroupInNeed } from "../advice.contract.ts";
import { dismissAdviceEndpoint, groupsInNeedEndpoint, recallAdviceEndpoint } from "../advice.contract.ts";
import { stageBoardEndpoint } from "../board.contract.ts";
import { AdviceButton } from "./advice-button.tsx";
import { adviceText } from "./advice-text.ts";
import { CauseLink } from "./cause-link.tsx";
import { levelOf, stageName } from "./stages.ts";
import "./need.css";

/** A group that needs help: how it stands, why in one sentence, and the next best action with its button. */
export function NeedRow({ row }: { row: GroupInNeed }) {
  const { t } = useTranslation("insight");
  const { group, advice } = row;
  const { reason, next } = adviceText(t, advice, group.name, { offset: useOffsetMinutes(), nowMs: useNow(60_000) });
  const takeBack = useTakeBack([groupsInNeedEndpoint, stageBoardEndpoint]);
  const dismiss = useAction(dismissAdviceEndpoint, {
    invalidates: [groupsInNeedEndpoint, stageBoardEndpoint],
    onDone: () => takeBack(t("need.dismissed", { group: group.name }), () => callEndpoint(recallAdviceEndpoint, { adviceId: advice.id })),
    onFailed: errorToast,
  });
  const change = row.health !== null && row.health7dAgo !== null ? row.health - row.health7dAgo : null;
  return (
    <li className="gh">
      <div className="row g8">
        <Link to={`groups/${group.id}`} className="el" title={group.name}>
          <b>{group.name}</b>
        </Link>
        <StageChip level={levelOf(row.stage)} label={stageName(t, row.stage)} />
        <span className="hs">
          {row.health === null ? <span className="mut">—</span> : <b className={healthTone(row.health)}>{row.health}</b>}
          {change ? <Delta value={change} text={String(Math.abs(change))} /> : null}
          <Button
            size="xs"
            kind="quiet"
            icon="close"
            label={t("need.dismiss")}
            busy={dismiss.isPending}
            onClick={() => dismiss.mutate({ adviceId: advice.id })}
          />
        </span>
      </div>
      <p>
        {reason} <CauseLink advice={advice} groupId={group.id} />
      </p>
      <div className="row g8 nx">
        <span>
          <Icon name="bolt" size="s" />
          <span className="el" title={next}>
            {next}
          </span>
        </span>
        <AdviceButton advice={advice} group={group} />
      </div>
    </li>
  );
}
