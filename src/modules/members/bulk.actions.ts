import type { Context } from "../../server/context.ts";
import { eventId } from "../../server/random.ts";
import * as store from "./bulk.store.ts";
import { recordConsents } from "./consent.actions.ts";
import { listMarketing } from "./consent.store.ts";
import { memberChanged, memberTagged } from "./events.contract.ts";
import { normalizePhone } from "./phone-number.rules.ts";
import { hashPhone, type MemberRef, resolveMembers } from "./resolve.actions.ts";
import { seatMembers } from "./seat.actions.ts";
import { writeTerms } from "./terms.actions.ts";

/** All that a list from outside says of one person; empty texts say nothing. */
export interface ToldMember {
  ref: MemberRef;
  name: string;
  city: string;
  custom: Record<string, string>;
  tags: readonly string[];
  /** What the person said to marketing; null where the list does not say. */
  marketing: boolean | null;
  /** A seat in a group; without a moment one is given only to who never sat there. */
  seat: { groupId: string; at: Date | null } | null;
}

export type ToldOutcome = "new" | "changed" | "same";

interface Person {
  memberId: string;
  told: ToldMember;
}

/**
 * Takes in people as a list tells them, each once however often it is told: profile, tags, consent, seats. What is there already stays or,
 * with `overwrite`, becomes what the list says; a refusal of marketing is never undone by a list. A fixed number of statements.
 */
export async function takeMembers(
  outer: Context,
  people: readonly ToldMember[],
  manner: { overwrite: boolean; source: string },
): Promise<ToldOutcome[]> {
  if (people.length === 0) return [];
  return outer.transaction(async (ctx) => {
    const lastNo = await store.readLastNumber(ctx.db, ctx.brand.id);
    const ids = await resolveMembers(
      ctx,
      people.map(({ ref, name, city, custom }) => ({ ...ref, profile: { name, city, custom } })),
    );
    const persons = people.map((told, i) => ({ memberId: ids[i] ?? "", told }));
    const fresh = await store.listMadeAfter(ctx.db, ctx.brand.id, ids, lastNo);
    const changed = new Set([
      ...(await fillProfiles(ctx, persons, manner.overwrite)),
      ...(await tagAll(ctx, persons)),
      ...(await noteConsents(ctx, persons)),
      ...(await seatAll(ctx, persons, manner.source)),
    ]);
    const counted = new Set<string>();
    return ids.map((id) => {
      if (counted.has(id)) return "same";
      counted.add(id);
      return fresh.has(id) ? "new" : changed.has(id) ? "changed" : "same";
    });
  });
}

const blank = { nickname: "", name: "", city: "", phone: null, phoneHash: null, custom: {} };

/** A profile with what one more row tells: names and numbers of the first row that has them, the rest of the last. */
function addTold(ctx: Context, known: store.ProfileWrite, { ref, name, city, custom }: ToldMember): store.ProfileWrite {
  const phone = known.phone ?? normalizePhone(ref.phone ?? "");
  return {
    memberId: known.memberId,
    nickname: known.nickname || (ref.nickname ?? ""),
    name: name || known.name,
    city: city || known.city,
    phone,
    phoneHash: phone && hashPhone(ctx.brand.id, phone),
    custom: { ...known.custom, ...custom },
  };
}

async function fillProfiles(ctx: Context, persons: readonly Person[], overwrite: boolean): Promise<string[]> {
  const profiles = new Map<string, store.ProfileWrite>();
  for (const { memberId, told } of persons) {
    profiles.set(memberId, addTold(ctx, profiles.get(memberId) ?? { ...blank, memberId }, told));
  }
  const changed = await store.fillProfiles(ctx.db, ctx.brand.id, [...profiles.values()], overwrite);
  if (changed.length === 0) return changed;
  await writeTerms(ctx, changed);
  await ctx.publishAll(
    memberChanged,
    changed.map((memberId) => ({ memberId, fields: ["import"] })),
  );
  return changed;
}

async function tagAll(ctx: Context, persons: readonly Person[]): Promise<string[]> {
  const names = [...new Set(persons.flatMap((one) => one.told.tags))];
  if (names.length === 0) return [];
  const tags = await store.ensureTags(
    ctx.db,
    ctx.brand.id,
    names.map((name) => ({ id: ctx.newId(), name })),
    ctx.now,
  );
  const pairs = persons.flatMap(({ memberId, told }) => told.tags.map((name) => ({ tagId: tags.get(name) ?? "", memberId })));
  const added = await store.addTagPairs(ctx.db, ctx.brand.id, distinct(pairs), ctx.now);
  await ctx.publishAll(
    memberTagged,
    added.map((pair) => ({ ...pair, source: "import" as const })),
  );
  return added.map((one) => one.memberId);
}

function distinct<T extends object>(rows: readonly T[]): T[] {
  return [...new Map(rows.map((row) => [JSON.stringify(row), row])).values()];
}

/** A list may say no for anybody, and yes only for who never said anything. */
async function noteConsents(ctx: Context, persons: readonly Person[]): Promise<string[]> {
  const asked = new Map(persons.flatMap(({ memberId, told }) => (told.marketing === null ? [] : [[memberId, told.marketing] as const])));
  if (asked.size === 0) return [];
  const said = await listMarketing(ctx.db, ctx.brand.id, [...asked.keys()]);
  const noted = [...asked].filter(([memberId, granted]) => said.get(memberId) !== granted && (!granted || !said.has(memberId)));
  await recordConsents(
    ctx,
    noted.map(([memberId, granted]) => ({ memberId, purpose: "marketing", granted, textVersion: "import", channel: "import" })),
  );
  return noted.map(([memberId]) => memberId);
}

async function seatAll(ctx: Context, persons: readonly Person[], source: string): Promise<string[]> {
  const wanted = persons.flatMap(({ memberId, told }) =>
    told.seat ? [{ memberId, ...told.seat, nickname: told.ref.nickname ?? "" }] : [],
  );
  const seated = await store.listEverSeated(ctx.db, ctx.brand.id, wanted);
  const joins = wanted.filter((one) => !seated.has(one.groupId + one.memberId));
  await seatMembers(
    ctx,
    joins.map(({ memberId, groupId, at, nickname }) => ({
      memberId,
      groupId,
      kind: "member" as const,
      nickname,
      at: at ?? ctx.now,
      eventId: eventId((at ?? ctx.now).getTime(), source, `join:${groupId}:${memberId}`),
    })),
  );
  return joins.map((one) => one.memberId);
}
