import type { UseQueryResult } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { joint } from "../../../web/i18n/joint.ts";
import type { Check } from "../../../web/ui/confirm-numbers.tsx";
import { formatTime } from "../../../web/ui/format-time.ts";
import { formatCount } from "../../../web/ui/format.ts";
import { Icon } from "../../../web/ui/icons.tsx";
import { Loaded } from "../../../web/ui/loaded.tsx";
import { NumberStrip } from "../../../web/ui/number-strip.tsx";
import { Panel } from "../../../web/ui/panel.tsx";
import { BlockSkeleton } from "../../../web/ui/skeleton.tsx";
import { useOffsetMinutes } from "../../../web/ui/zone.tsx";
import { textsOf } from "../../contents/variables.rules.ts";
import { findFlaggedWords } from "../../contents/words.rules.ts";
import type { LeaveOutReason, SendPreview } from "../sends.contract.ts";

const icons = { good: "check", warn: "alert", bad: "close" } as const;
const capReasons: LeaveOutReason[] = ["group-day-cap", "channel-day-cap", "platform-cap"];

type Checks = (Check | false)[];

/** Names of people beyond this are not said. */
const NAMES = 8;

/** How it leaves: by itself, by a person's tap, or by a person's confirmation on the platform. */
function useWays({ direct, byPerson }: SendPreview): Checks {
  const { t } = useTranslation("newSend");
  const tapped = byPerson.reduce((sum, one) => sum + one.groups, 0);
  const confirms = byPerson.reduce((sum, one) => sum + one.confirms, 0);
  const isSplit = byPerson.some((one) => one.confirms > 1);
  const said = byPerson.slice(0, NAMES).map((one) => t("personGroups", { name: one.name, count: one.groups }));
  const names = said.join(joint("items"));
  return [
    direct > 0 && { tone: "good", text: t("direct", { count: direct }) },
    tapped > 0 && { tone: "good", text: t("byPerson", { count: tapped, names: byPerson.length > NAMES ? t("names", { names }) : names }) },
    confirms > 0 && { tone: isSplit ? "warn" : "good", text: t(isSplit ? "confirmsMany" : "confirms", { count: confirms }) },
  ];
}

/** What the platform itself still allows. */
function usePlatformCap({ platformCap: cap }: SendPreview): Checks {
  const { t } = useTranslation("newSend");
  if (!cap) return [];
  const words = t(`platformCap.${cap.rule}`, { used: cap.used, cap: cap.cap, others: cap.usedByOthers });
  return [
    { tone: cap.used >= cap.cap ? "warn" : "good", text: words },
    cap.readUntil === null && { tone: "warn", text: t("platformUnread") },
  ];
}

function useChecks(preview: SendPreview): Check[] {
  const { t } = useTranslation("newSend");
  const offset = useOffsetMinutes();
  const ways = useWays(preview);
  const platform = usePlatformCap(preview);
  const groupsOf = (reasons: readonly LeaveOutReason[]) =>
    preview.leftOut.filter((one) => reasons.includes(one.reason)).reduce((sum, one) => sum + one.groups, 0);
  const [quiet, capped] = [groupsOf(["quiet-hours"]), groupsOf(capReasons)];
  const sample = preview.samples[0];
  const words = sample ? textsOf(sample.body).reduce((sum, text) => sum + findFlaggedWords(text).length, 0) : 0;
  const checks: Checks = [
    ...ways,
    ...platform,
    quiet > 0 ? { tone: "bad", text: t("quiet", { count: quiet }) } : { tone: "good", text: t("noQuiet") },
    capped > 0 ? { tone: "warn", text: t("cap", { count: capped }) } : { tone: "good", text: t("capFine") },
    words > 0 ? { tone: "warn", text: t("wordsBad", { count: words }) } : { tone: "good", text: t("wordsFine") },
    preview.groups > 0 && { tone: "good", text: t("expires", { time: formatTime(preview.expiresAt, offset, Date.parse(preview.dueAt)) }) },
  ];
  return checks.filter((check) => check !== false);
}

/** The numbers and checks before the button. */
export function ChecksPanel({ query, isReady }: { query: UseQueryResult<SendPreview, Error>; isReady: boolean }) {
  const { t } = useTranslation("newSend");
  return (
    <Panel title={t("checks")} padded facts={isReady && query.isFetching ? t("checking") : undefined}>
      {isReady ? (
        <Loaded query={query} what={t("checks")} tight skeleton={<BlockSkeleton height={64} />}>
          {(preview) => <Numbers preview={preview} />}
        </Loaded>
      ) : (
        <p className="mut">{t("pending")}</p>
      )}
    </Panel>
  );
}

function Numbers({ preview }: { preview: SendPreview }) {
  const { t } = useTranslation("newSend");
  const checks = useChecks(preview);
  const leftOut = preview.leftOut.reduce((sum, one) => sum + one.groups, 0);
  return (
    <div className="sends-checks">
      <NumberStrip
        numbers={[
          { value: formatCount(preview.groups), label: t("groups"), tone: preview.groups === 0 ? "bad" : undefined },
          { value: formatCount(preview.people), label: t("people") },
          { value: formatCount(preview.peopleTwice), label: t("twice"), tone: preview.peopleTwice > 0 ? "warn" : undefined },
          { value: formatCount(leftOut), label: t("leftOut"), tone: leftOut > 0 ? "warn" : undefined },
        ]}
      />
      {preview.leftOut.length > 0 ? <LeftOut preview={preview} /> : null}
      <ul className="ck">
        {checks.map((check, n) => (
          <li key={n} className={check.tone === "good" ? undefined : check.tone}>
            <Icon name={icons[check.tone]} size="s" />
            {check.text}
          </li>
        ))}
      </ul>
    </div>
  );
}

function LeftOut({ preview }: { preview: SendPreview }) {
  const { t } = useTranslation(["newSend", "sends"]);
  return (
    <ul className="sends-out">
      {preview.leftOut.map((one) => {
        const names = one.names.join(joint("items"));
        return (
          <li key={one.reason}>
            <b>
              {t("newSend:leftOutBy", {
                reason: t(`sends:reasons.${one.reason}`),
                count: one.groups,
                people: formatCount(one.people),
              })}
            </b>
            <small className="el" title={names}>
              {one.groups > one.names.length ? t("newSend:names", { names }) : names}
            </small>
          </li>
        );
      })}
    </ul>
  );
}
