import { createHash } from "node:crypto";
import type { InputOf, OutputOf } from "../../lib/define.ts";
import { done } from "../../lib/define.ts";
import { found, Refusal } from "../../lib/refusal.ts";
import { type Context, memberOf } from "../../server/context.ts";
import { newToken } from "../../server/random.ts";
import { exposeEntry, findEntry, type FoundEntry, rulesVersion } from "../groups/index.ts";
import { recordConsents } from "./consent.actions.ts";
import { memberChanged } from "./events.contract.ts";
import { decideJoin, joinState } from "./join.rules.ts";
import * as store from "./join.store.ts";
import { isReservedNickname } from "./nickname.rules.ts";
import type { joinEndpoint, JoinPage, renameMyselfEndpoint } from "./phone.contract.ts";
import { beginPhoneSession } from "./phone-session.actions.ts";
import { readTexts } from "./privacy-texts.actions.ts";
import { resolveMembers } from "./resolve.actions.ts";
import { seatMembers } from "./seat.actions.ts";
import { writeTerms } from "./terms.actions.ts";

const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");

async function findWay(ctx: Context, token: string): Promise<FoundEntry> {
  return found(await findEntry(ctx, token), "members.join-missing");
}

/** What a way in shows; one look is counted but for those who sit in the group already. */
export async function showJoin(ctx: Context, input: { token: string }): Promise<JoinPage> {
  const way = await findWay(ctx, input.token);
  const { group } = way;
  const seat = ctx.actor.kind === "member" ? await store.findLastSeat(ctx.db, ctx.brand.id, group.id, ctx.actor.id) : undefined;
  const joined = seat !== undefined && seat.leftAt === null;
  if (!joined) await ctx.transaction((inside) => exposeEntry(inside, way.id));
  const { notice, marketing } = await readTexts(ctx);
  const { profile } = group;
  return {
    state: joinState({ ...group, isEntryClosed: way.closedAt !== null }),
    group: {
      id: group.id,
      name: group.name,
      slogan: group.slogan || null,
      logoUrl: profile.logo && ctx.fileUrl(profile.logo),
      memberCount: group.memberCount,
      capacity: group.capacity,
    },
    gives: profile.gives,
    rules: { version: rulesVersion(profile.rules, sha256), items: profile.rules.items, penalty: profile.rules.penalty || null },
    notice: { version: notice.version, sections: notice.body },
    marketing: { version: marketing.version, text: marketing.body },
    joined,
  };
}

async function refuseReserved(ctx: Context, nickname: string): Promise<void> {
  const staffNames = await store.listStaffNames(ctx.db, ctx.brand.id);
  if (isReservedNickname(nickname, { brandName: ctx.brand.name, staffNames }))
    throw new Refusal("invalid", "members.nickname-reserved", { nickname });
}

type JoinInput = InputOf<typeof joinEndpoint>;

async function refuseOutdated(ctx: Context, way: FoundEntry, input: JoinInput): Promise<void> {
  const { notice, marketing } = await readTexts(ctx);
  const fits =
    input.accepted.rulesVersion === rulesVersion(way.group.profile.rules, sha256) &&
    input.accepted.noticeVersion === notice.version &&
    (input.marketingVersion === null || input.marketingVersion === marketing.version);
  if (!fits) throw new Refusal("conflict", "members.text-outdated");
}

/** The member of this phone, or a new one with the nickname. */
async function whoJoins(ctx: Context, nickname: string): Promise<{ memberId: string; phoneToken?: string }> {
  if (ctx.actor.kind === "member") return { memberId: ctx.actor.id };
  const [memberId = ""] = await resolveMembers(ctx, [{ kind: "web", scope: "", externalId: newToken(), nickname, at: ctx.now }]);
  return { memberId, phoneToken: await beginPhoneSession(ctx, memberId) };
}

/** A seat by way of a link: the person, what was agreed to, the seat and the phone's session, all or nothing. */
export async function join(outer: Context, input: JoinInput): Promise<OutputOf<typeof joinEndpoint> & { phoneToken?: string }> {
  return outer.transaction(async (ctx) => {
    const way = await findWay(ctx, input.token);
    const groupId = way.group.id;
    await refuseReserved(ctx, input.nickname);
    const { memberId, phoneToken } = await whoJoins(ctx, input.nickname);
    const room = found(await store.lockRoom(ctx.db, ctx.brand.id, groupId), "members.join-missing");
    const lastSeat = await store.findLastSeat(ctx.db, ctx.brand.id, groupId, memberId);
    const decision = decideJoin({ ...room, lastSeat, isEntryClosed: way.closedAt !== null });
    if (decision.verdict === "seated") return { groupId, memberId };
    if (decision.verdict === "refuse") throw new Refusal(decision.kind, `members.${decision.reason}`, { capacity: room.capacity });
    await refuseOutdated(ctx, way, input);
    await sit(ctx, way, memberId, input);
    return { groupId, memberId, ...(phoneToken ? { phoneToken } : {}) };
  });
}

async function sit(ctx: Context, way: FoundEntry, memberId: string, input: JoinInput): Promise<void> {
  const { id: entryId, groupId, inviterMemberId } = way;
  if (ctx.actor.kind === "member" && ctx.actor.name !== input.nickname) await rename(ctx, memberId, input.nickname);
  await agree(ctx, memberId, groupId, input);
  const inviter = inviterMemberId === null || inviterMemberId === memberId ? undefined : inviterMemberId;
  await seatMembers(ctx, [{ groupId, memberId, kind: "member", nickname: input.nickname, at: ctx.now, entryId, inviterMemberId: inviter }]);
}

/** Marketing has a row only when its box was ticked; unticked on a later join it takes nothing back. */
async function agree(ctx: Context, memberId: string, groupId: string, input: JoinInput): Promise<void> {
  const said = { memberId, groupId, channel: "web", granted: true };
  const rules = { ...said, purpose: "rules" as const, textVersion: `${input.accepted.rulesVersion} ${input.accepted.noticeVersion}` };
  const marketing =
    input.marketingVersion === null ? [] : [{ ...said, purpose: "marketing" as const, textVersion: input.marketingVersion }];
  await recordConsents(ctx, [rules, ...marketing]);
}

async function rename(ctx: Context, memberId: string, nickname: string): Promise<void> {
  await store.renameMember(ctx.db, ctx.brand.id, memberId, nickname);
  await writeTerms(ctx, [memberId]);
  await ctx.publish(memberChanged, { memberId, fields: ["nickname"] });
}

export async function renameMyself(outer: Context, input: InputOf<typeof renameMyselfEndpoint>) {
  return outer.transaction(async (ctx) => {
    await refuseReserved(ctx, input.nickname);
    await rename(ctx, memberOf(ctx), input.nickname);
    return done;
  });
}
