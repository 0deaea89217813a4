import { createHash } from "node:crypto";
import { type Context } from "../../server/context.ts";
import { insertEvents, newEvent } from "../../server/event-log.ts";
import { eventId, newId } from "../../server/random.ts";
import { recallPerHome } from "../../server/recall.ts";
import { memberCreated } from "./events.contract.ts";
import * as store from "./identity.store.ts";
import { normalizePhone } from "./phone-number.rules.ts";
import { termsOf } from "./terms.rules.ts";
import { EVERYBODY, readVersions } from "./versions.store.ts";

/** A person as a source knows them: `kind` says whose id it is (`wecom-external`, `openid`, `web`, `shop` …), `scope` the corp, app or shop. */
export interface MemberRef {
  kind: string;
  scope: string;
  externalId: string;
  nickname?: string;
  phone?: string;
  /** Another id of the same person: who is known by it is the one, and who is not will be. */
  also?: { kind: string; scope: string; externalId: string } | undefined;
  /** What else the source says of who is not known yet; with several references of one person that of the last. */
  profile?: { name: string; city: string; custom: Record<string, string> } | undefined;
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

interface Standing {
  memberId: string;
  firstSeenMs: number;
}

/** Who stands behind an identity or an id, as this process remembers it under the brand's version. */
const standingIn = recallPerHome<Standing>(100_000);
const recallKey = (ctx: Context, key: string) => `${ctx.brand.id}\0${key}`;

/** Only what is committed is remembered: a member made in a transaction that is undone never was. */
function remember(ctx: Context, version: number, known: ReadonlyMap<string, Standing>): void {
  const standing = standingIn(ctx.home);
  ctx.afterCommit(() => {
    for (const [key, one] of known) standing.set(recallKey(ctx, key), version, one);
  });
}

async function versionOf(ctx: Context): Promise<number> {
  return (await readVersions(ctx.db, ctx.brand.id, [EVERYBODY])).get(EVERYBODY) ?? 0;
}

/**
 * The ids of the members behind these references, in their order; who is not known is made, with an event. Merged members answer
 * as the one they became. A new identity with a phone number that a member has is that member's. Any number of references in a
 * fixed number of statements; may run beside itself.
 */
export async function resolveMembers(outer: Context, refs: readonly MemberRef[]): Promise<string[]> {
  if (refs.length === 0) return [];
  return outer.transaction(async (ctx) => {
    const version = await versionOf(ctx);
    const found = new Map<string, string>();
    const unsure = refs.filter((ref) => !recallRef(ctx, version, ref, found));
    if (unsure.length > 0) await lookUp(ctx, version, distinct(ctx.brand.id, unsure), found);
    return refs.map((ref) => found.get(keyOf(ref)) ?? unreachable(ref));
  });
}

/** True for a person who is remembered and was seen no later than now told. */
function recallRef(ctx: Context, version: number, ref: MemberRef, found: Map<string, string>): boolean {
  const key = keyOf(ref);
  const known = standingIn(ctx.home).get(recallKey(ctx, key), version);
  if (!known || ref.at.getTime() < known.firstSeenMs) return false;
  found.set(key, known.memberId);
  return true;
}

async function lookUp(ctx: Context, version: number, wanted: readonly Wanted[], found: Map<string, string>): Promise<void> {
  const known = await findKnown(ctx, wanted);
  for (const [key, { memberId }] of known) found.set(key, memberId);
  remember(ctx, version, known);
  const missing = wanted.filter((ref) => !found.has(keyOf(ref)));
  if (missing.length > 0) await makeMissing(ctx, missing, found);
  const others = wanted.flatMap((ref) => (ref.also ? [{ ...ref.also, memberId: found.get(keyOf(ref)) ?? unreachable(ref) }] : []));
  await store.insertIdentities(ctx.db, ctx.brand.id, others);
}

/** Members behind the other ids that references carry, by the key of those. */
async function findOthers(ctx: Context, refs: readonly Wanted[]): Promise<Map<string, string>> {
  const others = refs.flatMap((ref) => ref.also ?? []);
  if (others.length === 0) return new Map();
  const rows = await store.findByIdentities(ctx.db, ctx.brand.id, others);
  return new Map(rows.map((row) => [otherKey(others[row.at]), row.memberId]));
}

const otherKey = (other: MemberRef["also"]) => (other ? `${other.kind}\0${other.scope}\0${other.externalId}` : "");

/** Given ids of members with the id that now stands for each; ids that are not the brand's are left out. */
export async function findCanonicalIds(ctx: Context, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const version = await versionOf(ctx);
  const found = new Map<string, string>();
  for (const id of ids) {
    const known = standingIn(ctx.home).get(recallKey(ctx, id), version);
    if (known) found.set(id, known.memberId);
  }
  const rows = await store.listCanonicalIds(
    ctx.db,
    ctx.brand.id,
    ids.filter((id) => !found.has(id)),
  );
  for (const row of rows) found.set(row.id, row.canonicalId);
  remember(ctx, version, new Map(rows.map((row) => [row.id, { memberId: row.canonicalId, firstSeenMs: 0 }])));
  return found;
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

/** Those of them who are known; who was seen earlier than was known is noted so. */
async function findKnown(ctx: Context, wanted: readonly Wanted[]): Promise<Map<string, Standing>> {
  const rows = await store.findByIdentities(ctx.db, ctx.brand.id, wanted);
  const earlier: { memberId: string; at: Date }[] = [];
  const found = new Map<string, Standing>();
  for (const row of rows) {
    const ref = wanted[row.at];
    if (!ref) continue;
    const firstSeenMs = Date.parse(row.firstSeenAt);
    found.set(keyOf(ref), { memberId: row.memberId, firstSeenMs });
    if (ref.at.getTime() < firstSeenMs) earlier.push({ memberId: row.memberId, at: ref.at });
  }
  await store.moveFirstSeen(ctx.db, ctx.brand.id, earlier);
  return found;
}

/** Behind the lock on numbers no other maker runs, so what is still missing there is made once. */
async function makeMissing(ctx: Context, missing: readonly Wanted[], found: Map<string, string>): Promise<void> {
  const lastNo = await store.lockNumbers(ctx.db, ctx.brand.id);
  for (const [key, known] of await findKnown(ctx, missing)) found.set(key, known.memberId);
  const unknown = missing.filter((ref) => !found.has(keyOf(ref)));
  if (unknown.length === 0) return;
  const byPhone = await store.findByPhones(
    ctx.db,
    ctx.brand.id,
    unknown.flatMap((ref) => ref.phoneHash ?? []),
  );
  const made = planMembers(unknown, { byPhone, byOther: await findOthers(ctx, unknown) }, lastNo, found);
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

const UNTOLD = { name: "", city: "", custom: {} };

/** Gives each unknown reference a member, and answers those to be made: one with a known or repeated phone number or other id has one already. */
function planMembers(
  unknown: readonly Wanted[],
  { byPhone, byOther }: { byPhone: ReadonlyMap<string, { memberId: string }>; byOther: ReadonlyMap<string, string> },
  lastNo: number,
  found: Map<string, string>,
): Made[] {
  const phones = new Map([...byPhone].map(([hash, known]) => [hash, known.memberId]));
  const others = new Map(byOther);
  const made: Made[] = [];
  for (const ref of unknown) {
    const known = others.get(otherKey(ref.also)) ?? (ref.phoneHash ? phones.get(ref.phoneHash) : undefined);
    const id = known ?? newId(ref.at.getTime());
    found.set(keyOf(ref), id);
    if (ref.also) others.set(otherKey(ref.also), id);
    if (known) continue;
    if (ref.phoneHash) phones.set(ref.phoneHash, id);
    const { custom, ...said } = ref.profile ?? UNTOLD;
    made.push({
      id,
      memberNo: lastNo + made.length + 1,
      nickname: ref.nickname ?? "",
      phone: ref.phoneNormal,
      phoneHash: ref.phoneHash,
      firstSeenAt: ref.at,
      ...said,
      custom: JSON.stringify(custom),
      via: ref.kind,
    });
  }
  return made;
}

async function insertMade(ctx: Context, made: readonly Made[], lastNo: number): Promise<void> {
  if (made.length === 0) return;
  await store.insertMembers(ctx.db, ctx.brand.id, made, ctx.now);
  await store.setLastNumber(ctx.db, ctx.brand.id, lastNo + made.length);
  await store.insertFirstTerms(
    ctx.db,
    ctx.brand.id,
    made.map((member) => ({ id: member.id, terms: termsOf(member) })),
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
