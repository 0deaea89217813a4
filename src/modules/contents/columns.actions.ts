import { type InputOf, done } from "../../lib/define.ts";
import { found, Refusal } from "../../lib/refusal.ts";
import { addDays, daysFromTo, localDay, minuteOfDay, weekdayOf } from "../../lib/time.ts";
import type { Context } from "../../server/context.ts";
import { onDuplicate } from "../../server/db.ts";
import type {
  addColumnEndpoint,
  archiveColumnEndpoint,
  changeColumnEndpoint,
  ColumnCell,
  ColumnWeek,
  fillSlotEndpoint,
} from "./columns.contract.ts";
import { countGaps, findSlotClashes } from "./columns.rules.ts";
import * as store from "./columns.store.ts";
import { findContent } from "./contents.store.ts";
import { upsertUses } from "./uses.store.ts";

export interface ColumnIssue {
  columnId: string;
  day: string;
  minute: number;
  contentId: string;
}

/** What stands in the columns' slots on some days; what a flow's step asks that sends a column. */
export async function findColumnIssues(ctx: Context, from: string, to: string): Promise<ColumnIssue[]> {
  const issues = await store.listIssues(ctx.db, ctx.brand.id, from, to);
  return issues.map(({ columnId, day, minute, contentId }) => ({ columnId, day, minute, contentId }));
}

export async function listColumnNames(ctx: Context): Promise<{ id: string; name: string; direction: string }[]> {
  return store.listColumns(ctx.db, ctx.brand.id);
}

const firstPicture = (issue: store.IssueRecord) =>
  (issue.body.format === "image" ? issue.body.images[0]?.sha256 : issue.body.format === "link" ? issue.body.cover : null) ?? null;

export async function showColumnWeek(ctx: Context, input: { day?: string | undefined }): Promise<ColumnWeek> {
  const nowMs = ctx.now.getTime();
  const today = localDay(nowMs, ctx.brand.zone);
  const monday = addDays(input.day ?? today, 1 - weekdayOf(input.day ?? today));
  const days = daysFromTo(monday, addDays(monday, 6));
  const records = await store.listColumns(ctx.db, ctx.brand.id);
  const issues = new Map(
    (await store.listIssues(ctx.db, ctx.brand.id, monday, addDays(monday, 6))).map((issue) => [
      `${issue.columnId} ${issue.day} ${issue.minute}`,
      issue,
    ]),
  );
  const names = new Map(records.map((column) => [column.id, column.name]));
  const clashes = findSlotClashes(records.flatMap((column) => column.slots.map((slot) => ({ columnId: column.id, ...slot }))));
  const clashOf = new Map(
    clashes.map(({ second, first }) => [`${second.columnId} ${second.weekday} ${second.minute}`, names.get(first.columnId) ?? ""]),
  );
  const nowMinute = minuteOfDay(nowMs, ctx.brand.zone);
  const cellOf = (columnId: string, weekday: number, minute: number): ColumnCell => {
    const day = addDays(monday, weekday - 1);
    const issue = issues.get(`${columnId} ${day} ${minute}`);
    const picture = issue ? firstPicture(issue) : null;
    return {
      day,
      minute,
      isPast: day < today || (day === today && minute <= nowMinute),
      clashesWith: clashOf.get(`${columnId} ${weekday} ${minute}`) ?? null,
      content: issue
        ? {
            id: issue.contentId,
            name: issue.name,
            state: issue.state,
            isUsable: issue.approvedVersion !== null && issue.state !== "retired" && !issue.isExpired,
            coverUrl: picture && ctx.fileUrl(picture),
          }
        : null,
    };
  };
  const columns = records.map((column) => ({ ...column, cells: column.slots.map((slot) => cellOf(column.id, slot.weekday, slot.minute)) }));
  const cells = columns.flatMap((column) => column.cells);
  return {
    today,
    days,
    columns,
    slots: cells.length,
    filled: cells.filter((cell) => cell.content?.isUsable).length,
    gaps: countGaps(cells.map((cell) => ({ hasContent: cell.content?.isUsable ?? false, isPast: cell.isPast }))),
    clashes: clashes.length,
  };
}

export async function addColumn(outer: Context, input: InputOf<typeof addColumnEndpoint>): Promise<{ id: string }> {
  return outer.transaction(async (ctx) => {
    const id = ctx.newId();
    await store
      .insertColumn(ctx.db, ctx.brand.id, { id, name: input.name, direction: input.direction, purpose: input.purpose, at: ctx.now })
      .catch(onDuplicate("content_columns_by_name", "contents.column-name-taken", { name: input.name }));
    await store.replaceSlots(ctx.db, ctx.brand.id, id, input.slots);
    await ctx.audit({ action: "contents.add-column", targetKind: "column", targetId: id, after: input });
    return { id };
  });
}

export async function changeColumn(outer: Context, input: InputOf<typeof changeColumnEndpoint>) {
  return outer.transaction(async (ctx) => {
    const before = found(await store.findColumn(ctx.db, ctx.brand.id, input.columnId), "contents.column-missing");
    await store
      .updateColumn(ctx.db, ctx.brand.id, { id: before.id, name: input.name, direction: input.direction, purpose: input.purpose })
      .catch(onDuplicate("content_columns_by_name", "contents.column-name-taken", { name: input.name }));
    await store.replaceSlots(ctx.db, ctx.brand.id, before.id, input.slots);
    await ctx.audit({ action: "contents.change-column", targetKind: "column", targetId: before.id, before, after: input });
    return done;
  });
}

export async function archiveColumn(outer: Context, { columnId, archived }: InputOf<typeof archiveColumnEndpoint>) {
  return outer.transaction(async (ctx) => {
    const at = archived ? ctx.now : null;
    const taken = onDuplicate("content_columns_by_name", "contents.column-restore-taken");
    const name = found(await store.archiveColumn(ctx.db, ctx.brand.id, columnId, at).catch(taken), "contents.column-missing");
    const action = archived ? "contents.archive-column" : "contents.restore-column";
    await ctx.audit({ action, targetKind: "column", targetId: columnId, after: { name } });
    return done;
  });
}

export async function fillSlot(outer: Context, input: InputOf<typeof fillSlotEndpoint>) {
  return outer.transaction(async (ctx) => {
    const column = found(await store.findColumn(ctx.db, ctx.brand.id, input.columnId), "contents.column-missing");
    const weekday = weekdayOf(input.day);
    if (!column.slots.some((slot) => slot.weekday === weekday && slot.minute === input.minute))
      throw new Refusal("invalid", "contents.no-such-slot", { name: column.name });
    const place = { columnId: column.id, day: input.day, minute: input.minute };
    let before: string | null;
    if (input.contentId === null) before = await store.deleteIssue(ctx.db, ctx.brand.id, place);
    else {
      const content = found(await findContent(ctx.db, ctx.brand.id, input.contentId), "contents.missing");
      if (content.state === "retired") throw new Refusal("conflict", "contents.retired", { name: content.name });
      before = await store.upsertIssue(ctx.db, ctx.brand.id, { ...place, contentId: content.id, at: ctx.now });
      await upsertUses(
        ctx.db,
        ctx.brand.id,
        [
          {
            contentId: content.id,
            version: content.approvedVersion,
            placeKind: "column",
            placeId: column.id,
            placeName: column.name,
            groups: 0,
          },
        ],
        ctx.now,
      );
    }
    await ctx.audit({
      action: "contents.fill-slot",
      targetKind: "column",
      targetId: column.id,
      before: { contentId: before },
      after: input,
    });
    return { ...done, before };
  });
}
