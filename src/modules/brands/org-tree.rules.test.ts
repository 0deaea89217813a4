import { expect, test } from "vitest";
import type { OrgUnit } from "./brands.contract.ts";
import { countLevels, idsAtLevel, orgLines, unfolded } from "./org-tree.rules.ts";

const unit = (id: string, parentId: string | null, level: OrgUnit["level"]): OrgUnit => ({
  id,
  parentId,
  level,
  name: id,
  sort: 0,
  groups: 0,
  staff: 0,
});
const units = [
  unit("总部", null, "headquarters"),
  unit("甲市", "总部", "city"),
  unit("乙市", "总部", "city"),
  unit("东区", "甲市", "district"),
  unit("一格", "东区", "grid"),
];

test("units come as lines, each followed by what is below it", () => {
  const lines = orgLines(units);
  expect(lines.map((line) => [line.path, line.depth, line.children])).toEqual([
    ["总部", 0, 2],
    ["甲市", 1, 1],
    ["甲市 / 东区", 2, 1],
    ["甲市 / 东区 / 一格", 3, 0],
    ["乙市", 1, 0],
  ]);
  expect(unfolded(lines, new Set(["甲市"])).map((line) => line.unit.id)).toEqual(["总部", "甲市", "乙市"]);
  expect(unfolded(lines, new Set(["东区"])).map((line) => line.unit.id)).toEqual(["总部", "甲市", "东区", "乙市"]);
  expect(unfolded(lines, new Set(["总部", "东区"])).map((line) => line.unit.id)).toEqual(["总部"]);
});

test("a part of the tree stands on its own", () => {
  expect(orgLines(units.slice(3)).map((line) => line.path)).toEqual(["东区", "东区 / 一格"]);
  expect(countLevels(units)).toEqual({ headquarters: 1, city: 2, district: 1, grid: 1 });
  expect(idsAtLevel(units, "district")).toEqual(["东区"]);
  expect(idsAtLevel(units, "grid")).toEqual([]);
});
