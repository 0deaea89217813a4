import { z } from "zod";
import { defineEndpoint, Id, Instant } from "../../lib/define.ts";

/** How one of staff stands to a customer; phone numbers are masked. */
export const Relation = z.object({
  corp: z.string(),
  userId: z.string(),
  staffName: z.string(),
  remark: z.string(),
  description: z.string(),
  company: z.string(),
  mobiles: z.array(z.string()),
  /** The platform's number of how they came together. */
  addWay: z.number().int().nullable(),
  /** The code that brought them together, if it is one of ours. */
  codeName: z.string().nullable(),
  beganAt: Instant,
  lostAt: Instant.nullable(),
  lostBy: z.enum(["staff", "customer", "transfer", "unknown"]).nullable(),
});
export type Relation = z.infer<typeof Relation>;

export const listMemberRelationsEndpoint = defineEndpoint({
  method: "GET",
  path: "/members/:memberId/wecom",
  permission: "members.read",
  input: z.object({ memberId: Id }),
  output: z.object({ items: z.array(Relation) }),
});
