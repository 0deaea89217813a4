import { daysBetween } from "../../lib/time.ts";
import type { Context } from "../../server/context.ts";
import type { FunnelCounts } from "./funnel.store.ts";
import { countLives, noLives } from "./lives.rules.ts";
import { listLives } from "./lives.store.ts";
import type { MeasuredScope } from "./measure.store.ts";
import type { Sums } from "./metrics.rules.ts";
import { DAY_NOUGHT } from "./stays.store.ts";

const noOf = (day: string) => daysBetween(DAY_NOUGHT, day);

export interface PeopleCount {
  sums: Pick<Sums, "everJoined" | "present" | "leftPeople" | "retained" | "buyers" | "converted">;
  funnel: FunnelCounts;
}

/** People of a scope over any period that is over, as kept of each group; null where those of one are not kept. */
export async function countPeople(
  ctx: Context,
  scope: MeasuredScope,
  { from, to }: { from: string; to: string },
): Promise<PeopleCount | null> {
  const groups = await listLives(ctx.db, ctx.brand.id, scope, to);
  if (!groups) return null;
  const [seen, unseen] = [noLives(), noLives()];
  for (const group of groups) countLives(group.lives, noOf(from), noOf(to), group.seen ? seen : unseen);
  const { everJoined, present, leftPeople, retained, converted } = seen;
  const [acquired, activated, retainedByEnd, paid, referred] = seen.steps;
  return {
    sums: { everJoined, present, leftPeople, retained, converted, buyers: seen.buyers + unseen.buyers },
    funnel: { acquired, activated, retained: retainedByEnd, paid, referred },
  };
}
