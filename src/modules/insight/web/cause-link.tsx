import { useTranslation } from "react-i18next";
import { dayOf } from "../../../web/ui/format-time.ts";
import { Link } from "../../../web/ui/link.tsx";
import { useOffsetMinutes } from "../../../web/ui/zone.tsx";
import type { Advice, Cause } from "../advice.contract.ts";

/** Enough of a message to find it by among those of its day. */
const WORDS = 12;

function askOf({ text, at, hostDay }: Cause, offset: number): Record<string, string> | null {
  if (typeof text === "string" && typeof at === "string") return { day: dayOf(Date.parse(at), offset), q: text.slice(0, WORDS).trim() };
  return typeof hostDay === "string" ? { day: hostDay, from: "member" } : null;
}

/** The way to the words a cause is found in: the message people left after, what was asked since nobody answered. */
export function CauseLink({ advice, groupId }: { advice: Advice; groupId: string }) {
  const { t } = useTranslation("insight");
  const ask = askOf(advice.cause, useOffsetMinutes());
  if (!ask || (advice.code !== "exodus" && advice.code !== "host-silent")) return null;
  return (
    <Link to={`groups/${groupId}?${new URLSearchParams({ tab: "messages", ...ask })}`} className="lnk nw">
      {t(`need.see.${advice.code}`)}
    </Link>
  );
}
