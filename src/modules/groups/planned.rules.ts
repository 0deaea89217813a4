/** A name by which a planned group and the platform's own are known as one: no spaces, one width, numbers without leading noughts. */
export function normalName(name: string): string {
  return name
    .normalize("NFKC")
    .replaceAll(/\s+/g, "")
    .toLowerCase()
    .replaceAll(/\d+/g, (digits) => String(Number(digits)));
}

/** Which planned group each of the platform's is: the only one of that name. Where two fit, a person decides. */
export function matchPlanned<P extends { id: string; name: string }, G extends { externalId: string; name: string }>(
  planned: readonly P[],
  groups: readonly G[],
): Map<string, P> {
  const byName = Map.groupBy(planned, (one) => normalName(one.name));
  const asked = Map.groupBy(groups, (one) => normalName(one.name));
  const matched = new Map<string, P>();
  for (const [name, [group, second]] of asked) {
    const [one, other] = byName.get(name) ?? [];
    if (name && group && !second && one && !other) matched.set(group.externalId, one);
  }
  return matched;
}
