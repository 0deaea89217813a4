import { z } from "zod";
import { capOf, receivedBy } from "../deeds/mass.ts";
import { latest } from "../deeds/chats.ts";
import { appTalkKey, talkKey } from "../deeds/talks.ts";
import { linesOf } from "../content.ts";
import type { Chat } from "../corp.ts";
import { needCustomer, needUser } from "../find.ts";
import type { Line } from "../rows.ts";
import type { World } from "../world.ts";
import { action, CustomerId, Userid } from "./actions.ts";

/** What the phone page draws. */

const MOST = 200;
const some = <T>(rows: Iterable<T>): T[] => Iterator.from(rows).take(MOST).toArray();
const nameOf = ({ state }: World, id: string) => state.users.get(id)?.name ?? state.customers.get(id)?.name ?? id;
const lastOf = ({ state }: World, key: string): Line | undefined => state.talks.get(key)?.at(-1);

const chatRow = (world: World, chat: Chat) => ({
  chatId: chat.chatId,
  name: latest(chat.name),
  owner: latest(chat.owner),
  ownerName: nameOf(world, latest(chat.owner)),
  notice: latest(chat.notice),
  size: chat.members.size,
  received: receivedBy(world, chat.chatId),
  welcomeTemplate: chat.welcomeTemplate,
  last: lastOf(world, chat.chatId),
  members: some(chat.members.values()).map((member) => ({ id: member.id, name: nameOf(world, member.id), type: member.type })),
});

/** Groups someone is in, the liveliest first. */
const chatsWith = (world: World, ids: readonly string[]) =>
  ids
    .flatMap((id) => world.state.chats.get(id) ?? [])
    .filter((chat) => chat.dismissedAt === undefined)
    .map((chat) => chatRow(world, chat))
    .toSorted((a, b) => (b.last?.at ?? 0) - (a.last?.at ?? 0))
    .slice(0, MOST);

const chatIdsOf = ({ state }: World, userid: string) =>
  Iterator.from(state.chats.values())
    .filter((chat) => chat.dismissedAt === undefined && chat.members.has(userid))
    .take(MOST)
    .map((chat) => chat.chatId)
    .toArray();

/** The newest of a corp one can know by name, the first of a large one, and always the one whose phone is open. */
function customersShown({ state: { customers } }: World, open: string | undefined) {
  const rows = customers.size > 5000 ? some(customers.values()) : [...customers.values()].slice(-MOST);
  const own = open === undefined ? undefined : customers.get(open);
  return (own && !rows.includes(own) ? [own, ...rows] : rows).map(({ id, name, type }) => ({ id, name, type }));
}

const tagNames = ({ state }: World) =>
  new Map([...state.tagGroups.values()].flatMap((group) => group.tags.map((tag) => [tag.id, tag.name] as const)));

export const viewActions = {
  /** Everything around the phones: people to be, time, behaviour, what went out and came in. */
  overview: action(z.object({ externalId: z.string().optional() }), (world, { externalId }) => {
    const { state, clock, callbacks, limits, calls } = world;
    const total = [...calls.values()].flatMap((codes) => [...codes]);
    return {
      corp: { id: state.corpId, name: state.corpName, url: world.baseUrl },
      apps: [...state.apps.values()],
      suggested: world.suggested,
      robots: [...state.robots.keys()],
      staff: some(state.users.values()).map(({ userid, name, position, status, follows, chats }) => ({
        userid,
        name,
        position,
        status,
        customers: follows.size,
        chats: chats.size,
      })),
      customers: customersShown(world, externalId),
      counts: {
        staff: state.users.size,
        customers: state.customers.size,
        chats: [...state.chats.values()].filter((chat) => chat.dismissedAt === undefined).length,
      },
      nowMs: clock.now(),
      isHeld: clock.isHeld,
      switches: world.switches,
      callbacks: callbacks.counts(),
      recent: callbacks.recent().slice(-30).toReversed(),
      calls: {
        all: total.reduce((sum, [, count]) => sum + count, 0),
        failed: total.reduce((sum, [code, count]) => sum + (code === 0 ? 0 : count), 0),
      },
      breaches: limits.report(),
      used: limits
        .used()
        .filter((one) => one.window.endsWith("minute") && one.used > 0)
        .toSorted((a, b) => b.used / b.limit - a.used / a.limit)
        .slice(0, 6),
      tags: [...state.tagGroups.values()]
        .filter((group) => !group.deleted)
        .map((group) => ({ name: group.name, tags: group.tags.filter((tag) => !tag.deleted) })),
      codes: [
        ...[...state.joinWays.values()].map((way) => ({
          configId: way.configId,
          kind: "join",
          name:
            way.remark ||
            way.roomBaseName ||
            way.chatIds.map((id) => latest(state.chats.get(id)?.name ?? [{ at: 0, value: "" }])).join("、"),
          state: way.state,
          scans: way.scans,
          createdAt: way.createdAt,
        })),
        ...[...state.contactWays.values()].map((way) => ({
          configId: way.configId,
          kind: "contact",
          name: way.remark || way.users.map((id) => nameOf(world, id)).join("、"),
          state: way.state,
          scans: way.scans,
          createdAt: way.createdAt,
        })),
      ].toSorted((a, b) => b.createdAt - a.createdAt),
    };
  }),
  /** A member's phone. */
  staffPhone: action(z.object({ userid: Userid }), (world, { userid }) => {
    const { state } = world;
    const user = needUser(world, userid);
    const tags = tagNames(world);
    const contacts = [...user.follows.values()]
      .slice(-MOST)
      .map((follow) => ({
        id: follow.externalId,
        name: nameOf(world, follow.externalId),
        remark: follow.remark,
        description: follow.description,
        tags: follow.tags.map((id) => ({ id, name: tags.get(id) ?? "" })),
        state: follow.state,
        isGone: follow.deletedByCustomer ?? false,
        isHalf: follow.isHalf ?? false,
        createdAt: follow.createdAt,
        last: lastOf(world, talkKey(userid, follow.externalId)),
      }))
      .toSorted((a, b) => (b.last?.at ?? b.createdAt) - (a.last?.at ?? a.createdAt));
    return {
      me: { userid, name: user.name, position: user.position },
      contacts,
      chats: chatsWith(world, chatIdsOf(world, userid)),
      waiting: [...state.applications.values()]
        .filter((one) => one.userid === userid)
        .map((one) => ({ ...one, name: nameOf(world, one.externalId) })),
      templates: [...state.welcomeTemplates.values()].map(({ id, body }) => ({ id, ...linesOf(body) })),
      app: state.talks.get(appTalkKey(userid)) ?? [],
      cap: capOf(world).most,
    };
  }),
  /** A customer's phone. */
  customerPhone: action(z.object({ externalId: CustomerId }), (world, { externalId }) => {
    const customer = needCustomer(world, externalId);
    return {
      me: { id: customer.id, name: customer.name },
      members: customer.followers.flatMap((userid) => {
        const follow = world.state.users.get(userid)?.follows.get(externalId);
        return follow && !follow.deletedByCustomer
          ? [{ userid, name: nameOf(world, userid), last: lastOf(world, talkKey(userid, externalId)), createdAt: follow.createdAt }]
          : [];
      }),
      chats: chatsWith(world, customer.chats),
      waiting: [...world.state.applications.values()]
        .filter((one) => one.externalId === externalId)
        .map((one) => ({ ...one, name: nameOf(world, one.userid) })),
    };
  }),
  /** One talk, with names. */
  talkShown: action(z.object({ key: z.string() }), (world, { key }) =>
    (world.state.talks.get(key) ?? []).map((line) => ({ ...line, name: nameOf(world, line.from) })),
  ),
  /** Names of what a task goes to. */
  names: action(z.object({ ids: z.array(z.string()).max(5000) }), (world, { ids }) =>
    Object.fromEntries(ids.map((id) => [id, latest(world.state.chats.get(id)?.name ?? [{ at: 0, value: nameOf(world, id) }])])),
  ),
};
