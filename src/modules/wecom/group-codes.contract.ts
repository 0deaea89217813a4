import { z } from "zod";
import { defineEndpoint, Id } from "../../lib/define.ts";
import { Code, CodeGroup } from "./codes.contract.ts";

/** A join code that leads into a group: how the group stands in it, and how many came into the group by it. */
export const GroupCode = Code.pick({ id: true, name: true, status: true, qrUrl: true }).extend(
  CodeGroup.pick({ standing: true, joins: true }).shape,
);
export type GroupCode = z.infer<typeof GroupCode>;

/** The join codes into a group, those that work first; for who also sees the group (`groups.read`). Refusals: `groups.missing`. */
export const listGroupCodesEndpoint = defineEndpoint({
  method: "GET",
  path: "/groups/:groupId/wecom/codes",
  permission: "wecom.read",
  input: z.object({ groupId: Id }),
  output: z.object({
    items: z.array(GroupCode),
    /** Where a code into it is made: the connection of its corp; of a group in no corp yet, the only one in use. Null: none, or nobody knows which. */
    connectionId: Id.nullable(),
    /** Connections to corps in use. */
    corps: z.number().int(),
  }),
});
