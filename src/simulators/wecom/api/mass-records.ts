import { z } from "zod";
import type { Attachment } from "../content.ts";
import { Fault } from "../faults.ts";
import type { MassResult, MassSend } from "../rows.ts";
import type { World } from "../world.ts";
import { type Apis, type Ask, contact, limitOf, pageBy, read, seconds } from "./ask.ts";
import { addressOfMedia } from "./media.ts";

/** What became of mass sends. https://developer.work.weixin.qq.com/document/path/93338, 97610, 97611 */

const REMINDERS_A_DAY = 3;
const DAY_MS = 86_400_000;
const MOST_SPAN_SECONDS = 31 * 86_400;
const Cursor = z.object({ cursor: z.string().optional(), limit: z.unknown().optional() });

const Msgid = z.object({ msgid: z.string().optional() });

/** The send a call speaks of; 41063 while it is still being given out. */
function sendOrFault({ world, body }: Ask): MassSend {
  const { msgid } = read(Msgid, body);
  if (!msgid) throw new Fault(41046);
  const send = world.state.massSends.get(msgid);
  if (!send) throw new Fault(41047);
  if (world.clock.now() < send.createdAt + world.switches.dispatchingMs) throw new Fault(41063);
  return send;
}

/** Pictures get an address, and the miniprogram's picture is left out, as in the sample. */
function asAttachment(world: World, attachment: Attachment): object {
  const { msgtype, image, miniprogram } = attachment;
  if (msgtype === "image" && image) {
    const media = image.media_id === undefined ? undefined : world.state.media.get(image.media_id);
    return { msgtype, image: { media_id: image.media_id ?? "", pic_url: image.pic_url ?? (media ? addressOfMedia(world, media) : "") } };
  }
  if (msgtype === "miniprogram" && miniprogram)
    return { msgtype, miniprogram: { title: miniprogram.title, appid: miniprogram.appid, page: miniprogram.page } };
  return { msgtype, [msgtype]: attachment[msgtype] };
}

/** `creator` is only told for what a member made himself; the moment is a text, as the sample has it. */
const asListed = (world: World, send: MassSend) => ({
  msgid: send.msgid,
  ...(send.creator === undefined ? {} : { creator: send.creator }),
  create_time: String(seconds(send.createdAt)),
  create_type: send.createType,
  ...(send.text === undefined ? {} : { text: { content: send.text } }),
  attachments: send.attachments.map((one) => asAttachment(world, one)),
});

const ListAsk = Cursor.extend({
  chat_type: z.enum(["single", "group"]),
  start_time: z.int(),
  end_time: z.int(),
  creator: z.string().optional(),
  filter_type: z.int().min(0).max(2).default(2),
});

function list({ world, body }: Ask): object {
  const { chat_type, start_time, end_time, creator, filter_type, cursor, limit } = read(ListAsk, body);
  if (end_time < start_time || end_time - start_time > MOST_SPAN_SECONDS) throw new Fault(40058, "invalid time range");
  const isMeant = (send: MassSend) =>
    send.chatType === chat_type &&
    seconds(send.createdAt) >= start_time &&
    seconds(send.createdAt) <= end_time &&
    (filter_type === 2 || send.createType === filter_type) &&
    (!creator || send.creator === creator);
  const rows = [...world.state.massSends.values()].filter(isMeant);
  const most = limitOf(limit, { most: 100, usual: 50, over: "default" });
  const { page, next } = pageBy(world, `mass ${chat_type} ${start_time} ${end_time} ${filter_type} ${creator ?? ""}`, {
    cursor,
    limit: most,
    rows,
    seqOf: (send) => send.seq,
  });
  return { next_cursor: next, group_msg_list: page.map((send) => asListed(world, send)) };
}

const PAGE = { most: 1000, usual: 500, over: "default" } as const;

function tasks(ask: Ask): object {
  const send = sendOrFault(ask);
  const { cursor, limit } = read(Cursor, ask.body);
  const rows = [...send.tasks.values()].map((task, at) => ({ task, seq: at + 1 }));
  const { page, next } = pageBy(ask.world, `tasks ${send.msgid}`, { cursor, limit: limitOf(limit, PAGE), rows, seqOf: (row) => row.seq });
  return {
    next_cursor: next,
    task_list: page.map(({ task }) => ({
      userid: task.userid,
      status: task.status,
      ...(task.sentAt === undefined ? {} : { send_time: seconds(task.sentAt) }),
    })),
  };
}

/** Customers are listed before anything was sent; groups only once it was. */
function resultsOf(world: World, send: MassSend, userid: string): MassResult[] {
  const done = send.results.filter((result) => result.userid === userid);
  if (send.chatType === "group") return world.switches.groupOverCap === "left-out" ? done.filter((result) => result.status === 1) : done;
  const told = new Set(done.map((result) => result.target));
  const waiting = (send.tasks.get(userid)?.targets ?? []).filter((target) => !told.has(target));
  return [...done, ...waiting.map((target) => ({ target, userid, status: 0 }))];
}

const ResultAsk = Cursor.extend({ userid: z.string() });

function results(ask: Ask): object {
  const send = sendOrFault(ask);
  const { userid, cursor, limit } = read(ResultAsk, ask.body);
  if (!send.tasks.has(userid)) throw new Fault(60111);
  const rows = resultsOf(ask.world, send, userid).map((result, at) => ({ result, seq: at + 1 }));
  const { page, next } = pageBy(ask.world, `results ${send.msgid} ${userid}`, {
    cursor,
    limit: limitOf(limit, PAGE),
    rows,
    seqOf: (row) => row.seq,
  });
  const target = send.chatType === "group" ? "chat_id" : "external_userid";
  return {
    next_cursor: next,
    send_list: page.map(({ result }) => ({
      [target]: result.target,
      userid,
      status: result.status,
      ...(result.sentAt === undefined ? {} : { send_time: seconds(result.sentAt) }),
    })),
  };
}

function remind(ask: Ask): object {
  const send = sendOrFault(ask);
  if (send.cancelledAt !== undefined) throw new Fault(41093);
  const now = ask.world.clock.now();
  if (send.reminders.filter((at) => at > now - DAY_MS).length >= REMINDERS_A_DAY) throw new Fault(41094);
  send.reminders.push(now);
  return {};
}

function cancel(ask: Ask): object {
  const send = sendOrFault(ask);
  if (send.cancelledAt !== undefined) throw new Fault(41093);
  send.cancelledAt = ask.world.clock.now();
  return {};
}

export const massRecordApis: Apis = {
  "externalcontact/get_groupmsg_list_v2": contact("POST", list),
  "externalcontact/get_groupmsg_task": contact("POST", tasks),
  "externalcontact/get_groupmsg_send_result": contact("POST", results),
  "externalcontact/remind_groupmsg_send": contact("POST", remind),
  "externalcontact/cancel_groupmsg_send": contact("POST", cancel),
};
