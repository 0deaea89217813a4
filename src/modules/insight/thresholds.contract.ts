import { z } from "zod";
import { defineEndpoint, Done } from "../../lib/define.ts";
import { CommercialType } from "../groups/profile.contract.ts";

const Ratio = z.number().min(0).max(1);

/** A11: what ends each stage. Ratios. */
export const Thresholds = z.object({
  /** 初建 ends with this share of the target's seats taken, or on day 7. */
  seatsShare: Ratio,
  /** T1: 激活 ends with this interaction rate over 7 days. */
  interaction7d: Ratio,
  /** T2: 留存 ends with this retention over 30 days. */
  retention30d: Ratio,
  /** T3: 变现 ends with this conversion over 30 days. */
  conversion30d: Ratio,
  /** 传播 has no end; a group that reaches this referral factor does it well. */
  referral30d: Ratio,
});
export type Thresholds = z.infer<typeof Thresholds>;

/** Ours, until the brand sets its own. */
export const defaultThresholds: Record<CommercialType, Thresholds> = {
  promotion: { seatsShare: 0.5, interaction7d: 0.15, retention30d: 0.9, conversion30d: 0.18, referral30d: 0.06 },
  refined: { seatsShare: 0.5, interaction7d: 0.12, retention30d: 0.92, conversion30d: 0.1, referral30d: 0.05 },
  service: { seatsShare: 0.5, interaction7d: 0.08, retention30d: 0.92, conversion30d: 0.05, referral30d: 0.04 },
};

export const ThresholdRow = z.object({
  commercialType: CommercialType,
  thresholds: Thresholds,
  isOurs: z.boolean(),
  groups: z.number().int(),
});

export const listThresholdsEndpoint = defineEndpoint({
  method: "GET",
  path: "/insight/thresholds",
  permission: "insight.read",
  input: z.object({}),
  output: z.object({ items: z.array(ThresholdRow) }),
});
/** Applies from the last day that is over; null goes back to ours. */
export const setThresholdsEndpoint = defineEndpoint({
  method: "POST",
  path: "/insight/thresholds",
  permission: "brands.manage",
  input: z.object({ commercialType: CommercialType, thresholds: Thresholds.nullable() }),
  output: Done,
});
