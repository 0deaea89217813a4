/** What staff made of the mass sends they were handed, and what others sent. */
import type { ChannelDoor, Followed, OutgoingTarget, Outgoing, OutsideAsk, OutsideSend, PlatformLine } from "../channel.ts";
import { getGroupMsgSendResult, getGroupMsgTask, listGroupMsgs } from "./sends.calls.ts";
import type { WireGroupMsg, WireMsgTask, WireSendResult } from "./sends.wire.ts";
import { allOf } from "./wecom.doubt.ts";
import { hasErrcode } from "./wecom.errors.ts";

const DISPATCHING_MS = 30_000;
/** How long after a confirmation its results may still come in. */
const RESULTS_MS = 10 * 60_000;
const CONFIRMED = 2;
const SUMMARY_LETTERS = 120;

type Told = Extract<Followed, { verdict: "told" }>["targets"][number];

function outcomeOf({ deliveryId }: OutgoingTarget, row: WireSendResult): Told | null {
  const atMs = row.send_time ? row.send_time * 1000 : undefined;
  const when = atMs === undefined ? {} : { atMs };
  if (row.status === 1) return { deliveryId, outcome: "sent", ...when };
  if (row.status === 2) return { deliveryId, outcome: "failed", reason: "not-reachable", ...when };
  return row.status === 3 ? { deliveryId, outcome: "over-cap", ...when } : null;
}

/** What became of each group of one sender's task; a platform still at its dispatching is asked later. */
export async function followTask(outgoing: Outgoing, msgId: string, door: ChannelDoor): Promise<Followed> {
  const line = await door.line();
  const userId = outgoing.accountExternalId ?? "";
  try {
    const task = await taskOf(line, msgId, userId);
    if (task?.status !== CONFIRMED) return { verdict: "told", targets: [], isOver: false };
    const rows = await allOf((cursor) => getGroupMsgSendResult(line, { msgId, userId, cursor }));
    const byGroup = new Map(rows.map((row) => [row.chat_id, row]));
    const targets = outgoing.targets.flatMap((target) => {
      const row = byGroup.get(target.groupExternalId ?? "");
      const told = row ? outcomeOf(target, row) : null;
      return told ? [told] : [];
    });
    const confirmedAtMs = (task.send_time ?? 0) * 1000;
    return { verdict: "told", targets, isOver: confirmedAtMs > 0 && door.nowMs() > confirmedAtMs + RESULTS_MS };
  } catch (error) {
    if (hasErrcode(error, 41063)) return { verdict: "ask-later", atMs: door.nowMs() + DISPATCHING_MS };
    if (hasErrcode(error, 41093)) return { verdict: "told", targets: [], isOver: false };
    throw error;
  }
}

async function taskOf(line: PlatformLine, msgId: string, userId: string): Promise<WireMsgTask | undefined> {
  const tasks = await allOf((cursor) => getGroupMsgTask(line, msgId, cursor));
  return tasks.find((task) => task.userid === userId);
}

/** One page of the mass sends that are none of ours, with the groups that got them. */
export async function readOutside(
  { fromMs, toMs, cursor, skips }: OutsideAsk,
  line: PlatformLine,
): Promise<{ sends: OutsideSend[]; nextCursor: string | null }> {
  const span = { fromS: Math.floor(fromMs / 1000), toS: Math.ceil(toMs / 1000) };
  const page = await listGroupMsgs(line, { chatType: "group", ...span, filter: 2, cursor: cursor ?? "" });
  const known = await skips(page.items.map((one) => one.msgid));
  const sends = await Promise.all(page.items.filter((one) => !known.has(one.msgid)).map((one) => lookInto(one, line)));
  return { sends, nextCursor: page.cursor === "" || page.cursor === cursor ? null : page.cursor };
}

async function lookInto(listed: WireGroupMsg, line: PlatformLine): Promise<OutsideSend> {
  const { groups, isOpen } = await groupsOf(listed.msgid, line);
  return {
    platformRef: listed.msgid,
    madeBy: listed.create_type === 1 ? "person" : "app",
    creator: listed.creator || null,
    madeAtMs: (listed.create_time ?? 0) * 1000,
    summary: summaryOf(listed),
    isOpen,
    groups,
  };
}

async function groupsOf(msgId: string, line: PlatformLine): Promise<Pick<OutsideSend, "groups" | "isOpen">> {
  try {
    const tasks = await allOf((cursor) => getGroupMsgTask(line, msgId, cursor));
    const groups: { externalId: string; atMs: number }[] = [];
    for (const { userid, status } of tasks) {
      if (status !== CONFIRMED) continue;
      const rows = await allOf((cursor) => getGroupMsgSendResult(line, { msgId, userId: userid, cursor }));
      groups.push(
        ...rows
          .filter((row) => row.status === 1 && row.chat_id)
          .map((row) => ({ externalId: row.chat_id, atMs: (row.send_time ?? 0) * 1000 })),
      );
    }
    return { groups, isOpen: tasks.length === 0 || tasks.some((task) => task.status !== CONFIRMED) };
  } catch (error) {
    if (hasErrcode(error, 41063)) return { groups: [], isOpen: true };
    if (hasErrcode(error, 41093)) return { groups: [], isOpen: false };
    throw error;
  }
}

function summaryOf({ text, attachments }: WireGroupMsg): string {
  const words = text?.content || attachments.map((one) => one.link?.title ?? one.msgtype).join(" ");
  return words.replaceAll(/\s+/g, " ").trim().slice(0, SUMMARY_LETTERS);
}
