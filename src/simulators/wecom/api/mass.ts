import { z } from "zod";
import { readContent } from "../content.ts";
import type { Follow } from "../corp.ts";
import { latest } from "../deeds/chats.ts";
import { Fault } from "../faults.ts";
import { userOrFault } from "../find.ts";
import type { MassSend, MassTask } from "../rows.ts";
import type { World } from "../world.ts";
import { type Apis, type Ask, contact, read } from "./ask.ts";
import { mediaCheck } from "./media.ts";
import { massRecordApis } from "./mass-records.ts";

/** Mass sends: a call makes tasks, members send. https://developer.work.weixin.qq.com/document/path/92135 */

const AddAsk = z.object({
  chat_type: z.enum(["single", "group"]).default("single"),
  external_userid: z.array(z.string()).max(10_000).optional(),
  chat_id_list: z.array(z.string()).max(2000).optional(),
  tag_filter: z.object({ group_list: z.array(z.object({ tag_list: z.array(z.string()).max(100) })) }).optional(),
  sender: z.string().optional(),
  allow_select: z.boolean().default(false),
});
type Asked = z.output<typeof AddAsk>;
interface Planned {
  tasks: Map<string, MassTask>;
  failed: string[];
}

const put = (tasks: Map<string, MassTask>, userid: string, target: string) => {
  const task = tasks.get(userid) ?? { userid, status: 0, targets: [] };
  task.targets?.push(target);
  tasks.set(userid, task);
};

const isOpen = (follow: Follow) => !follow.deletedByCustomer;

/** Where several members share a customer, the last who talked with him gets the task. */
function senderOf({ state }: World, externalId: string): string | undefined {
  const followers = state.customers.get(externalId)?.followers ?? [];
  const follows = followers.flatMap((userid) => state.users.get(userid)?.follows.get(externalId) ?? []).filter(isOpen);
  return follows.toSorted((a, b) => Math.max(b.lastTalkAt, b.createdAt) - Math.max(a.lastTalkAt, a.createdAt) || b.seq - a.seq)[0]?.userid;
}

/** OR inside a group of tags, AND across the groups. */
const hasTags = ({ tags }: Follow, filter: Asked["tag_filter"]) =>
  (filter?.group_list ?? []).every(({ tag_list }) => tag_list.length === 0 || tag_list.some((id) => tags.includes(id)));

function planByFilter(world: World, { sender, tag_filter }: Asked): Planned {
  const users = sender === undefined ? [...world.state.users.values()] : [userOrFault(world, sender)];
  const tasks = new Map<string, MassTask>();
  for (const user of users)
    for (const follow of user.follows.values())
      if (isOpen(follow) && hasTags(follow, tag_filter) && (sender !== undefined || senderOf(world, follow.externalId) === user.userid))
        put(tasks, user.userid, follow.externalId);
  return { tasks, failed: [] };
}

function planSingle(world: World, asked: Asked): Planned {
  const { external_userid = [], sender, tag_filter } = asked;
  if (external_userid.length > 0) return planNamed(world, external_userid, sender);
  if (sender === undefined && !tag_filter?.group_list.length) throw new Fault(40063);
  return planByFilter(world, asked);
}

/** Named customers; those whom nobody meant could send to are told as failed. */
function planNamed(world: World, ids: readonly string[], sender: string | undefined): Planned {
  const known = sender === undefined ? undefined : userOrFault(world, sender).follows;
  const [tasks, failed]: [Map<string, MassTask>, string[]] = [new Map(), []];
  for (const externalId of new Set(ids)) {
    const userid = known ? senderIfFriend(known, externalId, sender) : senderOf(world, externalId);
    if (userid === undefined) failed.push(externalId);
    else put(tasks, userid, externalId);
  }
  return { tasks, failed };
}

const senderIfFriend = (follows: Map<string, Follow>, externalId: string, sender: string | undefined) => {
  const follow = follows.get(externalId);
  return follow && isOpen(follow) ? sender : undefined;
};

/** Groups go through their owner; without a list the owner picks among all he owns. */
function planGroup(world: World, { sender, chat_id_list }: Asked): Planned {
  if (sender === undefined) throw new Fault(40063);
  const owner = userOrFault(world, sender);
  if (!chat_id_list?.length) return { tasks: new Map(owner.chats.size > 0 ? [[sender, { userid: sender, status: 0 }]] : []), failed: [] };
  const isOwn = (chatId: string) => {
    const chat = world.state.chats.get(chatId);
    return chat !== undefined && chat.dismissedAt === undefined && latest(chat.owner) === sender;
  };
  const targets = [...new Set(chat_id_list)].filter(isOwn);
  return {
    tasks: new Map(targets.length > 0 ? [[sender, { userid: sender, status: 0, targets }]] : []),
    failed: chat_id_list.filter((id) => !isOwn(id)),
  };
}

function add({ world, app, body }: Ask): object {
  const asked = read(AddAsk, body);
  const content = readContent(body, mediaCheck(world));
  const { tasks, failed } = asked.chat_type === "group" ? planGroup(world, asked) : planSingle(world, asked);
  if (tasks.size === 0) throw new Fault(41048);
  const send = keepSend(world, {
    chatType: asked.chat_type,
    createType: 0,
    agentId: app.agentId,
    allowSelect: asked.allow_select,
    tasks,
    ...content,
  });
  return { fail_list: failed, msgid: send.msgid };
}

/** A mass send's row; also for those that members make themselves. */
export function keepSend(
  world: World,
  made: Pick<MassSend, "chatType" | "createType" | "allowSelect" | "tasks" | "attachments"> &
    Partial<Pick<MassSend, "agentId" | "creator" | "text">>,
): MassSend {
  const send: MassSend = {
    seq: world.nextSeq(),
    msgid: world.random.id("msg", 32),
    createdAt: world.clock.now(),
    results: [],
    reminders: [],
    ...made,
  };
  world.state.massSends.set(send.msgid, send);
  return send;
}

export const massApis: Apis = { "externalcontact/add_msg_template": contact("POST", add), ...massRecordApis };
