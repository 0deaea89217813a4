import { useTranslation } from "react-i18next";
import { useAction } from "../../../web/api.ts";
import { useBrand } from "../../../web/brand.tsx";
import { Button } from "../../../web/ui/button.tsx";
import { formatTime } from "../../../web/ui/format-time.ts";
import { errorToast, toast } from "../../../web/ui/toast.tsx";
import { useNow, useOffsetMinutes } from "../../../web/ui/zone.tsx";
import type { Advice } from "../advice.contract.ts";
import { adviceTaskEndpoint, groupsInNeedEndpoint } from "../advice.contract.ts";
import { groupStateEndpoint, stageBoardEndpoint } from "../board.contract.ts";
import { adviceText } from "./advice-text.ts";

interface AdviceButtonProps {
  advice: Advice;
  group: { id: string; name: string };
}

const placeOf: Record<"roster" | "owner" | "entry" | "close", string> = { roster: "admin", owner: "owner", entry: "entry", close: "close" };

function query(fields: Record<string, string>): string {
  return new URLSearchParams(Object.entries(fields).filter(([, value]) => value !== "")).toString();
}

/** The step or the week it is mended in; what no SOP sent is asked about or becomes a task. */
function flowLinkOf({ code, cause }: Advice, ask: string): string | null {
  if (code === "quiet-hour" || code === "thin") return "flows";
  if (typeof cause.flowId === "string") return `flows/${cause.flowId}?${query({ step: String(cause.stepId ?? "") })}`;
  return code === "broadcast" ? ask : null;
}

/** Where a press leads: a send with its text, the flow's step, the place in the group's page where it is done. Null: a task is given. */
function linkOf(advice: Advice, groupId: string, text: string): string | null {
  const { act } = advice;
  const ask = `reach/new?${query({ groups: groupId, text })}`;
  if (act === "send") return ask;
  if (act === "flow") return flowLinkOf(advice, ask);
  return act === "task" ? null : `groups/${groupId}?${query({ do: placeOf[act] })}`;
}

const permissionOf: Record<Advice["act"], string> = {
  send: "sends.create",
  flow: "flows.manage",
  roster: "groups.manage",
  owner: "groups.manage",
  entry: "groups.manage",
  close: "groups.manage",
  task: "tasks.do",
};

/** Those whose press brings words along, and those that become a task of their own wording. */
const spokenCodes = ["silent", "fading", "buyers-gone", "adverts", "broadcast"] as const;
const taskCodes = ["exodus", "unwelcomed", "few-voices", "newcomers-lost", "slow-start", "no-referral"] as const;
/** Those whose press leads somewhere in other groups. */
const otherwise = ["exodus", "slow-start"] as const;

/** The one button of a piece of advice: everything is filled in, one press is left. */
export function AdviceButton({ advice, group }: AdviceButtonProps) {
  const { t } = useTranslation("insight");
  const brand = useBrand();
  const clock = { offset: useOffsetMinutes(), nowMs: useNow(60_000) };
  const { button, words } = adviceText(t, advice, group.name, clock);
  const give = useAction(adviceTaskEndpoint, {
    invalidates: [groupsInNeedEndpoint, groupStateEndpoint, stageBoardEndpoint],
    onDone: ({ assigneeName, dueAt }) => toast(t("need.given", { name: assigneeName, time: formatTime(dueAt, clock.offset, clock.nowMs) })),
    onFailed: errorToast,
  });
  const spoken = spokenCodes.find((one) => one === advice.code);
  const link = linkOf(advice, group.id, spoken ? t(`advice.${spoken}.text`) : "");
  if (link !== null) {
    return brand.can(link.startsWith("reach/") ? "sends.create" : permissionOf[advice.act]) ? (
      <Button size="xs" kind="soft" to={link}>
        {advice.code === "broadcast" && link.startsWith("reach/") ? t("advice.broadcast.sendButton") : button}
      </Button>
    ) : null;
  }
  if (!brand.can("tasks.do")) return null;
  const code = taskCodes.find((one) => one === advice.code) ?? "no-referral";
  const otherCode = otherwise.find((one) => one === code);
  return (
    <Button
      size="xs"
      kind="soft"
      busy={give.isPending}
      onClick={() =>
        give.mutate({ adviceId: advice.id, title: t(`advice.${code}.task`, words).slice(0, 200), note: t(`advice.${code}.next`, words) })
      }
    >
      {otherCode ? t(`advice.${otherCode}.taskButton`) : button}
    </Button>
  );
}
