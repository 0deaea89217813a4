import { z } from "zod";
import { Day, defineEndpoint, Id, Instant, ListAsk, pageOf } from "../../lib/define.ts";

export const AuditEntry = z.object({
  id: Id,
  at: Instant,
  actorKind: z.enum(["staff", "member", "system", "key"]),
  actorId: z.string().nullable(),
  actorName: z.string().nullable(),
  action: z.string(),
  targetKind: z.string().nullable(),
  targetId: z.string().nullable(),
  /** What the target is called now; null where it has no name or is gone. */
  targetName: z.string().nullable(),
  before: z.unknown(),
  after: z.unknown(),
  requestId: z.string().nullable(),
});
export type AuditEntry = z.infer<typeof AuditEntry>;
/** Days are the brand's own, both included. */
export const AuditFilter = z.object({
  q: ListAsk.shape.q,
  actorId: z.string().max(80).optional(),
  action: z.string().max(80).optional(),
  targetKind: z.string().max(40).optional(),
  targetId: z.string().max(80).optional(),
  from: Day.optional(),
  to: Day.optional(),
});
export type AuditFilter = z.infer<typeof AuditFilter>;

export const listAuditEndpoint = defineEndpoint({
  method: "GET",
  path: "/audit",
  permission: "brands.audit",
  input: ListAsk.extend(AuditFilter.shape),
  /** `names`: what the ids in the changes stand for, where they have a name. */
  output: pageOf(AuditEntry).extend({ names: z.record(z.string(), z.string()) }),
});
/** What the filters of the page offer: who did anything, and what was ever done. */
export const auditChoicesEndpoint = defineEndpoint({
  method: "GET",
  path: "/audit/choices",
  permission: "brands.audit",
  input: z.object({}),
  output: z.object({
    actors: z.array(z.object({ id: z.string(), name: z.string(), kind: AuditEntry.shape.actorKind })),
    actions: z.array(z.string()),
    targetKinds: z.array(z.string()),
  }),
});
