import { atLocalMs, weekdayOf } from "../lib/time.ts";
import type { InboundItem } from "../modules/messages/index.ts";
import { hostDay } from "./host.ts";
import { type Dice, openDice } from "./random.ts";
import { hourOf, leaving, liveliness, POSTER_DAYS_AGO, weekdayFactor } from "./rhythm.ts";
import { adverts, haggling, say } from "./talk.ts";
import type { GroupPlan, PersonPlan } from "./world.ts";

export interface LiveGroup {
  plan: GroupPlan;
  groupId: string;
  entryIds: readonly string[];
  /** The colleague's own seat, where one keeps the group. */
  hostId: string | undefined;
  dice: Dice;
  present: PersonPlan[];
  /** People who will still come, in their order. */
  coming: PersonPlan[];
  /** Newcomers of the day. */
  joining: { person: PersonPlan; atMs: number }[];
}

export interface Purchase {
  personIndex: number;
  groupIndex: number;
  atMs: number;
}

export interface Day {
  items: InboundItem[];
  purchases: Purchase[];
}

export interface Place {
  groupId: string;
  entryIds: readonly string[];
  hostId: string | undefined;
}

export function startGroup(plan: GroupPlan, { groupId, entryIds, hostId }: Place, people: PersonPlan[]): LiveGroup {
  return { plan, groupId, entryIds, hostId, dice: openDice(1_000 + plan.index), present: [], coming: people, joining: [] };
}

/** How many people come in on a day of a group's life: most in its first weeks, then a trickle that keeps up with those who leave. */
function arrivals(group: LiveGroup, age: number): number {
  const { plan, dice } = group;
  const early = plan.size * 0.82 * (Math.exp(-age / 7) - Math.exp(-(age + 1) / 7));
  const later = age > 10 ? plan.size * (plan.fate === "thriving" ? 0.006 : 0.0032) : 0;
  const room = 298 - group.present.length;
  return Math.max(0, Math.min(room, group.coming.length, dice.poisson(early + later)));
}

export interface Clock {
  day: string;
  zone: string;
  /** Days from here to today; 0 is today. */
  daysLeft: number;
  nowMs: number;
}

/** A moment of the day at an hour; null where it has not come yet. */
function momentAt(clock: Clock, dice: Dice, hour: number): number | null {
  const atMs = atLocalMs(clock.day, hour * 60, clock.zone) + dice.int(0, 3_599_999);
  return atMs < clock.nowMs - 60_000 ? atMs : null;
}

/** Everything that happens in a group on a day, after its newcomers were let in. */
export function liveDay(group: LiveGroup, dayIndex: number, clock: Clock, refOf: (person: PersonPlan) => string): Day {
  const age = dayIndex - group.plan.bornOn;
  if (age < 0) return { items: [], purchases: [] };
  const items: InboundItem[] = [];
  const serial = { next: 0 };
  const scene: Scene = { group, clock, age, items, refOf, id: () => `demo-${group.plan.index}-${dayIndex}-${serial.next++}` };
  reportJoins(scene);
  if (group.plan.channel === "web") {
    letTalk(scene);
    items.push(...hostDay(group, clock, scene.id));
  }
  const purchases = letBuy(scene);
  letGo(scene);
  return { items, purchases };
}

interface Scene {
  group: LiveGroup;
  clock: Clock;
  age: number;
  items: InboundItem[];
  refOf: (person: PersonPlan) => string;
  id: () => string;
}

const SOURCE = "web";

export interface PersonJoin {
  personIndex: number;
  atMs: number;
}

/** Lets the day's newcomers of a group in; what they did is told by `liveDay`. */
export function letIn(group: LiveGroup, dayIndex: number, clock: Clock): PersonJoin[] {
  const { dice } = group;
  const age = dayIndex - group.plan.bornOn;
  group.joining = [];
  for (let left = age < 0 ? 0 : arrivals(group, age); left > 0; left--) {
    const atMs = momentAt(clock, dice, 7 + dice.int(0, 13));
    const person = atMs === null ? undefined : group.coming.shift();
    if (person && atMs !== null) group.joining.push({ person, atMs });
  }
  return group.joining.map(({ person, atMs }) => ({ personIndex: person.index, atMs }));
}

function reportJoins({ group, clock, items, refOf, id }: Scene): void {
  const { dice, entryIds, groupId } = group;
  const looks = Math.round(group.joining.length * (2.5 + dice.next() * 3)) + dice.poisson(0.5);
  for (let i = 0; i < looks && entryIds.length > 0; i++) {
    const atMs = momentAt(clock, dice, hourOf(dice));
    if (atMs !== null)
      items.push({
        kind: "exposed",
        source: SOURCE,
        externalId: id(),
        occurredAt: new Date(atMs),
        group: { groupId },
        entryId: dice.pick(entryIds),
      });
  }
  for (const { person, atMs } of group.joining) {
    const inviter = group.present.length > 5 && dice.chance(0.14) ? dice.pick(group.present) : undefined;
    items.push({
      kind: "joined",
      source: SOURCE,
      externalId: id(),
      occurredAt: new Date(atMs),
      group: { groupId },
      member: { memberId: refOf(person) },
      ...(entryIds.length > 0 ? { entryId: dice.pick(entryIds) } : {}),
      ...(inviter ? { inviter: { memberId: refOf(inviter) } } : {}),
    });
    group.present.push(person);
  }
}

/** Draws people by how much they talk. */
function speakersOf(present: readonly PersonPlan[], dice: Dice): () => PersonPlan {
  const sums: number[] = [];
  let total = 0;
  for (const person of present) sums.push((total += person.voice));
  return () => {
    const mark = dice.next() * total;
    let [low, high] = [0, sums.length - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((sums[middle] ?? 0) < mark) low = middle + 1;
      else high = middle;
    }
    return present[low] ?? dice.pick(present);
  };
}

function letTalk(scene: Scene): void {
  const { group, clock, age, items, refOf, id } = scene;
  const { dice, plan, present } = group;
  if (present.length < 3) return;
  const mean = present.length * plan.talk * liveliness(plan.fate, clock.daysLeft, age) * weekdayFactor(weekdayOf(clock.day));
  const count = dice.poisson(mean);
  const speaker = speakersOf(present, dice);
  for (let i = 0; i < count; i++) {
    const hour = hourOf(dice);
    const atMs = momentAt(clock, dice, hour);
    if (atMs === null) continue;
    items.push(messageOf(group, id(), atMs, refOf(speaker()), wordsOf(scene, hour)));
  }
  advertise(scene);
}

function wordsOf({ group, clock }: Scene, hour: number): string {
  const { dice, plan } = group;
  const isHaggling = plan.fate === "adverts" && clock.daysLeft < ADVERTS_FROM_DAYS;
  return isHaggling && dice.chance(0.3) ? dice.pick(haggling) : say(dice, hour);
}

/** Advertisements come from the same few, for two weeks. */
const ADVERTISERS = 3;
const ADVERTS_FROM_DAYS = 26;
const ADVERTS_TO_DAYS = 12;

function advertise({ group, clock, items, refOf, id }: Scene): void {
  const { dice, plan, present } = group;
  if (plan.fate !== "adverts" || clock.daysLeft >= ADVERTS_FROM_DAYS || clock.daysLeft < ADVERTS_TO_DAYS) return;
  for (let left = dice.int(2, 4); left > 0; left--) {
    const atMs = momentAt(clock, dice, hourOf(dice));
    const by = present[dice.int(0, ADVERTISERS - 1)];
    if (atMs !== null && by) items.push(messageOf(group, id(), atMs, refOf(by), dice.pick(adverts)));
  }
}

function messageOf(group: LiveGroup, externalId: string, atMs: number, memberId: string, text: string): InboundItem {
  const head = { source: SOURCE, externalId, occurredAt: new Date(atMs), group: { groupId: group.groupId } };
  return { ...head, kind: "message", sender: { memberId }, format: "text", text };
}

function letBuy({ group, clock, age }: Scene): Purchase[] {
  const { dice, plan, present } = group;
  const mood = Math.min(1.2, liveliness(plan.fate, clock.daysLeft, age));
  const purchases: Purchase[] = [];
  for (const person of present) {
    if (!dice.chance(plan.buying * person.purse * mood * 1.25)) continue;
    const atMs = momentAt(clock, dice, dice.pick([9, 10, 11, 12, 12, 12, 13, 17, 18, 19, 20, 20, 21]));
    if (atMs !== null) purchases.push({ personIndex: person.index, groupIndex: plan.index, atMs });
  }
  return purchases;
}

function letGo({ group, clock, items, refOf, id }: Scene): void {
  const { dice, plan } = group;
  const share = leaving(plan.fate, clock.daysLeft, plan.unrest);
  const staying: PersonPlan[] = [];
  for (const person of group.present) {
    const atMs = dice.chance(share)
      ? momentAt(clock, dice, plan.fate === "poster" && clock.daysLeft === POSTER_DAYS_AGO ? 20 : hourOf(dice))
      : null;
    if (atMs === null) {
      staying.push(person);
      continue;
    }
    items.push({
      kind: "left",
      source: SOURCE,
      externalId: id(),
      occurredAt: new Date(atMs),
      group: { groupId: group.groupId },
      member: { memberId: refOf(person) },
      reason: "left",
    });
  }
  group.present = staying;
}
