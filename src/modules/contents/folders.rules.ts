/** A tree deeper than this is not found again by people. */
export const FOLDER_DEPTH_LIMIT = 3;

export interface FolderPlace {
  id: string;
  parentId: string | null;
}

export type FolderVerdict = { verdict: "go" } | { verdict: "refuse"; reason: "into-itself" | "too-deep" };

/** The folders above one, the nearest first; of a folder that is not there none. */
export function foldersAbove(folders: readonly FolderPlace[], folderId: string | null): string[] {
  const parents = new Map(folders.map((one) => [one.id, one.parentId]));
  const above: string[] = [];
  for (let id = parents.get(folderId ?? ""); id; id = parents.get(id)) above.push(id);
  return above;
}

/** How many levels a folder is with all below it: 1 for one that holds none. */
function heightOf(below: ReadonlyMap<string | null, readonly FolderPlace[]>, folderId: string): number {
  return 1 + Math.max(0, ...(below.get(folderId) ?? []).map((one) => heightOf(below, one.id)));
}

const depthOf = (folders: readonly FolderPlace[], folderId: string | null) =>
  folderId === null ? 0 : foldersAbove(folders, folderId).length + 1;

/** A new folder may stand in any that is not on the last level. */
export function decideFolderAdd(folders: readonly FolderPlace[], parentId: string | null): FolderVerdict {
  return depthOf(folders, parentId) < FOLDER_DEPTH_LIMIT ? { verdict: "go" } : { verdict: "refuse", reason: "too-deep" };
}

/** A folder goes with all below it: never into these, and never so that one of them comes to stand too deep. */
export function decideFolderMove(folders: readonly FolderPlace[], folderId: string, parentId: string | null): FolderVerdict {
  if (parentId === folderId || foldersAbove(folders, parentId).includes(folderId)) return { verdict: "refuse", reason: "into-itself" };
  const height = heightOf(
    Map.groupBy(folders, (one) => one.parentId),
    folderId,
  );
  return depthOf(folders, parentId) + height <= FOLDER_DEPTH_LIMIT ? { verdict: "go" } : { verdict: "refuse", reason: "too-deep" };
}
