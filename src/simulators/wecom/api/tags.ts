import { z } from "zod";
import type { Tag, TagGroup } from "../corp.ts";
import { markTags } from "../deeds/contacts.ts";
import { Fault } from "../faults.ts";
import { followOrFault } from "../find.ts";
import { forgetTagIndex, tagIndex } from "../tag-index.ts";
import type { World } from "../world.ts";
import { type Apis, type Ask, contact, read, seconds } from "./ask.ts";

/** Corp tags. https://developer.work.weixin.qq.com/document/path/92117 and 92118 */

const MAX_NAME = 30;
const MAX_TAGS = 10_000;

const asTag = (tag: Tag, withDeleted: boolean) => ({
  id: tag.id,
  name: tag.name,
  create_time: seconds(tag.createdAt),
  order: tag.order,
  ...(withDeleted ? { deleted: tag.deleted } : {}),
});

const asGroup = (group: TagGroup, tags: readonly Tag[], withDeleted: boolean) => ({
  group_id: group.id,
  group_name: group.name,
  create_time: seconds(group.createdAt),
  order: group.order,
  ...(withDeleted ? { deleted: group.deleted } : {}),
  tag: tags.map((tag) => asTag(tag, withDeleted)),
});

const byOrder = <T extends { order: number }>(rows: readonly T[]) => rows.toSorted((a, b) => b.order - a.order);

const ListAsk = z.object({ tag_id: z.array(z.string()).default([]), group_id: z.array(z.string()).default([]) });

/** Deleted ones are told only to who asks for them by id. */
function list({ world, body }: Ask): object {
  const { tag_id, group_id } = read(ListAsk, body);
  const groups = byOrder([...world.state.tagGroups.values()]);
  if (group_id.length > 0)
    return { tag_group: groups.filter((group) => group_id.includes(group.id)).map((group) => asGroup(group, byOrder(group.tags), true)) };
  if (tag_id.length > 0) {
    const hits = groups.map((group) => ({ group, tags: byOrder(group.tags.filter((tag) => tag_id.includes(tag.id))) }));
    return { tag_group: hits.filter(({ tags }) => tags.length > 0).map(({ group, tags }) => asGroup(group, tags, true)) };
  }
  const alive = groups.filter((group) => !group.deleted);
  return { tag_group: alive.map((group) => asGroup(group, byOrder(group.tags.filter((tag) => !tag.deleted)), false)) };
}

const Name = z.string().min(1);
const Order = z.int().min(0).max(4_294_967_295).default(0);
const AddAsk = z.object({
  group_id: z.string().optional(),
  group_name: z.string().optional(),
  order: Order,
  tag: z.array(z.object({ name: Name, order: Order })).min(1),
  agentid: z.int().optional(),
});

function checkName(name: string): void {
  if ([...name].length > MAX_NAME) throw new Fault(40072);
}

function groupToAddTo({ world, app }: Ask, { group_id, group_name, order }: z.output<typeof AddAsk>): TagGroup {
  const groups = [...world.state.tagGroups.values()].filter((group) => !group.deleted);
  if (group_id) {
    const group = groups.find((one) => one.id === group_id);
    if (!group) throw new Fault(40068);
    return group;
  }
  if (!group_name) throw new Fault(40063);
  checkName(group_name);
  const same = groups.find((one) => one.name === group_name);
  return (
    same ?? {
      id: world.random.id("et", 32),
      name: group_name,
      createdAt: world.clock.now(),
      order,
      deleted: false,
      agentId: app.agentId,
      tags: [],
    }
  );
}

/** Adds tags to a group, without a word to anybody; also for the console, which tells. */
export function addTags(world: World, group: TagGroup, wanted: readonly { name: string; order: number }[]): Tag[] {
  const fresh = [...new Map(wanted.map((one) => [one.name, one])).values()];
  for (const { name } of fresh) checkName(name);
  if (fresh.some(({ name }) => group.tags.some((tag) => !tag.deleted && tag.name === name))) throw new Fault(40071);
  if (tagIndex(world).size + fresh.length > MAX_TAGS) throw new Fault(40126);
  const tags = fresh.map(({ name, order }) => ({
    id: world.random.id("et", 32),
    name,
    order,
    createdAt: world.clock.now(),
    deleted: false,
  }));
  group.tags.push(...tags);
  world.state.tagGroups.set(group.id, group);
  forgetTagIndex(world);
  return tags;
}

function add(ask: Ask): object {
  const asked = read(AddAsk, ask.body);
  const group = groupToAddTo(ask, asked);
  return { tag_group: asGroup(group, addTags(ask.world, group, asked.tag), false) };
}

/** An app changes only what it made itself. */
function ownGroup({ world, app }: Ask, match: (group: TagGroup) => boolean): TagGroup {
  const group = [...world.state.tagGroups.values()].find((one) => !one.deleted && match(one));
  if (!group) throw new Fault(40068);
  if (group.agentId !== app.agentId) throw new Fault(81011);
  return group;
}

const EditAsk = z.object({ id: z.string(), name: Name.optional(), order: z.int().min(0).max(4_294_967_295).optional() });

function edit(ask: Ask): object {
  const { id, name, order } = read(EditAsk, ask.body);
  const group = ownGroup(ask, (one) => one.id === id || one.tags.some((tag) => tag.id === id && !tag.deleted));
  const row = group.id === id ? group : group.tags.find((tag) => tag.id === id);
  const others = group.id === id ? [...ask.world.state.tagGroups.values()] : group.tags;
  if (name !== undefined) checkName(name);
  if (others.some((one) => one.id !== id && !one.deleted && one.name === name)) throw new Fault(40071);
  if (row && name !== undefined) row.name = name;
  if (row && order !== undefined) row.order = order;
  return {};
}

/** A group goes with its last tag. */
export function removeTag(world: World, group: TagGroup, tag: Tag): void {
  tag.deleted = true;
  if (group.tags.every((one) => one.deleted)) group.deleted = true;
  forgetTagIndex(world);
}

function remove(ask: Ask): object {
  const { tag_id, group_id } = read(ListAsk, ask.body);
  if (tag_id.length + group_id.length === 0) throw new Fault(40063);
  const groups = group_id.map((id) => ownGroup(ask, (one) => one.id === id));
  const tags = tag_id.map((id) => ({ id, group: ownGroup(ask, (one) => one.tags.some((tag) => tag.id === id && !tag.deleted)) }));
  for (const { id, group } of tags) for (const tag of group.tags) if (tag.id === id) removeTag(ask.world, group, tag);
  for (const group of groups) {
    for (const tag of group.tags) tag.deleted = true;
    group.deleted = true;
  }
  forgetTagIndex(ask.world);
  return {};
}

const MarkAsk = z.object({
  userid: z.string(),
  external_userid: z.string(),
  add_tag: z.array(z.string()).default([]),
  remove_tag: z.array(z.string()).default([]),
});

function mark({ world, body }: Ask): object {
  const { userid, external_userid, add_tag, remove_tag } = read(MarkAsk, body);
  if (add_tag.length + remove_tag.length === 0) throw new Fault(40063);
  const follow = followOrFault(world, userid, external_userid);
  const index = tagIndex(world);
  if ([...add_tag, ...remove_tag].some((id) => !index.has(id))) throw new Fault(40068);
  markTags(follow, add_tag, remove_tag);
  return {};
}

export const tagApis: Apis = {
  "externalcontact/get_corp_tag_list": contact("POST", list),
  "externalcontact/add_corp_tag": contact("POST", add),
  "externalcontact/edit_corp_tag": contact("POST", edit),
  "externalcontact/del_corp_tag": contact("POST", remove),
  "externalcontact/mark_tag": contact("POST", mark, {
    exclusive: ({ body }) => `mark_tag ${String(body.userid)} ${String(body.external_userid)}`,
  }),
};
