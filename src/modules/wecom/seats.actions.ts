import type { Context } from "../../server/context.ts";
import { followNicknames, noteEntries, resolveMembers } from "../members/index.ts";
import { ingest, type InboundItem } from "../messages/index.ts";
import { entriesOf } from "./code-groups.actions.ts";
import { EXTERNAL_KIND, withoutErased } from "./customers.actions.ts";
import type { KnownUser } from "./staff.actions.ts";

/** Staff of a corp who sit in groups, as members know them. */
const USER_KIND = "wecom-user";

export interface SeatTold {
  groupId: string;
  chatId: string;
  externalId: string;
  joins: boolean;
  atMs: number;
  /** Known staff; null: a customer. */
  user: KnownUser | null;
  nickname: string;
  reason: "left" | "removed" | "unknown";
  entryId?: string | undefined;
}

/** Comings and goings as the platform told them, each once: who is of the corp sits there as staff. Their ids are made of what was told. */
export async function tellSeats(ctx: Context, corp: string, told: readonly SeatTold[]): Promise<void> {
  const people = await withoutErased(ctx, corp, told, (one) => one.externalId);
  if (people.length === 0) return;
  await ingest(
    ctx,
    people.map((one) => itemOf(corp, one)),
  );
}

function itemOf(corp: string, one: SeatTold): InboundItem {
  const kind = one.user ? USER_KIND : EXTERNAL_KIND;
  const nickname = one.nickname || one.user?.name || undefined;
  const member = { kind, scope: corp, externalId: one.externalId, ...(nickname ? { nickname } : {}) };
  const head = {
    source: `wecom:${corp}`,
    externalId: `${one.chatId}:${one.externalId}:${one.atMs}`,
    occurredAt: new Date(one.atMs),
    group: { groupId: one.groupId },
  };
  if (!one.joins) return { ...head, kind: "left", member, reason: one.reason };
  const seat = one.user ? { seatKind: "staff" as const, ...(one.user.staffId ? { staffId: one.user.staffId } : {}) } : {};
  return { ...head, kind: "joined", member, ...seat, ...(one.entryId ? { entryId: one.entryId } : {}) };
}

interface Landed {
  groupId: string;
  chat: { member_list: readonly { userid: string; type: number | null; name: string; state: string }[] };
}

/** Who came by a callback had neither name nor way in yet: the group that was read tells both. */
export async function describeStrangers(outer: Context, corp: string, landed: readonly Landed[]): Promise<void> {
  const outside = landed.flatMap(({ groupId, chat }) =>
    chat.member_list.filter((one) => one.type === 2).map((one) => ({ ...one, groupId })),
  );
  const people = await withoutErased(outer, corp, outside, (one) => one.userid);
  if (people.length === 0) return;
  await outer.transaction(async (ctx) => {
    const refs = people.map((one) => ({ kind: EXTERNAL_KIND, scope: corp, externalId: one.userid, nickname: one.name, at: ctx.now }));
    const ids = await resolveMembers(ctx, refs);
    const known = people.map((one, i) => ({ ...one, memberId: ids[i] ?? "" }));
    const names = new Map(known.filter((one) => one.name !== "").map((one) => [one.memberId, one.name]));
    await followNicknames(
      ctx,
      [...names].map(([memberId, nickname]) => ({ memberId, nickname })),
    );
    const coded = known.filter((one) => one.state !== "");
    const entries = await entriesOf(ctx, corp, coded);
    await noteEntries(
      ctx,
      coded.flatMap(({ groupId, memberId, state }) => {
        const entryId = entries.get(`${groupId} ${state}`);
        return entryId ? [{ groupId, memberId, entryId }] : [];
      }),
    );
  });
}
