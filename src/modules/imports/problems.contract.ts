import { z } from "zod";
import { FieldKey } from "./fields.contract.ts";

/** What is wrong with a row: with one of its cells, with the row, or with what it would come to. */
export const problems = [
  "empty",
  "not-a-moment",
  "not-a-day",
  "not-an-amount",
  "negative",
  "not-a-count",
  "not-a-phone",
  "digits-lost",
  "not-yes-or-no",
  "not-a-kind",
  "too-long",
  "unreadable",
  "cells",
  "header-again",
  "nobody",
  "no-place",
  "order-torn",
  "order-long",
  "sibling",
  "refund-over",
  "group-missing",
  "group-unclear",
  "group-needed",
  "room-skipped",
  "member-missing",
  "other-moment",
  "told-twice",
  "moment-unlikely",
  "over-refunded",
  "order-missing",
  "out-of-sight",
  "day-ahead",
  "too-old",
  "future",
  "correction",
] as const;
export const Problem = z.enum(problems);
export type Problem = z.infer<typeof Problem>;

export const RowFault = z.object({ field: FieldKey.nullable(), problem: Problem });
export type RowFault = z.infer<typeof RowFault>;
