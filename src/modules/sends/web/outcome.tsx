import { useTranslation } from "react-i18next";
import type { Tone } from "../../../web/ui/chip.tsx";
import { Chip } from "../../../web/ui/chip.tsx";
import { formatCount } from "../../../web/ui/format.ts";
import { Dot } from "../../../web/ui/page.tsx";
import { SegmentsBar } from "../../../web/ui/progress.tsx";
import { useNow } from "../../../web/ui/zone.tsx";
import type { DeliveryState, Send, SendState } from "../sends.contract.ts";
import { deliveryStates } from "../sends.contract.ts";

const outcomeTones: Record<DeliveryState, Tone> = {
  planned: "plain",
  "handed-over": "info",
  sent: "good",
  failed: "bad",
  "over-cap": "warn",
  "left-out": "plain",
  expired: "warn",
  cancelled: "plain",
  unknown: "bad",
};
const colors: Record<DeliveryState, string> = {
  planned: "var(--line2)",
  "handed-over": "var(--info)",
  sent: "var(--good)",
  failed: "var(--bad)",
  "over-cap": "var(--warn)",
  "left-out": "var(--t4)",
  expired: "var(--warn)",
  cancelled: "var(--t4)",
  unknown: "var(--c4)",
};
const sendTones: Record<SendState, Tone> = { scheduled: "brand", paused: "warn", finished: "plain", cancelled: "plain" };

export function OutcomeChip({ state }: { state: DeliveryState }) {
  const { t } = useTranslation("sends");
  return <Chip tone={outcomeTones[state]}>{t(`outcomes.${state}`)}</Chip>;
}

/** The state of a send; one whose time has come and that is not over is under way. */
export function SendStateChip({ send }: { send: Pick<Send, "state" | "dueAt"> }) {
  const { t } = useTranslation("sends");
  const nowMs = useNow(10_000);
  const isRunning = send.state === "scheduled" && Date.parse(send.dueAt) <= nowMs;
  return (
    <Chip tone={sendTones[send.state]} dot={isRunning}>
      {isRunning ? t("running") : t(`states.${send.state}`)}
    </Chip>
  );
}

/** A bar of what became of the groups, and the same in words: what was sent, then what was not. */
export function Outcomes({ send }: { send: Pick<Send, "counts" | "groups"> }) {
  const { t } = useTranslation("sends");
  const parts = deliveryStates
    .map((state) => ({ key: state, value: send.counts[state] ?? 0, color: colors[state], title: t(`outcomes.${state}`) }))
    .filter((part) => part.value > 0)
    .toSorted((a, b) => Number(b.key === "sent") - Number(a.key === "sent") || b.value - a.value);
  return (
    <div className="reach-outcomes">
      <SegmentsBar parts={parts} height={4} />
      <small className="el">
        {parts.map((part, n) => (
          <span key={part.key}>
            {n > 0 ? <Dot /> : null}
            {part.title} {formatCount(part.value)}
          </span>
        ))}
      </small>
    </div>
  );
}

/** Why, in words: a known code's sentence, or what a person or platform wrote. */
export function useReason(): (reason: string | null) => string {
  const { t, i18n } = useTranslation("sends");
  return (reason) => {
    if (!reason) return "";
    const code = /^wecom-(-?\d+)$/.exec(reason)?.[1];
    if (code) return t("reasons.wecom", { code });
    const key = reason.replaceAll(".", "-");
    return i18n.exists(`sends:reasons.${key}`) ? t(`reasons.${key as "format"}`) : reason;
  };
}
