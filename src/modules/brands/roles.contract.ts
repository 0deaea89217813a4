import { z } from "zod";
import { defineEndpoint, Done } from "../../lib/define.ts";
import { Role, Scope } from "./brands.contract.ts";

/** A permission, `<module>.<verb>`, and how far it reaches. */
export const Grant = z.object({ permission: z.string().max(60), scope: Scope });
export type Grant = z.infer<typeof Grant>;

export const RoleGrants = z.object({ role: Role, grants: z.array(Grant), staff: z.int() });
export type RoleGrants = z.infer<typeof RoleGrants>;

/** Every permission there is, by what it is about, and what each role holds of them. */
export const listRolesEndpoint = defineEndpoint({
  method: "GET",
  path: "/roles",
  permission: "brands.staff",
  input: z.object({}),
  output: z.object({ permissions: z.array(z.string()), roles: z.array(RoleGrants) }),
});
/** Puts all that a role holds; the owner's is fixed, and nobody gives what he does not hold himself. */
export const changeRoleEndpoint = defineEndpoint({
  method: "POST",
  path: "/roles/:role",
  permission: "brands.manage",
  personOnly: true,
  input: z.object({ role: Role, grants: z.array(Grant).max(200) }),
  output: Done,
});
