import type { Tag, TagGroup } from "./corp.ts";
import type { World } from "./world.ts";

const indexes = new WeakMap<World, Map<string, { group: TagGroup; tag: Tag }>>();

/** Tags by id, those that are not deleted; made anew after `forgetTagIndex`. */
export function tagIndex(world: World): ReadonlyMap<string, { group: TagGroup; tag: Tag }> {
  const kept = indexes.get(world);
  if (kept) return kept;
  const groups = [...world.state.tagGroups.values()].filter((group) => !group.deleted);
  const index = new Map(
    groups.flatMap((group) => group.tags.filter((tag) => !tag.deleted).map((tag) => [tag.id, { group, tag }] as const)),
  );
  indexes.set(world, index);
  return index;
}

/** To be called by whoever changes tags. */
export const forgetTagIndex = (world: World): void => void indexes.delete(world);
