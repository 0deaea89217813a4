import { z } from "zod";
import { keepSend } from "../api/mass.ts";
import { readContent } from "../content.ts";
import { mediaCheck } from "../api/media.ts";
import { accept, scan } from "../deeds/codes.ts";
import { confirmTask, ignoreTask, targetsOf } from "../deeds/mass.ts";
import { NotPossible, need, needChat, needUser } from "../find.ts";
import { action, ChatId, CustomerId, Userid } from "./actions.ts";

/** 32 hex digits as the platform writes a robot's key. */
const keyOf = (hex: string) => hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");

/** Codes scanned, tasks sent or set aside, welcomes applied, robots added. */
export const taskActions = {
  /** `code`: a config id or the address in the picture. `isHalf`: the member has not confirmed yet. */
  scan: action(z.object({ externalId: CustomerId, code: z.string(), isHalf: z.boolean().default(false) }), (world, asked) =>
    scan(world, asked),
  ),
  accept: action(z.object({ userid: Userid, externalId: CustomerId }), (world, asked) => accept(world, asked)),
  /** `targets`: the groups or customers picked; all by default. */
  confirmTask: action(
    z.object({ msgid: z.string(), userid: Userid, targets: z.array(z.string()).optional() }),
    (world, { targets, ...asked }) => confirmTask(world, { ...asked, ...(targets === undefined ? {} : { targets }) }),
  ),
  ignoreTask: action(z.object({ msgid: z.string(), userid: Userid }), (world, asked) => ignoreTask(world, asked)),
  /** Tasks of a member, the newest first, with what they may be sent to. */
  tasks: action(z.object({ userid: Userid }), (world, { userid }) =>
    [...world.state.massSends.values()].toReversed().flatMap((send) => {
      const task = send.tasks.get(userid);
      if (!task) return [];
      const { msgid, chatType, createType, createdAt, text, attachments, allowSelect, cancelledAt } = send;
      const results = send.results.filter((one) => one.userid === userid);
      return [
        {
          msgid,
          chatType,
          createType,
          createdAt,
          text,
          attachments,
          allowSelect: allowSelect || task.targets === undefined,
          isCancelled: cancelledAt !== undefined,
          status: task.status,
          isIgnored: task.ignored ?? false,
          sentAt: task.sentAt,
          reminders: send.reminders.length,
          targets: targetsOf(world, send, task),
          results,
        },
      ];
    }),
  ),
  /** A member makes a mass send by himself and sends it at once. */
  massSendByStaff: action(
    z.object({
      userid: Userid,
      chatType: z.enum(["single", "group"]).default("group"),
      targets: z.array(z.string()).min(1),
      text: z.string().default(""),
      attachments: z.array(z.unknown()).default([]),
    }),
    (world, { userid, chatType, targets, text, attachments }) => {
      const user = needUser(world, userid);
      const wrong = targets.find((id) => !(chatType === "group" ? user.chats.has(id) : user.follows.has(id)));
      if (wrong !== undefined) throw new NotPossible(`${userid} cannot send to ${wrong}.`);
      const content = readContent({ text: { content: text }, attachments }, mediaCheck(world));
      const send = keepSend(world, {
        chatType,
        createType: 1,
        creator: userid,
        allowSelect: false,
        tasks: new Map([[userid, { userid, status: 0, targets }]]),
        ...content,
      });
      return { msgid: send.msgid, results: confirmTask(world, { msgid: send.msgid, userid }) };
    },
  ),
  /** The owner puts welcome material on a group; no call can. */
  applyWelcome: action(z.object({ chatId: ChatId, templateId: z.string().optional() }), (world, { chatId, templateId }) => {
    const chat = needChat(world, chatId);
    if (templateId === undefined) delete chat.welcomeTemplate;
    else chat.welcomeTemplate = need(world.state.welcomeTemplates.get(templateId), `welcome template ${templateId}`).id;
  }),
  addRobot: action(z.object({ chatId: ChatId, key: z.string().optional() }), (world, { chatId, key = keyOf(world.random.hex(32)) }) => {
    needChat(world, chatId).robotKey = key;
    world.state.robots.set(key, { key, chatId, isStopped: false, sentAt: [] });
    return { key };
  }),
  changeRobot: action(
    z.object({ key: z.string(), isStopped: z.boolean().optional(), isRemoved: z.boolean().optional() }),
    (world, { key, isStopped, isRemoved }) => {
      const robot = need(world.state.robots.get(key), `robot ${key}`);
      if (isStopped !== undefined) robot.isStopped = isStopped;
      if (isRemoved) delete robot.chatId;
    },
  ),
};
