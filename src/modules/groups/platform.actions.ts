import { found } from "../../lib/refusal.ts";
import type { Language } from "../../lib/language.ts";
import { searchTerms } from "../../lib/search-terms.ts";
import type { Context } from "../../server/context.ts";
import { newToken } from "../../server/random.ts";
import { groupCode } from "./codes.rules.ts";
import { writeGroups } from "./create.actions.ts";
import { insertEntries } from "./entries.store.ts";
import { groupBound, groupChanged, groupClosed, groupOpened, groupRenamed } from "./groups.contract.ts";
import { closeOpen, listIdsByBinding, type NewGroupRow, openPlanned, replaceTerms, takeNumbers } from "./groups.store.ts";
import { matchPlanned } from "./planned.rules.ts";
import * as store from "./platform.store.ts";
import { GroupProfile } from "./profile.contract.ts";
import { replaceOwners } from "./roster.store.ts";

/** A group as its platform tells it. */
export interface PlatformGroup {
  externalId: string;
  name: string;
  notice: string;
  accountId: string | null;
  ownerStaffId: string | null;
  /** Where it goes if it is new here. */
  orgId: string;
  capacity: number;
  openedAt: Date;
}

export interface TakenGroup {
  groupId: string;
  came: "known" | "bound" | "made";
}

const NAME_LIMIT = 60;
const NOTICE_LIMIT = 2_000;
const nameless: Record<Language, string> = { "zh-CN": "未命名群聊", en: "Unnamed group" };

const nameOf = (ctx: Context, name: string) => name.trim().slice(0, NAME_LIMIT) || nameless[ctx.language];

/**
 * Finds or makes the groups that a platform tells of: known by its own id, else the planned one of that name, else new. What the platform
 * says is true, however many groups an owner has. A fixed number of statements.
 */
export async function takePlatformGroups(
  outer: Context,
  channel: "wecom",
  groups: readonly PlatformGroup[],
): Promise<Map<string, TakenGroup>> {
  return outer.transaction(async (ctx) => {
    const ids = groups.map((one) => one.externalId);
    const taken = new Map<string, TakenGroup>();
    for (const { externalId, id } of await listIdsByBinding(ctx.db, ctx.brand.id, channel, ids))
      taken.set(externalId, { groupId: id, came: "known" });
    const unknown = groups.filter((one) => !taken.has(one.externalId));
    if (unknown.length === 0) return taken;
    const planned = matchPlanned(await store.lockPlanned(ctx.db, ctx.brand.id, channel), unknown);
    for (const one of unknown) {
      const match = planned.get(one.externalId);
      taken.set(one.externalId, match ? { groupId: match.id, came: "bound" } : { groupId: ctx.newId(), came: "made" });
    }
    await makeGroups(ctx, channel, unknown, taken);
    await bindPlanned(ctx, channel, unknown, taken);
    return taken;
  });
}

const ofKind = (groups: readonly PlatformGroup[], taken: ReadonlyMap<string, TakenGroup>, came: TakenGroup["came"]) =>
  groups.flatMap((group) => {
    const one = taken.get(group.externalId);
    return one?.came === came ? [{ ...group, groupId: one.groupId }] : [];
  });

async function makeGroups(
  ctx: Context,
  channel: "wecom",
  groups: readonly PlatformGroup[],
  taken: ReadonlyMap<string, TakenGroup>,
): Promise<void> {
  const made = ofKind(groups, taken, "made");
  if (made.length === 0) return;
  const lastNo = await takeNumbers(ctx.db, ctx.brand.id, made.length);
  const rows = made.map((one, i): NewGroupRow => {
    const kind = { positioning: "benefit", commercialType: "promotion" } as const;
    return {
      ...kind,
      id: one.groupId,
      code: groupCode(kind.positioning, lastNo - made.length + 1 + i),
      name: nameOf(ctx, one.name),
      slogan: "",
      announcement: one.notice.slice(0, NOTICE_LIMIT),
      orgId: one.orgId,
      blueprintId: null,
      blueprintVersion: null,
      channel,
      ownerStaffId: one.ownerStaffId,
      status: "active",
      capacity: one.capacity,
      targetMembers: Math.min(200, one.capacity),
      profile: GroupProfile.parse({}),
      stampId: null,
      createdAt: one.openedAt,
      openedAt: one.openedAt,
    };
  });
  await writeGroups(ctx, rows);
  await store.tieGroups(ctx.db, ctx.brand.id, made);
  await ctx.publishAll(
    groupBound,
    made.map(({ groupId, externalId }) => ({ groupId, channel, externalId })),
  );
}

async function bindPlanned(
  ctx: Context,
  channel: "wecom",
  groups: readonly PlatformGroup[],
  taken: ReadonlyMap<string, TakenGroup>,
): Promise<void> {
  const bound = ofKind(groups, taken, "bound");
  if (bound.length === 0) return;
  await store.tieGroups(ctx.db, ctx.brand.id, bound);
  await ctx.publishAll(
    groupBound,
    bound.map(({ groupId, externalId }) => ({ groupId, channel, externalId })),
  );
  const ids = bound.map((one) => one.groupId);
  const opened = await openPlanned(ctx.db, ctx.brand.id, ids, ctx.now);
  await ctx.publishAll(
    groupOpened,
    opened.map((groupId) => ({ groupId })),
  );
  for (const one of bound)
    await ctx.audit({ action: "groups.bind", targetKind: "group", targetId: one.groupId, after: { externalId: one.externalId } });
}

export interface PlatformChange {
  groupId: string;
  name: string;
  notice: string;
  accountId: string | null;
  /** Left out: whoever owns it here stays. */
  ownerStaffId?: string | null;
}

/** Brings names, notices and owners to what the platform says; answers which groups differed. */
export async function followPlatform(outer: Context, changes: readonly PlatformChange[]): Promise<string[]> {
  if (changes.length === 0) return [];
  return outer.transaction(async (ctx) => {
    const asked = new Map(changes.map((one) => [one.groupId, one]));
    const before = await store.lockStanding(ctx.db, ctx.brand.id, [...asked.keys()]);
    const pairs = before.flatMap((was) => {
      const one = asked.get(was.id);
      const ownerStaffId = one?.ownerStaffId === undefined ? was.ownerStaffId : one.ownerStaffId;
      return one ? [{ was, is: { ...one, ownerStaffId, name: nameOf(ctx, one.name), notice: one.notice.slice(0, NOTICE_LIMIT) } }] : [];
    });
    const written = pairs.filter(({ was, is }) => was.name !== is.name || was.announcement !== is.notice || was.accountId !== is.accountId);
    if (written.length > 0)
      await store.writeStanding(
        ctx.db,
        ctx.brand.id,
        written.map(({ was, is }) => ({ id: was.id, name: is.name, announcement: is.notice, accountId: is.accountId })),
      );
    const owned = pairs.filter(({ was, is }) => was.ownerStaffId !== is.ownerStaffId);
    await giveOwners(
      ctx,
      owned.map(({ was, is }) => ({ groupId: was.id, staffId: is.ownerStaffId })),
    );
    await tellRenamed(
      ctx,
      pairs.filter(({ was, is }) => was.name !== is.name),
    );
    const told = pairs.filter(({ was, is }) => was.announcement !== is.notice);
    await ctx.publishAll(
      groupChanged,
      told.map(({ was }) => ({ groupId: was.id, fields: ["announcement"] })),
    );
    return [...new Set([...written, ...owned].map(({ was }) => was.id))];
  });
}

async function tellRenamed(ctx: Context, renamed: readonly { was: store.StandingGroup; is: { name: string } }[]): Promise<void> {
  if (renamed.length === 0) return;
  await replaceTerms(
    ctx.db,
    ctx.brand.id,
    renamed.map(({ was, is }) => ({ groupId: was.id, terms: searchTerms(is.name, was.code) })),
  );
  await ctx.publishAll(
    groupRenamed,
    renamed.map(({ was, is }) => ({ groupId: was.id, from: was.name, to: is.name })),
  );
}

async function giveOwners(ctx: Context, owners: readonly { groupId: string; staffId: string | null }[]): Promise<void> {
  if (owners.length === 0) return;
  const placed = owners.map((one) => ({ ...one, placeId: ctx.newId() }));
  await replaceOwners(ctx.db, ctx.brand.id, placed, false, ctx.now);
  await ctx.publishAll(
    groupChanged,
    owners.map(({ groupId }) => ({ groupId, fields: ["owner"] })),
  );
}

/** Groups that are no more on their platform. */
export async function closePlatformGroups(outer: Context, groupIds: readonly string[], reason: string): Promise<void> {
  if (groupIds.length === 0) return;
  await outer.transaction(async (ctx) => {
    const closed = await closeOpen(ctx.db, ctx.brand.id, groupIds, ctx.now);
    await ctx.publishAll(
      groupClosed,
      closed.map((groupId) => ({ groupId, reason })),
    );
  });
}

/** The accounts behind a platform's staff, by its own ids; made on first sight. */
export async function ensureAccounts(
  ctx: Context,
  ask: { channel: "wecom"; scope: string; accounts: readonly { externalId: string; name: string }[] },
): Promise<Map<string, string>> {
  if (ask.accounts.length === 0) return new Map();
  const accounts = ask.accounts.map((one) => ({ ...one, id: ctx.newId() }));
  return store.upsertAccounts(ctx.db, ctx.brand.id, ask.channel, ask.scope, accounts, ctx.now);
}

/** Says which colleague an account is of; groups it carries become his where nobody else was put in charge. */
export async function linkAccount(outer: Context, link: { accountId: string; staffId: string | null }): Promise<void> {
  await outer.transaction(async (ctx) => {
    const { staffId: before } = found(
      await store.setAccountStaff(ctx.db, ctx.brand.id, link.accountId, link.staffId),
      "groups.account-missing",
    );
    if (before === link.staffId) return;
    const groups = await store.listGroupsOfAccount(ctx.db, ctx.brand.id, link.accountId, before);
    await giveOwners(
      ctx,
      groups.map((groupId) => ({ groupId, staffId: link.staffId })),
    );
    await ctx.audit({
      action: "groups.link-account",
      targetKind: "account",
      targetId: link.accountId,
      before: { staffId: before },
      after: { staffId: link.staffId },
    });
  });
}

/**
 * Something by which people come in on the group's platform: what they came by is counted, and our own link of it leads nowhere. Answers
 * its id.
 */
export async function addPlatformEntries(ctx: Context, entries: readonly { groupId: string; name: string }[]): Promise<string[]> {
  const rows = entries.map((one) => ({ ...one, id: ctx.newId(), token: newToken(), inviterMemberId: null, createdAt: ctx.now }));
  if (rows.length > 0) await insertEntries(ctx.db, ctx.brand.id, rows, ctx.now);
  return rows.map((row) => row.id);
}
