import { afterAll, beforeAll, expect, it } from "vitest";
import { openTestBrand, type TestBrand } from "../../testing/brand.ts";
import { addColumn, archiveColumn, fillSlot, showColumnWeek } from "./columns.actions.ts";
import { createContent } from "./index.ts";

let test: TestBrand;
beforeAll(async () => {
  test = await openTestBrand();
});
afterAll(() => test.close());

const wording = { name: "每日好物", direction: "convert" as const, purpose: "", slots: [{ weekday: 7, minute: 1_200 }] };

it("a column that was stopped comes back with what its slots held, unless its name is another's by then", async () => {
  const { id: columnId } = await addColumn(test.as(), wording);
  const body = { format: "text" as const, text: "今天的橙子" };
  const { id: contentId } = await createContent(test.as(), { name: "橙", direction: "convert", folderId: null, expiresOn: null, body });
  await fillSlot(test.as(), { columnId, day: "2026-11-22", minute: 1_200, contentId });
  const shown = async () =>
    (await showColumnWeek(test.as(), {})).columns.map((column) => [column.name, column.cells.map((cell) => cell.content?.name ?? null)]);
  expect(await shown()).toEqual([["每日好物", ["橙"]]]);
  await archiveColumn(test.as(), { columnId, archived: true });
  expect(await shown()).toEqual([]);
  await expect(archiveColumn(test.as(), { columnId, archived: true })).rejects.toMatchObject({ code: "contents.column-missing" });
  await archiveColumn(test.as(), { columnId, archived: false });
  expect(await shown()).toEqual([["每日好物", ["橙"]]]);
  await archiveColumn(test.as(), { columnId, archived: true });
  await addColumn(test.as(), wording);
  await expect(archiveColumn(test.as(), { columnId, archived: false })).rejects.toMatchObject({ code: "contents.column-restore-taken" });
});

it("filling or clearing a slot answers what stood there before, which puts it back", async () => {
  const { id: columnId } = await addColumn(test.as(), { ...wording, name: "每日一问" });
  const make = async (name: string) => {
    const body = { format: "text" as const, text: name };
    return (await createContent(test.as(), { name, direction: "convert", folderId: null, expiresOn: null, body })).id;
  };
  const [apples, pears] = [await make("苹果"), await make("梨")];
  const fill = async (contentId: string | null) =>
    (await fillSlot(test.as(), { columnId, day: "2026-11-22", minute: 1_200, contentId })).before;
  expect(await fill(apples)).toBeNull();
  expect(await fill(pears)).toBe(apples);
  expect(await fill(null)).toBe(pears);
  expect(await fill(null)).toBeNull();
});
