import type { Attachment } from "../content.ts";
import { Fault } from "../faults.ts";
import type { WelcomeCode } from "../rows.ts";
import type { World } from "../world.ts";
import { putLine, talkKey } from "./talks.ts";

/** A code is good for so long. https://developer.work.weixin.qq.com/document/path/92137 */
const GOOD_MS = 20_000;

/** Who comes first may greet: the others hear that it is under way, and afterwards that it is done. */
function openCode({ state, clock }: World, code: string, agentId: number): WelcomeCode {
  const row = state.welcomeCodes.get(code);
  if (!row || clock.now() >= row.createdAt + GOOD_MS) throw new Fault(41050);
  if (row.state === "sending" && row.agentId !== agentId) throw new Fault(41096);
  if (row.state !== "open") throw new Fault(41051);
  const follow = state.users.get(row.userid)?.follows.get(row.externalId);
  if (!follow || follow.deletedByCustomer) throw new Fault(84061);
  if (follow.lastTalkAt > row.createdAt) throw new Fault(41051);
  return row;
}

/** The one message that reaches a customer by itself. */
export function sendWelcome(
  world: World,
  { code, agentId, text, attachments }: { code: string; agentId: number; text?: string; attachments: Attachment[] },
): void {
  const row = openCode(world, code, agentId);
  row.agentId = agentId;
  row.state = "sending";
  const done = () => {
    row.state = "sent";
  };
  if (world.switches.welcomeSendingMs === 0) done();
  else world.clock.after(world.switches.welcomeSendingMs, done);
  putLine(world, talkKey(row.userid, row.externalId), {
    from: row.userid,
    kind: "welcome",
    ...(text === undefined ? {} : { text }),
    attachments,
  });
}
