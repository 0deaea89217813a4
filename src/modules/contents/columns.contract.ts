import { z } from "zod";
import { Day, defineEndpoint, Done, Id } from "../../lib/define.ts";
import { Direction } from "./body.contract.ts";
import { ContentState } from "./contents.contract.ts";

export const ColumnSlot = z.object({ weekday: z.number().int().min(1).max(7), minute: z.number().int().min(0).max(1439) });
export type ColumnSlot = z.infer<typeof ColumnSlot>;

export const ColumnCell = z.object({
  day: Day,
  minute: z.number().int(),
  isPast: z.boolean(),
  /** Closer than 15 minutes to another column's slot. */
  clashesWith: z.string().nullable(),
  content: z.object({ id: Id, name: z.string(), state: ContentState, isUsable: z.boolean(), coverUrl: z.string().nullable() }).nullable(),
});
export type ColumnCell = z.infer<typeof ColumnCell>;

export const ContentColumn = z.object({
  id: Id,
  name: z.string(),
  direction: Direction,
  purpose: z.string(),
  slots: z.array(ColumnSlot),
  cells: z.array(ColumnCell),
});
export type ContentColumn = z.infer<typeof ContentColumn>;

/** The week a day falls into, Monday first; today when left out. */
export const columnWeekEndpoint = defineEndpoint({
  method: "GET",
  path: "/content-columns",
  permission: "contents.read",
  input: z.object({ day: Day.optional() }),
  output: z.object({
    today: Day,
    days: z.array(Day),
    columns: z.array(ContentColumn),
    slots: z.number().int(),
    filled: z.number().int(),
    gaps: z.number().int(),
    clashes: z.number().int(),
  }),
});
export type ColumnWeek = z.infer<typeof columnWeekEndpoint.output>;

const ColumnWording = z.object({
  name: z.string().trim().min(1).max(30),
  direction: Direction,
  purpose: z.string().trim().max(200).default(""),
  slots: z.array(ColumnSlot).min(1).max(50),
});
export const addColumnEndpoint = defineEndpoint({
  method: "POST",
  path: "/content-columns",
  permission: "contents.write",
  input: ColumnWording,
  output: z.object({ id: Id }),
});
export const changeColumnEndpoint = defineEndpoint({
  method: "POST",
  path: "/content-columns/:columnId",
  permission: "contents.write",
  input: ColumnWording.extend({ columnId: Id }),
  output: Done,
});
/** `archived` false takes it back, with what its slots held. Refusals: `contents.column-missing`, `contents.column-restore-taken`. */
export const archiveColumnEndpoint = defineEndpoint({
  method: "POST",
  path: "/content-columns/:columnId/archive",
  permission: "contents.write",
  input: z.object({ columnId: Id, archived: z.boolean().default(true) }),
  output: Done,
});
/** Puts a content into one slot of one day, or takes it out; answers what stood there before, which puts it back. */
export const fillSlotEndpoint = defineEndpoint({
  method: "POST",
  path: "/content-columns/:columnId/issues",
  permission: "contents.write",
  input: z.object({ columnId: Id, day: Day, minute: z.number().int().min(0).max(1439), contentId: Id.nullable() }),
  output: Done.extend({ before: Id.nullable() }),
});
