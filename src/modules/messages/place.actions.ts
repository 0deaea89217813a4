import type { Context } from "../../server/context.ts";
import { findGroupIdsByBinding } from "../groups/index.ts";
import { findCanonicalIds, resolveMembers } from "../members/index.ts";
import { type Batch, type Heard, keep } from "./batch.rules.ts";
import type { GroupRef, InboundItem, MemberRef } from "./inbound.contract.ts";
import * as store from "./messages.store.ts";
import { cleanName } from "./validity.rules.ts";

const keyOfGroup = (ref: GroupRef) => ("groupId" in ref ? ref.groupId : `${ref.channel}\0${ref.externalId}`);

/** Finds the group of each item; what is said in a group we do not know is kept until we do. */
export async function placeInGroups(ctx: Context, batch: Batch): Promise<void> {
  const refs = new Map(batch.heard.map((one) => [keyOfGroup(one.item.group), one.item.group]));
  const found = new Map<string, string>();
  const ownIds: string[] = [];
  const byChannel = new Map<string, string[]>();
  for (const ref of refs.values()) {
    if ("groupId" in ref) ownIds.push(ref.groupId);
    else byChannel.set(ref.channel, [...(byChannel.get(ref.channel) ?? []), ref.externalId]);
  }
  for (const id of await store.findGroupIds(ctx.db, ctx.brand.id, ownIds)) found.set(id, id);
  for (const [channel, externalIds] of byChannel) {
    for (const [externalId, id] of await findGroupIdsByBinding(ctx, channel, externalIds)) found.set(`${channel}\0${externalId}`, id);
  }
  batch.heard = batch.heard.filter((one) => {
    const groupId = found.get(keyOfGroup(one.item.group));
    if (groupId === undefined) keep(batch, one, "unknown-group");
    else one.groupId = groupId;
    return groupId !== undefined;
  });
}

/** The person an item is about; takings-back and exposures are about none. */
function personOf(item: InboundItem): MemberRef | undefined {
  if (item.kind === "message") return item.sender;
  return item.kind === "joined" || item.kind === "left" ? item.member : undefined;
}

const keyOfPerson = (ref: MemberRef) => ("memberId" in ref ? ref.memberId : `${ref.kind}\0${ref.scope}\0${ref.externalId}`);

/** Finds or makes the people of the items; our own ids are only believed where they are this brand's. */
export async function findPeople(ctx: Context, batch: Batch): Promise<void> {
  const asked = new Map<string, { ref: MemberRef; at: Date }>();
  const ask = (ref: MemberRef | undefined, at: Date): string | undefined => {
    if (!ref) return undefined;
    const key = keyOfPerson(ref);
    if (!asked.has(key)) asked.set(key, { ref, at });
    return key;
  };
  const keys = batch.heard.map(({ item }) => ({
    person: ask(personOf(item), item.occurredAt),
    inviter: item.kind === "joined" ? ask(item.inviter, item.occurredAt) : undefined,
  }));
  const found = await resolve(ctx, asked);
  batch.heard = batch.heard.filter((one, i) => {
    const { person, inviter } = keys[i] ?? {};
    if (person === undefined) return true;
    one.inviterId = inviter === undefined ? null : (found.get(inviter) ?? null);
    return placePerson(batch, one, found.get(person));
  });
}

async function resolve(ctx: Context, asked: ReadonlyMap<string, { ref: MemberRef; at: Date }>): Promise<Map<string, string>> {
  const ownIds: string[] = [];
  const keys: string[] = [];
  const refs: Parameters<typeof resolveMembers>[1][number][] = [];
  for (const [key, { ref, at }] of asked) {
    if ("memberId" in ref) ownIds.push(ref.memberId);
    else {
      keys.push(key);
      refs.push({ kind: ref.kind, scope: ref.scope, externalId: ref.externalId, nickname: cleanName(ref.nickname ?? ""), at });
    }
  }
  const found = await findCanonicalIds(ctx, ownIds);
  for (const [i, id] of (await resolveMembers(ctx, refs)).entries()) found.set(keys[i] ?? "", id);
  return found;
}

function placePerson(batch: Batch, one: Heard, memberId: string | undefined): boolean {
  if (memberId === undefined) keep(batch, one, "unknown-member");
  else one.memberId = memberId;
  return memberId !== undefined;
}
