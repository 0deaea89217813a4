import type { WireTagGroup } from "../../channels/wecom/people.wire.ts";

export interface CorpTag {
  wecomId: string;
  groupId: string;
  groupName: string;
  name: string;
  sort: number;
}

const NAME_LIMIT = 30;

/** The corp's tags, without those that are gone. */
export function flattenTags(groups: readonly WireTagGroup[]): CorpTag[] {
  return groups
    .filter((group) => !group.deleted)
    .flatMap((group) =>
      group.tag
        .filter((tag) => !tag.deleted && tag.name.trim() !== "")
        .map((tag) => ({
          wecomId: tag.id,
          groupId: group.group_id,
          groupName: group.group_name,
          name: tag.name.trim(),
          sort: tag.order ?? 0,
        })),
    );
}

const groupedName = (tag: CorpTag) => `${tag.groupName}·${tag.name}`.slice(0, NAME_LIMIT);

/** What each tag is called here: its own name, or with its group's where another group has one of that name. */
export function nameTags(tags: readonly CorpTag[]): Map<string, string> {
  const groupsOf = new Map<string, Set<string>>();
  for (const tag of tags) groupsOf.set(tag.name, (groupsOf.get(tag.name) ?? new Set()).add(tag.groupId));
  return new Map(
    tags.map((tag) => [tag.wecomId, (groupsOf.get(tag.name)?.size ?? 0) > 1 ? groupedName(tag) : tag.name.slice(0, NAME_LIMIT)]),
  );
}
