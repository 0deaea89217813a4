import { z } from "zod";
import { Day, defineEndpoint, defineEvent, Done, Fen, Id, Instant, ListAsk, pageOf } from "../../lib/define.ts";
import { isPlain } from "../../lib/plain-text.ts";
import { Amount } from "./orders.contract.ts";

/** Money was spent on a day, for a group where one is named; `value` is fen. */
export const costEntered = defineEvent("costs.entered", z.object({ groupId: Id.optional(), value: Fen, day: Day, costId: Id }));
export const costRemoved = defineEvent("costs.removed", z.object({ groupId: Id.optional(), value: Fen, day: Day, costId: Id }));

export const costKinds = ["pay", "prize", "material", "venue", "promotion", "red-packet", "tool", "other"] as const;
export const CostKind = z.enum(costKinds);
export type CostKind = z.infer<typeof CostKind>;

const Plain = (limit: number) => z.string().trim().max(limit).refine(isPlain, { message: "orders.text-unfit" });

export const NewCost = z
  .object({
    day: Day,
    groupId: Id.optional(),
    orgId: Id.optional(),
    campaign: Plain(60)
      .refine((text) => text !== "", { message: "orders.empty" })
      .optional(),
    kind: CostKind,
    fen: Amount.min(1),
    note: Plain(200).default(""),
  })
  .refine((cost) => cost.groupId !== undefined || cost.orgId !== undefined || cost.campaign !== undefined, { message: "costs.for-what" })
  .refine((cost) => cost.groupId === undefined || cost.orgId === undefined, { message: "costs.group-or-org" });
export type NewCost = z.output<typeof NewCost>;

/** Refusals: `groups.missing`, `brands.org-missing`, `costs.day-ahead`. */
export const enterCostEndpoint = defineEndpoint({
  method: "POST",
  path: "/costs",
  permission: "costs.write",
  input: NewCost,
  output: z.object({ id: Id }),
});

export const removeCostEndpoint = defineEndpoint({
  method: "POST",
  path: "/costs/:costId/remove",
  permission: "costs.write",
  input: z.object({ costId: Id }),
  output: Done,
});

/** Puts a cost that one removed oneself back as it was, shortly after it. Refusals: `costs.restore-late`. */
export const restoreCostEndpoint = defineEndpoint({
  method: "POST",
  path: "/costs/:costId/restore",
  permission: "costs.write",
  personOnly: true,
  input: z.object({ costId: Id }),
  output: Done,
});

const Named = z.object({ id: Id, name: z.string() });
export const CostRow = z.object({
  id: Id,
  day: Day,
  group: Named.nullable(),
  org: Named.nullable(),
  campaign: z.string().nullable(),
  kind: CostKind,
  fen: Fen,
  note: z.string(),
  enteredBy: z.string().nullable(),
  createdAt: Instant,
});
export type CostRow = z.infer<typeof CostRow>;

export const listCostsEndpoint = defineEndpoint({
  method: "GET",
  path: "/costs",
  permission: "orders.read",
  input: ListAsk.extend({
    groupId: Id.optional(),
    campaign: z.string().max(60).optional(),
    kind: CostKind.optional(),
    from: Day.optional(),
    to: Day.optional(),
  }),
  output: pageOf(CostRow).extend({ sums: z.object({ costs: z.number().int(), fen: Fen }).nullable(), campaigns: z.array(z.string()) }),
});
