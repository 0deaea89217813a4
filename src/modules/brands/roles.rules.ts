import type { Scope } from "../../server/context.ts";
import type { Role } from "./brands.contract.ts";
import type { Grant } from "./roles.contract.ts";

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
  "imports.run",
];
const rule = [
  "contents.approve",
  "members.phone",
  "members.privacy",
  "brands.manage",
  "brands.staff",
  "brands.audit",
  "integrations.manage",
  "connections.read",
  "connections.manage",
  "wecom.read",
  "wecom.codes",
  "wecom.manage",
];

const areas = [
  "groups",
  "members",
  "contents",
  "flows",
  "sends",
  "tasks",
  "insight",
  "orders",
  "costs",
  "imports",
  "brands",
  "connections",
  "wecom",
  "integrations",
];

const grant = (scope: Scope, permissions: readonly string[]) => permissions.map((permission) => ({ permission, scope }));

/** What each role may do, and how far, in a new brand; kept as rows, so that a brand may change them. */
export const rolePresets: Record<Role, { permission: string; scope: Scope }[]> = {
  owner: grant("brand", [...read, ...manage, ...rule]),
  operator: [
    ...grant("subtree", [...read, ...manage, "members.phone"]),
    ...grant("brand", ["connections.read", "wecom.read", "wecom.codes"]),
  ],
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
  analyst: grant("brand", [...read, "wecom.read", "orders.write", "costs.write", "imports.run"]),
};

/** Every permission there is, by what it is about. */
export const permissionNames: readonly string[] = rolePresets.owner.map((one) => one.permission).sort(byArea);

function byArea(a: string, b: string): number {
  const place = (permission: string) => areas.indexOf(permission.split(".")[0] ?? "");
  return place(a) - place(b);
}

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

type Held = (permission: string) => Scope | null;

/** The first grant that somebody who holds these does not hold as widely himself. */
export function exceedingGrant(grants: readonly Grant[], held: Held): Grant | undefined {
  return grants.find(({ permission, scope }) => {
    const own = held(permission);
    return own === null || width[own] < width[scope];
  });
}

export interface GrantChanges {
  added: string[];
  removed: string[];
  /** Held before and after, with another scope. */
  changed: string[];
}

export function compareGrants(before: readonly Grant[], after: readonly Grant[]): GrantChanges {
  const was = new Map(before.map((one) => [one.permission, one.scope]));
  const is = new Map(after.map((one) => [one.permission, one.scope]));
  return {
    added: [...is.keys()].filter((permission) => !was.has(permission)),
    removed: [...was.keys()].filter((permission) => !is.has(permission)),
    changed: [...is.keys()].filter((permission) => was.has(permission) && was.get(permission) !== is.get(permission)),
  };
}

export type RoleDecision =
  | { verdict: "change" }
  | {
      verdict: "refuse";
      kind: "conflict" | "invalid" | "forbidden";
      reason: "owner-keeps-all" | "permission-unknown" | "roles-beyond-own";
      permission: string;
    };

/** The owner's role stays whole, permissions must be known and named once, and nobody touches what he does not hold himself. */
export function decideRoleChange(ask: { role: Role; before: readonly Grant[]; after: readonly Grant[]; held: Held }): RoleDecision {
  if (ask.role === "owner") return { verdict: "refuse", kind: "conflict", reason: "owner-keeps-all", permission: "" };
  const odd = ask.after.find(
    (one, at) => !permissionNames.includes(one.permission) || ask.after.findIndex((other) => other.permission === one.permission) !== at,
  );
  if (odd) return { verdict: "refuse", kind: "invalid", reason: "permission-unknown", permission: odd.permission };
  const { added, removed, changed } = compareGrants(ask.before, ask.after);
  const touched = new Set([...added, ...removed, ...changed]);
  const over = exceedingGrant(
    [...ask.before, ...ask.after].filter((one) => touched.has(one.permission)),
    ask.held,
  );
  return over ? { verdict: "refuse", kind: "forbidden", reason: "roles-beyond-own", permission: over.permission } : { verdict: "change" };
}
