import { useTranslation } from "react-i18next";
import { useEndpoint } from "../../../web/api.ts";
import { useBrand } from "../../../web/brand.tsx";
import { formatPercent } from "../../../web/ui/format.ts";
import { healthTone } from "../../../web/ui/shades.ts";
import { Icon } from "../../../web/ui/icons.tsx";
import { Loaded } from "../../../web/ui/loaded.tsx";
import { Panel } from "../../../web/ui/panel.tsx";
import { RowsSkeleton } from "../../../web/ui/skeleton.tsx";
import { useNow, useOffsetMinutes } from "../../../web/ui/zone.tsx";
import type { Advice } from "../advice.contract.ts";
import { groupStateEndpoint } from "../board.contract.ts";
import { healthParts } from "../health.rules.ts";
import { AdviceButton } from "./advice-button.tsx";
import { adviceText } from "./advice-text.ts";
import { CauseLink } from "./cause-link.tsx";
import "./need.css";
import "./health.css";

/** 健康分怎么来的 and 下一步: the four parts among the peers, and each piece of advice with its button. */
export function GroupHealthCard({ groupId, groupName }: { groupId: string; groupName: string }) {
  const { t } = useTranslation("insight");
  const brand = useBrand();
  const query = useEndpoint(groupStateEndpoint, { groupId }, { enabled: brand.can("insight.read"), refreshMs: 60_000 });
  if (!brand.can("insight.read")) return null;
  const peers = Math.max(0, ...healthParts.map((part) => query.data?.healthParts[part]?.peers ?? 0));
  return (
    <Panel title={t("group.health")} facts={peers > 0 ? t("group.healthFacts", { peers }) : null}>
      <Loaded query={query} what={t("group.health")} tight skeleton={<RowsSkeleton rows={4} />}>
        {(data) => (
          <>
            {peers === 0 ? <p className="hpn mut">{t("group.noHealth")}</p> : null}
            <ul className="hps">
              {healthParts.flatMap((part) => {
                const score = data.healthParts[part];
                return score
                  ? [
                      <li key={part}>
                        <span className="sec">{t(`group.part.${part}`)}</span>
                        <b>{formatPercent(score.value)}</b>
                        <i aria-hidden>
                          <u style={{ width: `${score.percentile}%`, background: `var(--${healthTone(score.percentile)})` }} />
                        </i>
                        <span className="mut sm12">{t("group.partRank", { share: formatPercent(score.percentile / 100, 0) })}</span>
                      </li>,
                    ]
                  : [];
              })}
            </ul>
            {data.advice.map((advice) => (
              <AdviceLine key={advice.id} advice={advice} group={{ id: groupId, name: groupName }} />
            ))}
          </>
        )}
      </Loaded>
    </Panel>
  );
}

function AdviceLine({ advice, group }: { advice: Advice; group: { id: string; name: string } }) {
  const { t } = useTranslation("insight");
  const { reason, next } = adviceText(t, advice, group.name, { offset: useOffsetMinutes(), nowMs: useNow(60_000) });
  return (
    <div className="gh">
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
    </div>
  );
}
