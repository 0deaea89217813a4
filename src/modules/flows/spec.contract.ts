import { z } from "zod";
import { Id } from "../../lib/define.ts";
import { Direction } from "../contents/body.contract.ts";

/** Which groups: those of a blueprint (within some org units, or all), of org units, or chosen ones; always open ones at or below the flow's own unit. */
export const FlowAudience = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("blueprint"), blueprintId: Id, orgIds: z.array(Id).max(500).default([]) }),
  z.object({ kind: z.literal("orgs"), orgIds: z.array(Id).min(1).max(500) }),
  z.object({ kind: z.literal("groups"), groupIds: z.array(Id).min(1).max(20_000) }),
]);
export type FlowAudience = z.infer<typeof FlowAudience>;

/** What a step sends: an approved content, the column's issue of that day, or words of its own. */
export const StepContent = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("content"), contentId: Id }),
  z.object({ kind: z.literal("column"), columnId: Id }),
  z.object({ kind: z.literal("text"), text: z.string().trim().min(1).max(2000) }),
]);
export type StepContent = z.infer<typeof StepContent>;

/** A send into each group, or a task for each group's owner. */
export const StepAction = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("send"), content: StepContent.nullable() }),
  z.object({ kind: z.literal("task"), instructions: z.string().trim().max(500).default("") }),
]);
export type StepAction = z.infer<typeof StepAction>;

export const MINUTES_OF_DAY = 1440;

export const StepSlot = z.object({
  /** 1 Monday … 7 Sunday. */
  weekday: z.number().int().min(1).max(7),
  /** Since midnight on the brand's clock. */
  minute: z
    .number()
    .int()
    .min(0)
    .max(MINUTES_OF_DAY - 1),
});
export type StepSlot = z.infer<typeof StepSlot>;

export const Step = z.object({
  /** Stays the same over versions, so that what was done and what comes can be told apart. */
  id: z.string().regex(/^[a-z0-9-]{4,40}$/),
  name: z.string().trim().min(1).max(20),
  direction: Direction,
  /** At most one a weekday. */
  slots: z
    .array(StepSlot)
    .min(1)
    .max(7)
    .refine((slots) => new Set(slots.map((slot) => slot.weekday)).size === slots.length, { error: "one-slot-a-weekday" }),
  /** How long it holds the group's attention. */
  minutes: z.number().int().min(5).max(240).default(30),
  /** How late it may still go out; after that it has run out. */
  graceMinutes: z.number().int().min(1).max(720).default(60),
  action: StepAction,
});
export type Step = z.infer<typeof Step>;

export const FlowSpec = z.object({
  audience: FlowAudience,
  steps: z
    .array(Step)
    .max(80)
    .refine((steps) => new Set(steps.map((step) => step.id)).size === steps.length, { error: "step-ids-are-unique" }),
});
export type FlowSpec = z.infer<typeof FlowSpec>;

export const flowKinds = ["day", "week"] as const;
/** 日 SOP: the standard day of a group; 周计划: a weekly programme. */
export const FlowKind = z.enum(flowKinds);
export type FlowKind = z.infer<typeof FlowKind>;
export const FlowState = z.enum(["draft", "running", "paused", "stopped"]);
export type FlowState = z.infer<typeof FlowState>;
