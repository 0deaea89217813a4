import { z } from "zod";
import { Id } from "../../lib/define.ts";
import { isPlain } from "../../lib/plain-text.ts";
import { FieldKey } from "./fields.contract.ts";

/** Day and month of `3/4/2026`, where nothing in the column tells. */
export const DayOrder = z.enum(["dmy", "mdy"]);
export type DayOrder = z.infer<typeof DayOrder>;

/** What becomes of a room of a chat log: the words of a group that is there, of one to be made, or none. */
export const RoomTarget = z.union([z.object({ groupId: Id }), z.object({ make: z.literal(true) }), z.object({ skip: z.literal(true) })]);
export type RoomTarget = z.infer<typeof RoomTarget>;

export const ImportOptions = z.object({
  /** What each column of the file means; null where it is left out. */
  columns: z.array(FieldKey.nullable()).max(500),
  /** Names the shop or platform: with a row's own number it is what the row is known by. */
  source: z.string().trim().min(1).max(60).refine(isPlain, { message: "imports.text-unfit" }),
  /** Fields whose day/month order is settled; others are decided over the column. */
  dayOrders: z.partialRecord(FieldKey, DayOrder).default({}),
  /** IANA name; moments without a zone of their own are read in it. */
  zone: z.string().max(60),
  /** `major` yuan or dollars, `minor` fen or cents. */
  unit: z.enum(["major", "minor"]).default("major"),
  /** One unit of the file in the brand's currency. */
  rate: z.number().positive().max(1_000_000).default(1),
  /** Several rows of one order: each row's amount is of its line (they add up), or of the whole order (said again). */
  lines: z.enum(["sum", "whole"]).default("sum"),
  /** What is there already and told differently: is changed to what the file says, or stays. */
  known: z.enum(["update", "keep"]).default("update"),
  /** Rows without a group of their own go here. */
  groupId: Id.nullable().default(null),
  rooms: z.record(z.string(), RoomTarget).default({}),
  /** Rooms named nowhere above: made as groups, or left out. */
  otherRooms: z.enum(["make", "skip"]).default("make"),
  /** Where groups that are made belong. */
  roomOrgId: Id.nullable().default(null),
  /** Who spoke becomes a member of the group from the first word on. */
  seat: z.boolean().default(true),
});
export type ImportOptions = z.output<typeof ImportOptions>;
