import { createHash } from "node:crypto";
import type { Context } from "../../server/context.ts";
import { followNicknames, keepContacts, resolveMembers } from "../members/index.ts";
import { distinctRelations, type TakenRelation } from "./customers.rules.ts";
import * as store from "./customers.store.ts";
import { usersOf } from "./staff.actions.ts";
import { retag } from "./tags.actions.ts";

/** A customer of a corp as members know him. */
export const EXTERNAL_KIND = "wecom-external";

const hashOf = (corp: string, externalId: string) => createHash("sha256").update(`${corp}:${externalId}`).digest("hex");

/** Those who were not erased here. */
export async function withoutErased<T>(ctx: Context, corp: string, people: readonly T[], idOf: (one: T) => string): Promise<T[]> {
  if (people.length === 0 || !(await store.hasErased(ctx.db, ctx.brand.id, corp))) return [...people];
  const hashes = people.map((one) => hashOf(corp, idOf(one)));
  const erased = await store.listErased(ctx.db, ctx.brand.id, corp, hashes);
  return people.filter((_one, i) => !erased.has(hashes[i] ?? ""));
}

/** Customers with how staff stand to them: people, relations, tags. Answers what was new or otherwise. */
export async function landRelations(outer: Context, corp: string, told: readonly TakenRelation[]): Promise<store.RelationChange[]> {
  if (told.length === 0) return [];
  return outer.transaction(async (ctx) => {
    const relations = await withoutErased(ctx, corp, distinctRelations(told), (one) => one.externalId);
    const users = await usersOf(
      ctx,
      corp,
      relations.map((one) => one.userId),
    );
    const ids = await resolveMembers(
      ctx,
      relations.map((one) => ({
        kind: EXTERNAL_KIND,
        scope: corp,
        externalId: one.externalId,
        nickname: one.nickname,
        at: new Date(one.beganAtMs),
        ...(one.unionId ? { also: { kind: "unionid", scope: "", externalId: one.unionId } } : {}),
      })),
    );
    const rows = relations.map((one, i) => ({ ...one, memberId: ids[i] ?? "" }));
    const changed = await store.upsertRelations(ctx.db, ctx.brand.id, corp, rows, ctx.now);
    await keepContacts(
      ctx,
      rows.flatMap(({ memberId, userId }) => {
        const accountId = users.get(userId)?.accountId;
        return accountId ? [{ memberId, accountId }] : [];
      }),
    );
    const names = new Map(rows.map((row) => [row.memberId, row.nickname]));
    await followNicknames(
      ctx,
      [...names].map(([memberId, nickname]) => ({ memberId, nickname })),
    );
    await retag(ctx, corp, peopleToRetag(changed, rows));
    return changed;
  });
}

function peopleToRetag(changed: readonly store.RelationChange[], rows: readonly store.RelationWrite[]): string[] {
  const tagged = new Set(rows.filter((row) => row.tags.length > 0).map((row) => row.memberId));
  return [...new Set(changed.filter((one) => one.hadTags || tagged.has(one.memberId)).map((one) => one.memberId))];
}

/** Relations that were told to have ended; what hung on them is taken off. */
export async function endRelations(outer: Context, corp: string, ended: readonly store.EndedRelation[]): Promise<number> {
  if (ended.length === 0) return 0;
  return outer.transaction(async (ctx) => {
    const members = await store.endRelations(ctx.db, ctx.brand.id, corp, ended);
    await retag(ctx, corp, [...new Set(members)]);
    return members.length;
  });
}

/** Customers who had gone by themselves and are back: the platform's own date of the relation may be the old one. */
export async function reviveRelations(
  outer: Context,
  corp: string,
  pairs: readonly { userId: string; externalId: string; atMs: number }[],
): Promise<void> {
  if (pairs.length === 0) return;
  await outer.transaction(async (ctx) => {
    const members = await store.reviveRelations(ctx.db, ctx.brand.id, corp, pairs);
    await retag(ctx, corp, [...new Set(members)]);
  });
}

/** All relations of one customer as they are; those not told of have ended. */
export async function landCustomer(
  outer: Context,
  corp: string,
  externalId: string,
  relations: readonly TakenRelation[],
): Promise<store.RelationChange[]> {
  return outer.transaction(async (ctx) => {
    const changed = await landRelations(ctx, corp, relations);
    const customers = [{ externalId, userIds: relations.map((one) => one.userId) }];
    const lost = await store.endOthers(ctx.db, ctx.brand.id, corp, customers, ctx.now);
    await retag(ctx, corp, [...new Set(lost.map((one) => one.memberId))]);
    return changed;
  });
}

/** Relations of these staff which a whole look that began at `lookedAt` did not find. */
export async function endUnseen(
  outer: Context,
  corp: string,
  userIds: readonly string[],
  lookedAt: Date,
): Promise<{ memberId: string; externalId: string; userId: string }[]> {
  return outer.transaction(async (ctx) => {
    const lost = await store.endUnseen(ctx.db, ctx.brand.id, corp, userIds, lookedAt, ctx.now);
    await retag(ctx, corp, [...new Set(lost.map((one) => one.memberId))]);
    return lost;
  });
}

/** Erased people are forgotten here too, and not taken in again when the platform tells of them. */
export async function forgetErased(ctx: Context, memberIds: readonly string[]): Promise<void> {
  const known = await store.takeRelationsOf(ctx.db, ctx.brand.id, memberIds);
  const people = known.map((one) => ({ corp: one.corp, hash: hashOf(one.corp, one.externalId) }));
  if (people.length > 0) await store.noteErased(ctx.db, ctx.brand.id, people, ctx.now);
}
