import { daysBetween } from "../../lib/time.ts";
import { overInTurns } from "../../lib/turns.ts";
import type { Context } from "../../server/context.ts";
import type { FunnelCounts } from "./funnel.rules.ts";
import { addLives, countLives, type LivesCount, noLives } from "./lives.rules.ts";
import { type GroupOnDay, listGroupsOn, readLives } from "./lives.store.ts";
import type { MeasuredScope } from "./measure.store.ts";
import type { PeopleSums } from "./metrics.rules.ts";
import { DAY_NOUGHT } from "./stays.store.ts";

const noOf = (day: string) => daysBetween(DAY_NOUGHT, day);

export interface PeopleCount {
  sums: PeopleSums;
  funnel: FunnelCounts;
}

interface Period {
  from: string;
  to: string;
}

/** What a group came to in a period, counted from one writing of its lives. */
interface Counted {
  version: string;
  count: LivesCount;
}

/** By brand and period, group by group: many look at the same few periods, and from one look to the next few groups are written anew. */
const remembered = new Map<string, Map<string, Counted>>();
/** So many periods of so many groups, some 250 bytes each. */
const MOST_PERIODS = 100;
const MOST_GROUPS = 80_000;

/** Forgets the periods that nobody asked for longest, until the others are few enough. */
function forgetOldest(): void {
  let groups = 0;
  for (const counts of remembered.values()) groups += counts.size;
  for (const [key, { size }] of remembered) {
    if (remembered.size <= MOST_PERIODS && groups <= MOST_GROUPS) return;
    remembered.delete(key);
    groups -= size;
  }
}

/** The remembered counts of a period by group. */
function countsOf(brandId: number, { from, to }: Period): Map<string, Counted> {
  const key = `${brandId} ${from} ${to}`;
  const counts = remembered.get(key) ?? new Map<string, Counted>();
  forgetOldest();
  remembered.delete(key);
  remembered.set(key, counts);
  return counts;
}

/** Counts those groups whose lives were written since they were counted last. */
async function countAnew({ db, brand }: Context, period: Period, groups: readonly GroupOnDay[], counts: Map<string, Counted>) {
  const changed = groups.filter(({ groupId, version }) => counts.get(groupId)?.version !== version).map(({ groupId }) => groupId);
  const [first, last] = [noOf(period.from), noOf(period.to)];
  const all = await readLives(db, brand.id, changed);
  await overInTurns(
    all,
    ({ lives }) => lives.length,
    ({ groupId, version, lives }) => {
      const count = noLives();
      countLives(lives, first, last, count);
      counts.set(groupId, { version, count });
    },
  );
}

/** True of a group that is not in the part of a scope which is settled up to a day. */
const waits = (scope: MeasuredScope, { waitsFrom }: GroupOnDay, to: string) =>
  scope.partOf !== undefined && waitsFrom !== null && waitsFrom <= to;

/** People of a scope, or of its part that is settled, over any period that is over, as kept of each group; null where those of one are not kept. */
export async function countPeople(ctx: Context, scope: MeasuredScope, period: Period): Promise<PeopleCount | null> {
  const { db, brand } = ctx;
  const groups = (await listGroupsOn(db, brand.id, scope.partOf ?? scope, period.to)).filter((group) => !waits(scope, group, period.to));
  if (groups.some(({ version }) => version === null)) return null;
  const counts = countsOf(brand.id, period);
  await countAnew(ctx, period, groups, counts);
  const [seen, unseen] = [noLives(), noLives()];
  for (const group of groups) {
    const counted = counts.get(group.groupId);
    if (!counted) return null;
    addLives(group.seen ? seen : unseen, counted.count);
  }
  const { everJoined, present, leftPeople, retained, converted } = seen;
  const [acquired, activated, retainedByEnd, paid, referred] = seen.steps;
  return {
    sums: { everJoined, present, leftPeople, retained, converted, buyers: seen.buyers + unseen.buyers },
    funnel: { acquired, activated, retained: retainedByEnd, paid, referred },
  };
}
