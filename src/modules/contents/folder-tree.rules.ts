import { FOLDER_DEPTH_LIMIT, type FolderPlace } from "./folders.rules.ts";

/** Larger trees begin folded and have a search above them. */
export const FOLD_ABOVE_FOLDERS = 12;

interface Folder extends FolderPlace {
  name: string;
}

export interface FolderLine<F extends Folder = Folder> {
  folder: F;
  /** 0 on the first level. */
  depth: number;
  /** Names from the first level down to the folder: `到货 / 柑橘`. */
  path: string;
  isBranch: boolean;
  /** Levels it takes with all below it. */
  height: number;
}

const collator = new Intl.Collator("zh-CN", { numeric: true });

/** By their names, as people count and spell: 主题 2 before 主题 10, Chinese by its sound. */
export const sortFolders = <F extends Folder>(folders: readonly F[]): F[] => folders.toSorted((a, b) => collator.compare(a.name, b.name));

/** The folders as lines of a tree, in the order they come, each followed by all that is below it. */
export function folderLines<F extends Folder>(folders: readonly F[]): FolderLine<F>[] {
  const below = Map.groupBy(folders, (one) => one.parentId);
  const walk = (parentId: string | null, depth: number, above: string): FolderLine<F>[] =>
    (below.get(parentId) ?? []).flatMap((folder) => {
      const path = above === "" ? folder.name : `${above} / ${folder.name}`;
      const inside = walk(folder.id, depth + 1, path);
      const deepest = inside.reduce((most, line) => Math.max(most, line.depth), depth);
      return [{ folder, depth, path, isBranch: inside.length > 0, height: deepest - depth + 1 }, ...inside];
    });
  return walk(null, 0, "");
}

/** Folders to pick from, by their whole path. */
export const placesOf = (lines: readonly FolderLine[]) => lines.map((line) => ({ value: line.folder.id, label: line.path }));

/** The lines in sight while some branches are closed. */
export function openLines<L extends FolderLine>(lines: readonly L[], isOpen: (folderId: string) => boolean): L[] {
  let hiddenBelow = Number.POSITIVE_INFINITY;
  return lines.filter(({ depth, folder }) => {
    if (depth > hiddenBelow) return false;
    hiddenBelow = isOpen(folder.id) ? Number.POSITIVE_INFINITY : depth;
    return true;
  });
}

/** The lines whose names hold the words, with those above them. */
export function linesNamed<L extends FolderLine>(lines: readonly L[], words: string): L[] {
  const asked = words.toLowerCase();
  let depthSought = -1;
  // From the last to the first: what a line must be kept for comes after it.
  return lines
    .toReversed()
    .filter(({ depth, folder }) => {
      const isKept = folder.name.toLowerCase().includes(asked) || depth === depthSought;
      if (isKept) depthSought = depth - 1;
      return isKept;
    })
    .toReversed();
}

/** The lines a folder can be moved below: not where it is, not itself or below, nor so deep that something below it would not fit. */
export function linesToMoveTo<L extends FolderLine>(lines: readonly L[], folderId: string): L[] {
  const at = lines.findIndex((line) => line.folder.id === folderId);
  const moved = lines[at];
  if (!moved) return [];
  const next = lines.findIndex((line, n) => n > at && line.depth <= moved.depth);
  const end = next === -1 ? lines.length : next;
  return lines.filter(
    ({ depth, folder }, n) => (n < at || n >= end) && folder.id !== moved.folder.parentId && depth + 1 + moved.height <= FOLDER_DEPTH_LIMIT,
  );
}
