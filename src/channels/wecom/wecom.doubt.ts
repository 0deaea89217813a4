/** What became of a mass send whose answer was lost: the platform's list is searched for it, and nothing is ever sent twice. */
import type { ChannelDoor, LostCall, Outgoing, PlatformLine, Reconciled } from "../channel.ts";
import type { Page } from "./ask.calls.ts";
import { getGroupMsgTask, listGroupMsgs } from "./sends.calls.ts";
import type { WireGroupMsg } from "./sends.wire.ts";
import { hasErrcode } from "./wecom.errors.ts";
import { isLike } from "./wecom.mark.ts";

/** How far the platform's clock may be from ours. */
const SKEW_MS = 120_000;
/** How long after a call its send may still be missing from the list. */
const LIST_LAG_MS = 60_000;
const DISPATCHING_MS = 30_000;

/** All pages of a list. */
export async function allOf<T>(page: (cursor: string) => Promise<Page<T>>): Promise<T[]> {
  const items: T[] = [];
  for (let cursor = ""; ;) {
    const next = await page(cursor);
    items.push(...next.items);
    if (next.cursor === "" || next.cursor === cursor) return items;
    cursor = next.cursor;
  }
}

type Sender = "ours" | "another" | "not-told-yet";

/** Whose task it is; the list does not say it for sends that an app made. */
async function senderOf(line: PlatformLine, msgId: string, userId: string): Promise<Sender> {
  try {
    const tasks = await allOf((cursor) => getGroupMsgTask(line, msgId, cursor));
    return tasks.length === 0 ? "not-told-yet" : tasks.some((task) => task.userid === userId) ? "ours" : "another";
  } catch (error) {
    if (hasErrcode(error, 41063)) return "not-told-yet";
    throw error;
  }
}

async function listAround(line: PlatformLine, { begunAtMs, overAtMs }: LostCall): Promise<WireGroupMsg[]> {
  const fromS = Math.floor((begunAtMs - SKEW_MS) / 1000);
  const toS = Math.ceil((overAtMs + SKEW_MS) / 1000);
  return allOf((cursor) => listGroupMsgs(line, { chatType: "group", fromS, toS, filter: 0, cursor }));
}

/** The listed sends that are this call; null while the platform does not say whose one of them is. */
async function findOurs(outgoing: Outgoing, line: PlatformLine, door: ChannelDoor, lost: LostCall): Promise<string[] | null> {
  const [first] = outgoing.targets;
  const like = first ? (await listAround(line, lost)).filter((one) => isLike(one, first.body, outgoing.dispatchId)) : [];
  const taken = await door.findOwnRefs(like.map((one) => one.msgid));
  const found: string[] = [];
  for (const { msgid } of like.filter((one) => !taken.has(one.msgid))) {
    const whose = await senderOf(line, msgid, outgoing.accountExternalId ?? "");
    if (whose === "not-told-yet") return null;
    if (whose === "ours") found.push(msgid);
  }
  return found;
}

/** Found: it is handed over. Surely absent, once the list must show it: it may go out again. Anything else is for a person to decide. */
export async function settleDoubt(outgoing: Outgoing, door: ChannelDoor, lost: LostCall): Promise<Reconciled> {
  const found = await findOurs(outgoing, await door.line(), door, lost);
  if (!found) return { verdict: "ask-later", atMs: door.nowMs() + DISPATCHING_MS };
  const [platformRef, ...others] = found;
  if (platformRef !== undefined && others.length === 0) return { verdict: "handed-over", platformRef };
  const listedFromMs = lost.overAtMs + LIST_LAG_MS;
  if (platformRef === undefined && door.nowMs() < listedFromMs) return { verdict: "ask-later", atMs: listedFromMs };
  const outcome = platformRef === undefined ? ("not-sent" as const) : ("undecided" as const);
  return { verdict: "told", targets: outgoing.targets.map(({ deliveryId }) => ({ deliveryId, outcome })) };
}
