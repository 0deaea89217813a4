import { z } from "zod";
import { changeOwner, createChat, dissolveChat, joinChat, leaveChat, noticeChat, renameChat } from "../deeds/chats.ts";
import { tagChanged, tagsShuffled } from "../deeds/events.ts";
import { addTags, removeTag } from "../api/tags.ts";
import { need } from "../find.ts";
import { action, ChatId, Userid } from "./actions.ts";

/** What members do with groups on their phones, and people with tags in the console. */
export const chatActions = {
  createChat: action(
    z.object({
      name: z.string(),
      owner: Userid,
      notice: z.string().default(""),
      admins: z.array(z.string()).default([]),
      memberIds: z.array(z.string()).default([]),
    }),
    (world, asked) => createChat(world, asked),
  ),
  /** `scene`: 1 invited, 2 by an invitation link, 3 by a code. */
  joinChat: action(
    z.object({
      chatId: ChatId,
      ids: z.array(z.string()).min(1),
      scene: z.int().default(3),
      invitor: z.string().optional(),
      state: z.string().optional(),
    }),
    (world, { invitor, state, ...asked }) =>
      joinChat(world, { ...asked, ...(invitor === undefined ? {} : { invitor }), ...(state === undefined ? {} : { state }) }),
  ),
  leaveChat: action(z.object({ chatId: ChatId, ids: z.array(z.string()).min(1), isRemoved: z.boolean().default(false) }), (world, asked) =>
    leaveChat(world, asked),
  ),
  renameChat: action(z.object({ chatId: ChatId, name: z.string() }), (world, asked) => renameChat(world, asked)),
  noticeChat: action(z.object({ chatId: ChatId, notice: z.string() }), (world, asked) => noticeChat(world, asked)),
  changeOwner: action(z.object({ chatId: ChatId, owner: Userid }), (world, asked) => changeOwner(world, asked)),
  dissolveChat: action(z.object({ chatId: ChatId }), (world, asked) => dissolveChat(world, asked)),
  /** A person makes tags in the console: apps may use them, not change them. */
  addTags: action(z.object({ groupName: z.string(), names: z.array(z.string()).min(1) }), (world, { groupName, names }) => {
    const found = [...world.state.tagGroups.values()].find((one) => one.name === groupName && !one.deleted);
    const group = found ?? {
      id: world.random.id("et", 32),
      name: groupName,
      createdAt: world.clock.now(),
      order: 0,
      deleted: false,
      tags: [],
    };
    const tags = addTags(
      world,
      group,
      names.map((name) => ({ name, order: 0 })),
    );
    if (!found) tagChanged(world, "create", { id: group.id, isGroup: true });
    for (const tag of tags) tagChanged(world, "create", { id: tag.id, isGroup: false });
    return { groupId: group.id, tagIds: tags.map((tag) => tag.id) };
  }),
  renameTag: action(z.object({ id: z.string(), name: z.string() }), (world, { id, name }) => {
    const group = need(
      [...world.state.tagGroups.values()].find((one) => one.id === id || one.tags.some((tag) => tag.id === id)),
      `tag ${id}`,
    );
    const tag = group.tags.find((one) => one.id === id);
    (tag ?? group).name = name;
    tagChanged(world, "update", { id, isGroup: tag === undefined });
  }),
  /** Deleting a group tells of the group alone. */
  deleteTag: action(z.object({ id: z.string() }), (world, { id }) => {
    const group = need(
      [...world.state.tagGroups.values()].find((one) => one.id === id || one.tags.some((tag) => tag.id === id)),
      `tag ${id}`,
    );
    for (const tag of group.tags) if (tag.id === id || group.id === id) removeTag(world, group, tag);
    tagChanged(world, "delete", { id, isGroup: group.id === id });
  }),
  shuffleTags: action(z.object({ groupId: z.string().default("") }), (world, { groupId }) => {
    const rows =
      groupId === "" ? [...world.state.tagGroups.values()] : need(world.state.tagGroups.get(groupId), `tag group ${groupId}`).tags;
    rows.forEach((row, at) => (row.order = at));
    tagsShuffled(world, groupId);
  }),
};
