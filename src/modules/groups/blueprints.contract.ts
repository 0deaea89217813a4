import { z } from "zod";
import { CommercialType, Crew, GroupProfile, Positioning, StageThresholds } from "./profile.contract.ts";

/** Everything of a group that a blueprint gives it; versions of it never change. */
export const BlueprintSpec = z.object({
  positioning: Positioning,
  commercialType: CommercialType,
  capacity: z.number().int().min(2).max(100_000),
  targetMembers: z.number().int().min(1).max(100_000),
  slogan: z.string().trim().max(60).default(""),
  announcement: z.string().trim().max(2000).default(""),
  profile: GroupProfile.prefault({}),
  crew: Crew.prefault({}),
  /** Null takes the brand's value of the commercial type. */
  thresholds: StageThresholds.nullable().default(null),
});
export type BlueprintSpec = z.infer<typeof BlueprintSpec>;
