/** What happened comes in the order of its moments; what has the same moment stays in the order given. */
export function orderByMoment<T extends { item: { occurredAt: Date } }>(heard: readonly T[]): T[] {
  const at = (one: T | undefined) => one?.item.occurredAt.getTime() ?? 0;
  let inOrder = true;
  for (let i = 1; i < heard.length && inOrder; i++) inOrder = at(heard[i - 1]) <= at(heard[i]);
  return inOrder ? [...heard] : heard.toSorted((a, b) => at(a) - at(b));
}

/** Gives each message the next number of its group, dense and in the order given. */
export function numberPerGroup<T extends { groupId: string }>(
  messages: readonly T[],
  lastSeqs: ReadonlyMap<string, number>,
): { message: T; seq: number }[] {
  const next = new Map(lastSeqs);
  return messages.map((message) => {
    const seq = (next.get(message.groupId) ?? 0) + 1;
    next.set(message.groupId, seq);
    return { message, seq };
  });
}

/** How many messages each group gets. */
export function countPerGroup(messages: readonly { groupId: string }[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { groupId } of messages) counts.set(groupId, (counts.get(groupId) ?? 0) + 1);
  return counts;
}
