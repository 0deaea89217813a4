import { expect, test } from "vitest";
import { boundSequences, type Contents, findDifferences } from "./backup-contents.ts";

const wanted: Contents = {
  rows: { "app.a": 2, "app.b": 0 },
  digests: { "app.a": "17", "app.b": "0" },
  sequences: boundSequences(new Map([["app.s", 5]]), new Map([["app.s", 7]])),
};
const { rows, digests } = wanted;
const at = (last: number) => new Map([["app.s", last]]);

test("a copy differs where a table has other rows, is missing or is one too many", () => {
  expect(findDifferences(wanted, { rows, digests }, at(5))).toEqual([]);
  expect(findDifferences(wanted, { rows: { ...rows, "app.a": 3 }, digests }, at(5))).toEqual(["app.a"]);
  expect(findDifferences(wanted, { rows, digests: { ...digests, "app.b": "1" } }, at(5))).toEqual(["app.b"]);
  expect(findDifferences(wanted, { rows: { "app.a": 2 }, digests }, at(5))).toEqual(["app.b"]);
  const more = { rows: { ...rows, "public.left": 0 }, digests: { ...digests, "public.left": "0" } };
  expect(findDifferences(wanted, more, at(5))).toEqual(["public.left"]);
});

test("a sequence may only be as far on as it was, and as PostgreSQL logs it ahead", () => {
  for (const last of [5, 7, 39]) expect(findDifferences(wanted, { rows, digests }, at(last))).toEqual([]);
  for (const last of [0, 4, 40]) expect(findDifferences(wanted, { rows, digests }, at(last))).toEqual(["app.s"]);
  expect(findDifferences(wanted, { rows, digests }, new Map())).toEqual(["app.s"]);
  expect(findDifferences(wanted, { rows, digests }, new Map([...at(5), ["public.s", 0]]))).toEqual(["public.s"]);
});

test("a backup of an older release is held to what it says", () => {
  const old: Contents = { rows, digests: {}, sequences: {} };
  expect(findDifferences(old, { rows: { ...rows, "public.left": 1 }, digests }, at(1))).toEqual([]);
  expect(findDifferences(old, { rows: { ...rows, "app.b": 1 }, digests }, at(1))).toEqual(["app.b"]);
});
