import { z } from "zod";

/** 引流群, 福利群, 快闪群. */
export const positionings = ["lead-in", "benefit", "flash"] as const;
export const Positioning = z.enum(positionings);
export type Positioning = z.infer<typeof Positioning>;

/** 群发推广型, 精细化运营型, 客户服务型. */
export const commercialTypes = ["promotion", "refined", "service"] as const;
export const CommercialType = z.enum(commercialTypes);
export type CommercialType = z.infer<typeof CommercialType>;

/** What a group can be carried by; the web group is built in, manual ones are worked by a person from the task queue. */
export const groupChannels = ["web", "wecom", "qq", "manual"] as const;
export const GroupChannel = z.enum(groupChannels);
export type GroupChannel = z.infer<typeof GroupChannel>;
/** Channels whose groups are entered by links or codes that are made here; into others people come on their platform alone. */
export const enteredFromHere: readonly string[] = ["web", "wecom"] satisfies GroupChannel[];

export const giveIcons = ["leaf", "bag", "chat", "gift", "cal", "horn"] as const;

const Line = z.string().trim().max(120);
const Lines = (most: number) => z.array(Line.min(1)).max(most).default([]);

/** A4: what a group says of itself; the same shape in a blueprint and in each group. */
export const GroupProfile = z.object({
  /** sha256 of a stored picture. */
  logo: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .nullable()
    .default(null),
  /** 进群后: what the group gives. */
  gives: z
    .array(z.object({ icon: z.enum(giveIcons), title: Line.min(1), note: Line.default("") }))
    .max(6)
    .default([]),
  rules: z.object({ items: Lines(12), penalty: Line.default("") }).prefault({}),
  /** Reception: the greeting with variables such as {昵称}, the steps after entry, when somebody answers. */
  reception: z
    .object({ greeting: z.string().trim().max(600).default(""), steps: Lines(8), serviceHours: z.string().trim().max(40).default("") })
    .prefault({}),
  purpose: z.object({ beforePayment: Line.default(""), afterPayment: Line.default("") }).prefault({}),
  /** 门槛: who may come in, and the words that say it. */
  threshold: z
    .object({ kind: z.enum(["free", "invitation", "level", "spend", "paid"]).default("free"), note: Line.default("") })
    .prefault({}),
  /** Rewards and penalties: what for, and what. */
  sheet: z
    .array(z.object({ kind: z.enum(["reward", "penalty"]), when: Line.min(1), then: Line.min(1) }))
    .max(20)
    .default([]),
});
export type GroupProfile = z.infer<typeof GroupProfile>;

/** A11: what a stage must reach before the next begins; ratios. Null takes the brand's value of the commercial type. */
export const StageThresholds = z.object({
  /** Seats filled ÷ target, ends 初建. */
  seatsShare: z.number().min(0).max(1).default(0.5),
  interaction7d: z.number().min(0).max(1),
  retention30d: z.number().min(0).max(1),
  conversion30d: z.number().min(0).max(1),
  referral30d: z.number().min(0).max(10),
});
export type StageThresholds = z.infer<typeof StageThresholds>;

/** How many of each a group of this kind should have beside its one owner. */
export const Crew = z.object({
  admins: z.number().int().min(0).max(3).default(1),
  kocs: z.number().int().min(0).max(20).default(0),
  volunteers: z.number().int().min(0).max(20).default(0),
});
export type Crew = z.infer<typeof Crew>;
