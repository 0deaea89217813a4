import type { CheckName } from "../openings.contract.ts";

/** Where what is missing is made good, inside the brand. */
export function linkOf(check: CheckName, groupId: string): string {
  const group = `groups/${groupId}`;
  const places: Record<CheckName, string> = {
    purpose: `${group}?tab=settings`,
    line: "groups/opening",
    owner: `${group}?do=owner`,
    admins: `${group}?do=admin`,
    kocs: `${group}?do=admin`,
    rules: `${group}?tab=settings`,
    penalty: `${group}?tab=settings`,
    slogan: `${group}?tab=settings`,
    logo: `${group}?tab=settings`,
    greeting: `${group}?tab=settings`,
    entry: `${group}?do=entry`,
    library: "contents",
    times: "flows",
    gives: `${group}?tab=settings`,
    rewards: `${group}?tab=settings`,
    penalties: `${group}?tab=settings`,
    selling: "flows",
    orders: "imports/new",
    flow: "flows",
    made: "flows",
  };
  return places[check];
}
