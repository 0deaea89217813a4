import { z } from "zod";
import { addContact, deleteCustomer, deleteMember, editContact } from "../deeds/contacts.ts";
import { say } from "../deeds/talks.ts";
import { auditApproved, transferFailed } from "../deeds/events.ts";
import { need, needUser } from "../find.ts";
import { action, ChatId, CustomerId, Userid } from "./actions.ts";

const Pair = z.object({ userid: Userid, externalId: CustomerId });

const AddDepartment = z.object({
  id: z.int().optional(),
  name: z.string(),
  parentid: z.int().default(1),
  leaders: z.array(z.string()).default([]),
});
const AddStaff = z.object({
  userid: Userid,
  name: z.string().optional(),
  mobile: z.string().default(""),
  departments: z.array(z.int()).default([1]),
  position: z.string().default(""),
  gender: z.int().default(0),
  status: z.int().default(1),
  mayContact: z.boolean().default(true),
});
const AddCustomer = z.object({
  name: z.string(),
  /** 1 of WeChat, 2 of another corp's WeCom. */
  type: z.int().default(1),
  gender: z.int().default(0),
  corpName: z.string().optional(),
  position: z.string().optional(),
});

/** Members, customers, and what passes between one of each. */
export const peopleActions = {
  addDepartment: action(AddDepartment, ({ state }, { id = Math.max(0, ...state.departments.keys()) + 1, name, parentid, leaders }) => {
    need(state.departments.get(parentid), `department ${parentid}`);
    state.departments.set(id, { id, name, parentid, leaders, order: 100_000_000 - id });
    return { id };
  }),
  addStaff: action(AddStaff, ({ state, clock }, asked) => {
    state.users.set(asked.userid, {
      ...asked,
      name: asked.name ?? asked.userid,
      lastLoginAt: clock.now(),
      follows: new Map(),
      chats: new Set(),
    });
    return { userid: asked.userid };
  }),
  /** Changes a member: `status` 5 says that he left. */
  changeStaff: action(AddStaff.partial().extend({ userid: Userid }), (world, { userid, ...change }) => {
    const user = Object.assign(
      needUser(world, userid),
      Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined)),
    );
    if (user.status === 5) for (const chatId of user.chats) Object.assign(world.state.chats.get(chatId) ?? {}, { status: 1 });
    return {};
  }),
  addCustomer: action(AddCustomer, ({ state, random }, asked) => {
    const id = random.id(asked.type === 2 ? "wo" : "wm", 32);
    state.customers.set(id, { id, followers: [], chats: [], ...asked });
    return { externalId: id };
  }),
  addContact: action(
    Pair.extend({
      addWay: z.int().default(1),
      state: z.string().optional(),
      byStaff: z.boolean().default(false),
      remark: z.string().optional(),
      isHalf: z.boolean().default(false),
    }),
    (world, { byStaff, state, remark, ...pair }) =>
      addContact(world, {
        ...pair,
        ...(byStaff ? { operUserid: pair.userid } : {}),
        ...(state === undefined ? {} : { state }),
        ...(remark === undefined ? {} : { remark }),
      }),
  ),
  deleteCustomer: action(Pair.extend({ byTransfer: z.boolean().default(false) }), (world, pair) => deleteCustomer(world, pair)),
  deleteMember: action(Pair, (world, pair) => deleteMember(world, pair)),
  editContact: action(
    Pair.extend({
      remark: z.string().optional(),
      description: z.string().optional(),
      mobiles: z.array(z.string()).optional(),
      addTags: z.array(z.string()).optional(),
      removeTags: z.array(z.string()).optional(),
      personalTags: z.array(z.string()).optional(),
    }),
    (world, { userid, externalId, ...edit }) =>
      editContact(world, { userid, externalId, ...Object.fromEntries(Object.entries(edit).filter(([, value]) => value !== undefined)) }),
  ),
  failTransfer: action(Pair.extend({ reason: z.enum(["customer_refused", "customer_limit_exceed"]) }), (world, asked) =>
    transferFailed(world, asked),
  ),
  approveAudit: action(Pair, (world, pair) => auditApproved(world, { ...pair, welcomeCode: world.random.id("", 43) })),
  say: action(
    z.object({ from: z.string(), to: z.string().optional(), chatId: ChatId.optional(), text: z.string() }),
    (world, { to, chatId, ...rest }) =>
      say(world, { ...rest, ...(to === undefined ? {} : { to }), ...(chatId === undefined ? {} : { chatId }) }),
  ),
};
