import { expect, test } from "vitest";
import { folderLines, linesNamed, linesToMoveTo, openLines, sortFolders } from "./folder-tree.rules.ts";
import { decideFolderAdd, decideFolderMove, foldersAbove } from "./folders.rules.ts";

const folder = (id: string, parentId: string | null) => ({ id, parentId, name: id });
/** 到货 / 柑橘 / 冰糖橙, 到货 / 瓜, 节日 / 中秋, 通知 */
const folders = [
  folder("到货", null),
  folder("节日", null),
  folder("通知", null),
  folder("柑橘", "到货"),
  folder("瓜", "到货"),
  folder("冰糖橙", "柑橘"),
  folder("中秋", "节日"),
];
const lines = folderLines(folders);
const names = (some: typeof lines) => some.map((line) => line.folder.id);

test("folders come as lines, each followed by what is below it", () => {
  expect(lines.map((line) => [line.path, line.depth, line.isBranch, line.height])).toEqual([
    ["到货", 0, true, 3],
    ["到货 / 柑橘", 1, true, 2],
    ["到货 / 柑橘 / 冰糖橙", 2, false, 1],
    ["到货 / 瓜", 1, false, 1],
    ["节日", 0, true, 2],
    ["节日 / 中秋", 1, false, 1],
    ["通知", 0, false, 1],
  ]);
});

test("folders side by side stand as people count and spell", () => {
  const some = ["主题 10", "通知", "主题 2", "到货", "A 2"].map((id) => folder(id, null));
  expect(sortFolders(some).map((one) => one.name)).toEqual(["到货", "通知", "主题 2", "主题 10", "A 2"]);
});

test.each([
  { open: [], seen: ["到货", "节日", "通知"] },
  { open: ["柑橘"], seen: ["到货", "节日", "通知"] },
  { open: ["到货"], seen: ["到货", "柑橘", "瓜", "节日", "通知"] },
  { open: ["到货", "柑橘"], seen: ["到货", "柑橘", "冰糖橙", "瓜", "节日", "通知"] },
])("with $open open $seen are in sight", ({ open, seen }) => {
  expect(names(openLines(lines, (id) => open.includes(id)))).toEqual(seen);
});

test.each([
  { words: "橙", found: ["到货", "柑橘", "冰糖橙"] },
  { words: "瓜", found: ["到货", "瓜"] },
  { words: "秋", found: ["节日", "中秋"] },
  { words: "到货", found: ["到货"] },
  { words: "没有", found: [] },
])("$words is found in $found, with what is above", ({ words, found }) => {
  expect(names(linesNamed(lines, words))).toEqual(found);
});

test("what is above a folder comes nearest first", () => {
  expect(foldersAbove(folders, "冰糖橙")).toEqual(["柑橘", "到货"]);
  expect([foldersAbove(folders, "通知"), foldersAbove(folders, null), foldersAbove(folders, "none")]).toEqual([[], [], []]);
});

test.each([
  ["冰糖橙", "通知", "go"],
  ["冰糖橙", "中秋", "go"],
  ["柑橘", "通知", "go"],
  ["柑橘", null, "go"],
  ["柑橘", "中秋", "too-deep"],
  ["到货", "通知", "too-deep"],
  ["到货", "到货", "into-itself"],
  ["到货", "冰糖橙", "into-itself"],
] as const)("%s into %s: %s", (moved, parent, wanted) => {
  const decision = decideFolderMove(folders, moved, parent);
  expect(decision.verdict === "go" ? "go" : decision.reason).toBe(wanted);
});

test("what is offered to move to is what would not be refused", () => {
  for (const { id, parentId } of folders) {
    const allowed = names(lines).filter((to) => to !== parentId && decideFolderMove(folders, id, to).verdict === "go");
    expect(names(linesToMoveTo(lines, id))).toEqual(allowed);
  }
  expect(linesToMoveTo(lines, "没有")).toEqual([]);
});

test("a folder is made down to the third level", () => {
  const verdicts = [null, "到货", "柑橘", "冰糖橙"].map((parent) => decideFolderAdd(folders, parent).verdict);
  expect(verdicts).toEqual(["go", "go", "go", "refuse"]);
});
