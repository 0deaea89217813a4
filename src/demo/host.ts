import { atLocalMs } from "../lib/time.ts";
import type { InboundItem } from "../modules/messages/index.ts";
import type { Clock, LiveGroup } from "./history.ts";
import { NO_HOST_DAYS, POSTER_DAYS_AGO } from "./rhythm.ts";
import { fill, hostAnswers, hostPushes, poster } from "./talk.ts";

const SOURCE = "web";
const POSTER_MINUTE = 20 * 60;
/** Hours the shop's colleague looks into the group at, and those of one who only pushes. */
const answerHours = [9, 10, 11, 14, 16, 18, 19, 20];
const pushHours = [9, 12, 18];

/** What the colleague who keeps a group says on a day: answers mostly; one of them only pushes, one stopped some weeks ago. */
export function hostDay(group: LiveGroup, clock: Clock, id: () => string): InboundItem[] {
  const { plan, dice, hostId } = group;
  if (hostId === undefined || (plan.fate === "no-host" && clock.daysLeft <= NO_HOST_DAYS)) return [];
  const pushes = plan.fate === "silent" && clock.daysLeft < 30;
  const spoken = pushes
    ? pushHours.map((hour) => ({ hour, line: dice.pick(hostPushes) }))
    : Array.from({ length: 1 + dice.int(0, 1) }, () => ({ hour: dice.pick(answerHours), line: dice.pick(hostAnswers) }));
  const said = spoken.map(({ hour, line }) => ({ minute: hour * 60 + dice.int(0, 59), text: fill(dice, line, hour) }));
  if (plan.fate === "poster" && clock.daysLeft === POSTER_DAYS_AGO) said.push({ minute: POSTER_MINUTE, text: poster });
  return said.flatMap(({ minute, text }): InboundItem[] => {
    const atMs = atLocalMs(clock.day, minute, clock.zone);
    if (atMs >= clock.nowMs - 60_000) return [];
    return [
      {
        kind: "message",
        source: SOURCE,
        externalId: id(),
        occurredAt: new Date(atMs),
        group: { groupId: group.groupId },
        sender: { memberId: hostId },
        format: "text",
        text,
      },
    ];
  });
}
