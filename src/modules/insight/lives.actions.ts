import { daysBetween } from "../../lib/time.ts";
import type { Context } from "../../server/context.ts";
import type { FunnelCounts } from "./funnel.store.ts";
import { countLives, noLives } from "./lives.rules.ts";
import { type GroupLives, listLives } from "./lives.store.ts";
import type { MeasuredScope } from "./measure.store.ts";
import type { Sums } from "./metrics.rules.ts";
import { DAY_NOUGHT } from "./stays.store.ts";

const noOf = (day: string) => daysBetween(DAY_NOUGHT, day);

export interface PeopleCount {
  sums: Pick<Sums, "everJoined" | "present" | "leftPeople" | "retained" | "buyers" | "converted">;
  funnel: FunnelCounts;
}

/** Read once for all periods that are asked of a scope; a scope lives no longer than its request. */
const read = new WeakMap<MeasuredScope, Promise<GroupLives[]>>();

function livesOf(ctx: Context, scope: MeasuredScope): Promise<GroupLives[]> {
  const known = read.get(scope) ?? listLives(ctx.db, ctx.brand.id, scope);
  read.set(scope, known);
  return known;
}

/** People of a scope over any period that is over, as kept of each group; null where those of one are not kept. */
export async function countPeople(
  ctx: Context,
  scope: MeasuredScope,
  { from, to }: { from: string; to: string },
): Promise<PeopleCount | null> {
  const [seen, unseen] = [noLives(), noLives()];
  const [first, last] = [noOf(from), noOf(to)];
  for (const group of await livesOf(ctx, scope)) {
    if (group.first > to || group.last < to) continue;
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
