import { beijingDate, beijingMidnight } from "../clock.ts";
import { NotPossible, need, needUser } from "../find.ts";
import type { MassResult, MassSend, MassTask } from "../rows.ts";
import type { World } from "../world.ts";
import { countTalk, putLine, talkKey } from "./talks.ts";

/** When the running period of the cap began, and how many mass sends it holds. https://developer.work.weixin.qq.com/document/path/92135 */
export function capOf(world: World): { since: number; most: number } {
  const now = world.clock.now();
  const { day, daysInMonth, weekday } = beijingDate(now);
  const midnight = beijingMidnight(Math.floor(now / 1000)) * 1000;
  if (world.switches.massCap === "day") return { since: midnight, most: 1 };
  if (world.switches.massCap === "week") return { since: midnight - weekday * 86_400_000, most: 7 };
  return { since: midnight - (day - 1) * 86_400_000, most: daysInMonth };
}

/** How many mass sends a customer or group got in the running period. */
export const receivedBy = (world: World, target: string): number =>
  (world.state.massReceived.get(target) ?? []).filter((at) => at >= capOf(world).since).length;

function receive(world: World, target: string): void {
  const all = world.state.massReceived.get(target) ?? [];
  all.push(world.clock.now());
  world.state.massReceived.set(target, all);
}

const isFriend = (world: World, userid: string, externalId: string): boolean => {
  const follow = world.state.users.get(userid)?.follows.get(externalId);
  return follow !== undefined && !follow.deletedByCustomer;
};

/** What becomes of one target when the member sends. */
function statusOf(world: World, send: MassSend, userid: string, target: string): number {
  if (send.chatType === "single" && !isFriend(world, userid, target)) return 2;
  return receivedBy(world, target) >= capOf(world).most ? 3 : 1;
}

function deliver(world: World, send: MassSend, userid: string, target: string): MassResult {
  const status = statusOf(world, send, userid, target);
  const result: MassResult = { target, userid, status, ...(status === 1 ? { sentAt: world.clock.now() } : {}) };
  if (status !== 1) return result;
  receive(world, target);
  const line = {
    from: userid,
    kind: "mass" as const,
    ...(send.text === undefined ? {} : { text: send.text }),
    attachments: send.attachments,
  };
  putLine(world, send.chatType === "group" ? target : talkKey(userid, target), line);
  if (send.chatType === "single") countTalk(world, { userid, externalId: target, isByMember: true });
  return result;
}

/** The groups or customers a member may still send to. */
export function targetsOf(world: World, send: MassSend, task: MassTask): string[] {
  const all = task.targets ?? [...needUser(world, task.userid).chats];
  return send.chatType === "single" ? all : all.filter((chatId) => world.state.chats.get(chatId)?.dismissedAt === undefined);
}

function openTask(world: World, msgid: string, userid: string): { send: MassSend; task: MassTask } {
  const send = need(world.state.massSends.get(msgid), `mass send ${msgid}`);
  const task = need(send.tasks.get(userid), `task of ${userid}`);
  if (send.cancelledAt !== undefined) throw new NotPossible("The mass send has been cancelled.");
  if (task.status === 2) throw new NotPossible("The member has sent it already.");
  return { send, task };
}

/** The member taps 发送; `targets` are the ones picked, all by default. */
export function confirmTask(world: World, { msgid, userid, targets }: { msgid: string; userid: string; targets?: string[] }): MassResult[] {
  const { send, task } = openTask(world, msgid, userid);
  const may = new Set(targetsOf(world, send, task));
  const chosen = targets ? targets.filter((one) => may.has(one)) : [...may];
  if (chosen.length === 0) throw new NotPossible("None of the chosen can be sent to.");
  const results = chosen.map((target) => deliver(world, send, userid, target));
  task.status = 2;
  task.sentAt = world.clock.now();
  task.ignored = false;
  send.results.push(...results);
  return results;
}

/** The member sets a task aside; it may still be sent later. */
export function ignoreTask(world: World, { msgid, userid }: { msgid: string; userid: string }): void {
  openTask(world, msgid, userid).task.ignored = true;
}
