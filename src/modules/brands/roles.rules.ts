import type { Scope } from "../../server/context.ts";
import type { Role } from "./brands.contract.ts";

const read = ["groups.read", "members.read", "contents.read", "flows.read", "sends.read", "tasks.read", "insight.read", "orders.read"];
const manage = [
  "groups.manage",
  "members.manage",
  "contents.write",
  "flows.manage",
  "sends.create",
  "tasks.do",
  "orders.write",
  "costs.write",
];
const rule = ["contents.approve", "members.phone", "members.privacy", "brands.manage", "brands.staff", "brands.audit"];

const grant = (scope: Scope, permissions: readonly string[]) => permissions.map((permission) => ({ permission, scope }));

/** What each role may do, and how far, in a new brand; kept as rows, so that a brand may change them. */
export const rolePresets: Record<Role, { permission: string; scope: Scope }[]> = {
  owner: grant("brand", [...read, ...manage, ...rule]),
  operator: [...grant("subtree", [...read, ...manage, "members.phone"])],
  "group-admin": grant("own", [
    "groups.read",
    "members.read",
    "members.manage",
    "contents.read",
    "flows.read",
    "sends.read",
    "tasks.read",
    "tasks.do",
    "insight.read",
  ]),
  editor: [
    ...grant("brand", ["contents.read", "contents.write", "flows.read"]),
    ...grant("subtree", ["groups.read", "sends.read", "insight.read", "tasks.read", "tasks.do"]),
  ],
  sales: grant("subtree", [
    "groups.read",
    "members.read",
    "members.manage",
    "members.phone",
    "orders.read",
    "contents.read",
    "tasks.read",
    "tasks.do",
  ]),
  analyst: grant("brand", [...read, "orders.write", "costs.write"]),
};

const width: Record<Scope, number> = { own: 1, subtree: 2, brand: 3 };

/** The widest scope of each permission over a person's roles. */
export function widest(rows: readonly { permission: string; scope: Scope }[]): Map<string, Scope> {
  const best = new Map<string, Scope>();
  for (const { permission, scope } of rows) {
    const known = best.get(permission);
    if (!known || width[scope] > width[known]) best.set(permission, scope);
  }
  return best;
}
