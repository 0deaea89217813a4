import { createHash } from "node:crypto";
import { type Context } from "../../server/context.ts";
import { insertEvents, newEvent } from "../../server/event-log.ts";
import { eventId, newId } from "../../server/random.ts";
import { memberCreated } from "./events.contract.ts";
import * as store from "./identity.store.ts";
import { normalizePhone } from "./phone-number.rules.ts";
import { termsOf } from "./terms.rules.ts";

/** A person as a source knows them: `kind` says whose id it is (`wecom-external`, `openid`, `web`, `shop` …), `scope` the corp, app or shop. */
export interface MemberRef {
  kind: string;
  scope: string;
  externalId: string;
  nickname?: string;
  phone?: string;
  /** When the source saw the person. */
  at: Date;
}

/** What a phone number is compared by. */
export function hashPhone(brandId: number, phone: string): string {
  return createHash("sha256").update(`${brandId}:${phone}`).digest("hex");
}

const keyOf = (ref: MemberRef) => `${ref.kind}\0${ref.scope}\0${ref.externalId}`;

interface Wanted extends MemberRef {
  phoneNormal: string | null;
  phoneHash: string | null;
}

/**
 * The ids of the members behind these references, in their order; who is not known is made, with an event. Merged members answer
 * as the one they became. A new identity with a phone number that a member has is that member's. Any number of references in a
 * fixed number of statements; may run beside itself.
 */
export async function resolveMembers(outer: Context, refs: readonly MemberRef[]): Promise<string[]> {
  if (refs.length === 0) return [];
  return outer.transaction(async (ctx) => {
    const wanted = distinct(ctx.brand.id, refs);
    const found = await findKnown(ctx, wanted);
    const missing = wanted.filter((ref) => !found.has(keyOf(ref)));
    if (missing.length > 0) await makeMissing(ctx, missing, found);
    return refs.map((ref) => found.get(keyOf(ref)) ?? unreachable(ref));
  });
}

function unreachable(ref: MemberRef): never {
  throw new Error(`no member for ${ref.kind}/${ref.scope}`);
}

/** One reference an identity: the earliest moment, the first nickname and phone that are given. */
function distinct(brandId: number, refs: readonly MemberRef[]): Wanted[] {
  const byKey = new Map<string, Wanted>();
  for (const ref of refs) {
    const key = keyOf(ref);
    const known = byKey.get(key);
    const phoneNormal = known?.phoneNormal ?? (ref.phone ? normalizePhone(ref.phone) : null);
    byKey.set(key, {
      ...ref,
      nickname: known?.nickname || ref.nickname,
      at: known && known.at < ref.at ? known.at : ref.at,
      phoneNormal,
      phoneHash: phoneNormal && hashPhone(brandId, phoneNormal),
    });
  }
  return [...byKey.values()];
}

async function findKnown(ctx: Context, wanted: readonly Wanted[]): Promise<Map<string, string>> {
  const rows = await store.findByIdentities(ctx.db, ctx.brand.id, wanted);
  const earlier: { memberId: string; at: Date }[] = [];
  const found = new Map<string, string>();
  for (const row of rows) {
    const ref = wanted[row.at];
    if (!ref) continue;
    found.set(keyOf(ref), row.memberId);
    if (ref.at.getTime() < Date.parse(row.firstSeenAt)) earlier.push({ memberId: row.memberId, at: ref.at });
  }
  await store.moveFirstSeen(ctx.db, ctx.brand.id, earlier);
  return found;
}

/** Behind the lock on numbers no other maker runs, so what is still missing there is made once. */
async function makeMissing(ctx: Context, missing: readonly Wanted[], found: Map<string, string>): Promise<void> {
  const lastNo = await store.lockNumbers(ctx.db, ctx.brand.id);
  for (const [key, id] of await findKnown(ctx, missing)) found.set(key, id);
  const unknown = missing.filter((ref) => !found.has(keyOf(ref)));
  if (unknown.length === 0) return;
  const byPhone = await store.findByPhones(
    ctx.db,
    ctx.brand.id,
    unknown.flatMap((ref) => ref.phoneHash ?? []),
  );
  const made = planMembers(unknown, byPhone, lastNo, found);
  await insertMade(ctx, made, lastNo);
  const identities = unknown.map((ref) => ({
    kind: ref.kind,
    scope: ref.scope,
    externalId: ref.externalId,
    memberId: found.get(keyOf(ref)) ?? unreachable(ref),
  }));
  await store.insertIdentities(ctx.db, ctx.brand.id, identities);
}

type Made = store.NewMember & { via: string };

/** Gives each unknown reference a member, and answers those to be made: one with a known or repeated phone number has one already. */
function planMembers(
  unknown: readonly Wanted[],
  byPhone: ReadonlyMap<string, { memberId: string }>,
  lastNo: number,
  found: Map<string, string>,
): Made[] {
  const phones = new Map([...byPhone].map(([hash, known]) => [hash, known.memberId]));
  const made: Made[] = [];
  for (const ref of unknown) {
    const known = ref.phoneHash ? phones.get(ref.phoneHash) : undefined;
    const id = known ?? newId(ref.at.getTime());
    found.set(keyOf(ref), id);
    if (known) continue;
    if (ref.phoneHash) phones.set(ref.phoneHash, id);
    made.push({
      id,
      memberNo: lastNo + made.length + 1,
      nickname: ref.nickname ?? "",
      phone: ref.phoneNormal,
      phoneHash: ref.phoneHash,
      firstSeenAt: ref.at,
      via: ref.kind,
    });
  }
  return made;
}

async function insertMade(ctx: Context, made: readonly Made[], lastNo: number): Promise<void> {
  if (made.length === 0) return;
  await store.insertMembers(ctx.db, ctx.brand.id, made, ctx.now);
  await store.setLastNumber(ctx.db, ctx.brand.id, lastNo + made.length);
  await store.insertTerms(
    ctx.db,
    ctx.brand.id,
    made.flatMap((member) => termsOf(member).map((term) => ({ memberId: member.id, term }))),
  );
  const events = made.map((member) =>
    newEvent(memberCreated, { memberId: member.id, via: member.via }, ctx.now, {
      id: eventId(member.firstSeenAt.getTime(), memberCreated.name, member.id),
      occurredAt: member.firstSeenAt,
    }),
  );
  await insertEvents(ctx.db, ctx.brand.id, events);
  await ctx.publishAll(memberCreated, []);
}
