import { z } from "zod";
import { appTalkKey, putLine } from "../deeds/talks.ts";
import { Fault } from "../faults.ts";
import type { Robot } from "../rows.ts";
import type { World } from "../world.ts";
import { type Apis, type Ask, read } from "./ask.ts";
import { mediaOrFault } from "./media.ts";
import { branch } from "./staff.ts";

/** Words of an app to members, and of a robot to a group. https://developer.work.weixin.qq.com/document/path/90236 and 99110 */

const A_MINUTE_A_MEMBER = 30;
const ROBOT_A_MINUTE = 20;

const SendAsk = z.object({
  touser: z.string().default(""),
  toparty: z.string().default(""),
  totag: z.string().default(""),
  msgtype: z.string(),
  agentid: z.union([z.int(), z.string()]).transform(Number),
});
const KINDS = ["text", "image", "voice", "video", "file", "textcard", "news", "mpnews", "markdown", "miniprogram_notice", "template_card"];
const split = (list: string) =>
  list
    .split("|")
    .map((one) => one.trim())
    .filter(Boolean);

const Part = z.object({
  content: z.string().optional(),
  title: z.string().optional(),
  description: z.string().optional(),
  url: z.string().optional(),
  media_id: z.string().optional(),
  articles: z.array(z.object({ title: z.string().optional(), url: z.string().optional() })).default([]),
});

/** What a member reads of a message, whatever its kind. */
function gist(world: World, kind: string, body: Record<string, unknown>): string {
  const part = Part.safeParse(body[kind]);
  if (!part.success) throw new Fault(40058, `${kind} missing`);
  const { content, title, description, url, media_id, articles } = part.data;
  if (media_id !== undefined) mediaOrFault(world, media_id);
  if (kind === "text" && !content) throw new Fault(44004);
  return [content, title, description, url, ...articles.flatMap((one) => [one.title, one.url])]
    .filter((one) => one !== undefined)
    .join("\n");
}

interface Receivers {
  users: string[];
  invalidUsers: string[];
  invalidParties: string[];
}

function receivers(world: World, { touser, toparty, totag }: z.output<typeof SendAsk>): Receivers {
  const { users } = world.state;
  if (touser.trim() === "@all") return { users: [...users.keys()], invalidUsers: [], invalidParties: [] };
  const [named, parties] = [split(touser), split(toparty).map(Number)];
  if (named.length + parties.length + split(totag).length === 0) throw new Fault(40063);
  if (named.length > 1000 || parties.length > 100) throw new Fault(40031);
  const known = parties.filter((id) => world.state.departments.has(id));
  const wanted = new Set(known.flatMap((id) => [...branch(world, id)]));
  const inParties =
    wanted.size === 0 ? [] : [...users.values()].filter((user) => user.departments.some((id) => wanted.has(id))).map((user) => user.userid);
  return {
    users: [...new Set([...named.filter((id) => users.has(id)), ...inParties])],
    invalidUsers: named.filter((id) => !users.has(id)),
    invalidParties: parties.filter((id) => !known.includes(id)).map(String),
  };
}

/** Too many to one member in a minute vanish without a word. */
function isTooMuch({ state, clock }: World, userid: string): boolean {
  const since = clock.now() - 60_000;
  return (state.talks.get(appTalkKey(userid)) ?? []).filter((line) => line.at > since).length >= A_MINUTE_A_MEMBER;
}

function send({ world, app, body }: Ask): object {
  const asked = read(SendAsk, body);
  if (asked.agentid !== app.agentId) throw new Fault(40056);
  if (!KINDS.includes(asked.msgtype)) throw new Fault(40008);
  const text = gist(world, asked.msgtype, body);
  const to = receivers(world, asked);
  if (to.users.length === 0) throw new Fault(81013);
  for (const userid of to.users) if (!isTooMuch(world, userid)) putLine(world, appTalkKey(userid), { from: app.name, text, kind: "app" });
  const list = (name: string, values: string[]) => (values.length > 0 ? { [name]: values.join("|") } : {});
  return {
    ...list("invaliduser", to.invalidUsers),
    ...list("invalidparty", to.invalidParties),
    ...list("invalidtag", split(asked.totag)),
    msgid: world.random.id("", 60),
  };
}

function robotOf({ world, query }: Ask): Robot {
  const robot = world.state.robots.get(query.key ?? "");
  if (!robot) throw new Fault(93000);
  if (robot.isStopped) throw new Fault(93004);
  if (robot.chatId === undefined || world.state.chats.get(robot.chatId)?.dismissedAt !== undefined) throw new Fault(93008);
  return robot;
}

const RobotAsk = z.object({ msgtype: z.string() });

function robotSend(ask: Ask): object {
  const robot = robotOf(ask);
  const now = ask.world.clock.now();
  robot.sentAt = robot.sentAt.filter((at) => at > now - 60_000);
  if (robot.sentAt.length >= ROBOT_A_MINUTE) throw new Fault(45009);
  const { msgtype } = read(RobotAsk, ask.body);
  if (!["text", "markdown", "markdown_v2", "image", "news", "file", "voice", "template_card"].includes(msgtype)) throw new Fault(40008);
  const text = gist(ask.world, msgtype, ask.body);
  const most = msgtype === "text" ? 2048 : 4096;
  if (Buffer.byteLength(text) > most) throw new Fault(45002);
  robot.sentAt.push(now);
  putLine(ask.world, robot.chatId ?? "", { from: "robot", text, kind: "robot" });
  return {};
}

export const messageApis: Apis = {
  "message/send": { method: "POST", run: send },
  "webhook/send": { method: "POST", isOpen: true, run: robotSend },
};
