import { daysBetween } from "../../lib/time.ts";
import type { Context } from "../../server/context.ts";
import type { FunnelCounts } from "./funnel.rules.ts";
import { countLives, noLives } from "./lives.rules.ts";
import { type GroupLives, listLives } from "./lives.store.ts";
import type { MeasuredScope } from "./measure.store.ts";
import type { PeopleSums } from "./metrics.rules.ts";
import { DAY_NOUGHT } from "./stays.store.ts";

const noOf = (day: string) => daysBetween(DAY_NOUGHT, day);

export interface PeopleCount {
  sums: PeopleSums;
  funnel: FunnelCounts;
}

/** Read once for all periods that are asked of a scope; a scope lives no longer than its request. */
const read = new WeakMap<MeasuredScope, Promise<GroupLives[]>>();

function livesOf(ctx: Context, scope: MeasuredScope): Promise<GroupLives[]> {
  const known = read.get(scope) ?? listLives(ctx.db, ctx.brand.id, scope);
  read.set(scope, known);
  return known;
}

/** True of a group that is not in the part of a scope which is settled up to a day. */
const waits = (scope: MeasuredScope, { waitsFrom }: GroupLives, to: string) =>
  scope.partOf !== undefined && waitsFrom !== null && waitsFrom <= to;

/** People of a scope, or of its part that is settled, over any period that is over, as kept of each group; null where those of one are not kept. */
export async function countPeople(
  ctx: Context,
  scope: MeasuredScope,
  { from, to }: { from: string; to: string },
): Promise<PeopleCount | null> {
  const [seen, unseen] = [noLives(), noLives()];
  const [first, last] = [noOf(from), noOf(to)];
  for (const group of await livesOf(ctx, scope.partOf ?? scope)) {
    if (group.first > to || group.last < to || waits(scope, group, to)) continue;
    if (!group.lives) return null;
    countLives(group.lives, first, last, group.seen ? seen : unseen);
  }
  const { everJoined, present, leftPeople, retained, converted } = seen;
  const [acquired, activated, retainedByEnd, paid, referred] = seen.steps;
  return {
    sums: { everJoined, present, leftPeople, retained, converted, buyers: seen.buyers + unseen.buyers },
    funnel: { acquired, activated, retained: retainedByEnd, paid, referred },
  };
}
