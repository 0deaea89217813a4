import { z } from "zod";
import type { EventKind } from "../../lib/define.ts";
import { Id, Instant } from "../../lib/define.ts";
import type { EventName } from "../../lib/event-kinds.ts";
import { contentApproved, contentUsed } from "../contents/contents.contract.ts";
import { flowPaused, flowPublished, flowStarted, flowStopped } from "../flows/flows.contract.ts";
import {
  groupBound,
  groupChanged,
  groupClosed,
  groupCreated,
  groupOpened,
  groupRenamed,
  rosterChanged,
} from "../groups/groups.contract.ts";
import { dyingEnded, dyingFound, stageChanged } from "../insight/events.contract.ts";
import {
  memberChanged,
  memberConsented,
  memberCreated,
  memberErased,
  memberJoined,
  memberLeft,
  memberMerged,
  memberTagged,
  memberUnmerged,
  memberUntagged,
} from "../members/events.contract.ts";
import { messageReceived, messageRemoved } from "../messages/messages.contract.ts";
import { orderChanged, orderPaid, orderRefunded } from "../orders/orders.contract.ts";
import { deliveryEnded, sendCancelled, sendCreated, sendFinished } from "../sends/sends.contract.ts";
import { taskDone, tasksCreated } from "../tasks/tasks.contract.ts";

export interface OutsideEvent {
  event: EventKind;
  /** What lets a person read the same in the console: whoever subscribes must hold it for the whole brand. */
  permission: string;
  zh: string;
  en: string;
}

const told =
  (permission: string) =>
  (event: EventKind, zh: string, en: string): OutsideEvent => ({ event, permission, zh, en });
const ofGroups = told("groups.read");
const ofMembers = told("members.read");
const ofOrders = told("orders.read");
const ofContents = told("contents.read");
const ofFlows = told("flows.read");
const ofSends = told("sends.read");
const ofTasks = told("tasks.read");
const ofInsight = told("insight.read");

/** The events that are told outside: what happened to the brand's groups, people and sales, nothing of our own housekeeping. */
export const outsideEvents: readonly OutsideEvent[] = [
  ofGroups(groupCreated, "建了社群", "A group was made"),
  ofGroups(groupOpened, "社群开群", "A group was opened"),
  ofGroups(groupClosed, "社群关闭", "A group was closed"),
  ofGroups(groupRenamed, "社群改名", "A group was renamed"),
  ofGroups(groupChanged, "社群资料改动", "A group's profile was changed"),
  ofGroups(groupBound, "社群绑定到平台群", "A planned group met its counterpart on the platform"),
  ofGroups(rosterChanged, "群分工变动", "A group's roster changed"),
  ofMembers(memberCreated, "新会员", "A member was first seen"),
  ofMembers(memberJoined, "会员进群", "A member joined a group"),
  ofMembers(memberLeft, "会员退群", "A member left a group"),
  ofMembers(memberTagged, "会员打上标签", "A member was tagged"),
  ofMembers(memberUntagged, "会员去掉标签", "A tag was taken from a member"),
  ofMembers(memberConsented, "会员同意或撤回", "A member gave or withdrew consent"),
  ofMembers(memberChanged, "会员资料改动", "A member's profile was changed"),
  ofMembers(memberMerged, "会员合并", "Two members were merged"),
  ofMembers(memberUnmerged, "会员拆开", "A merge of members was undone"),
  ofMembers(memberErased, "会员个人信息删除", "A member's personal data was erased"),
  ofGroups(messageReceived, "群里有新消息", "A message was said in a group; the words are read by GET /groups/{groupId}/messages"),
  ofGroups(messageRemoved, "群消息撤下", "A message was taken back or removed"),
  ofOrders(orderPaid, "订单支付", "An order was paid; `value` is what was paid, in fen"),
  ofOrders(orderRefunded, "订单退款", "Part of an order was paid back; `value` is this refund, in fen"),
  ofOrders(orderChanged, "订单更正", "The shop corrected an order; `value` is the amount paid now, in fen"),
  ofContents(contentApproved, "素材通过审批", "A content was approved"),
  ofContents(contentUsed, "素材被使用", "A content was used; `value` is the number of groups"),
  ofFlows(flowPublished, "SOP 发布", "A flow was published"),
  ofFlows(flowStarted, "SOP 启动", "A flow was started; `value` is the number of groups"),
  ofFlows(flowPaused, "SOP 暂停", "A flow was paused"),
  ofFlows(flowStopped, "SOP 停止", "A flow was stopped"),
  ofSends(sendCreated, "新建触达", "A send was made; `value` is the number of groups"),
  ofSends(sendFinished, "触达完成", "Every delivery of a send has its outcome"),
  ofSends(sendCancelled, "触达取消", "A send was cancelled"),
  ofSends(deliveryEnded, "一个群的触达有了结果", "A delivery of a send has its outcome"),
  ofTasks(tasksCreated, "新任务", "A task was made"),
  ofTasks(taskDone, "任务完成", "A task was done"),
  ofInsight(stageChanged, "社群换了阶段", "A group entered another stage of its life"),
  ofInsight(dyingFound, "发现社群变冷", "A group was found dying; `value` is for how many days"),
  ofInsight(dyingEnded, "社群回暖", "A dying group recovered"),
];

export const outsideEventNames: readonly EventName[] = outsideEvents.map((one) => one.event.name);

/** The event that only the test button sends. */
export const PING = "ping";

/** Who or what an event is about, as it is called at the moment of sending. */
export const GroupBrief = z.object({ id: Id, code: z.string(), name: z.string() });
/** The phone is masked unless the webhook was given full numbers; null where none is known. */
export const MemberBrief = z.object({ id: Id, nickname: z.string(), phone: z.string().nullable() });
export type GroupBrief = z.infer<typeof GroupBrief>;
export type MemberBrief = z.infer<typeof MemberBrief>;

/** What is posted: the same id at every try and every replay. */
export const Envelope = z.object({
  id: Id,
  type: z.string(),
  occurredAt: Instant,
  brand: z.string(),
  data: z.record(z.string(), z.unknown()),
});
export type Envelope = z.infer<typeof Envelope>;
