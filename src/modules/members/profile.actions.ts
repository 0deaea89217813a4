import { done, type InputOf } from "../../lib/define.ts";
import { eventKinds } from "../../lib/event-kinds.ts";
import { firstIdAt } from "../../lib/ids.ts";
import { Refusal } from "../../lib/refusal.ts";
import { type Context, staffOf } from "../../server/context.ts";
import { pageBy } from "../../server/page.ts";
import { visibleGroups } from "../groups/index.ts";
import { accessMember, visibleMembers } from "./access.actions.ts";
import { readIdCursor } from "./cursor.rules.ts";
import { memberChanged, memberNoted } from "./events.contract.ts";
import { describe } from "./list.actions.ts";
import type {
  addNoteEndpoint,
  changeMemberEndpoint,
  listNotesEndpoint,
  MemberNote,
  MemberProfile,
  removeNoteEndpoint,
} from "./members.contract.ts";
import * as members from "./members.store.ts";
import { normalizePhone } from "./phone-number.rules.ts";
import { findOpenRequest } from "./privacy.store.ts";
import * as store from "./profile.store.ts";
import { hashPhone } from "./resolve.actions.ts";
import { writeTerms } from "./terms.actions.ts";

const SPEECH_DAYS = 30;

/** Everything of one person on one card. */
export async function showMember(ctx: Context, input: { memberId: string }): Promise<MemberProfile> {
  const member = await accessMember(ctx, input.memberId, "members.read");
  const { db, brand } = ctx;
  const parts = await members.listClusterIds(db, brand.id, [member.id]);
  const [item] = await describe(ctx, [member.id]);
  if (!item) throw new Refusal("missing", "members.missing");
  const { groups: _groups, ...known } = item;
  const sinceId = firstIdAt(ctx.now.getTime() - SPEECH_DAYS * 86_400_000);
  const erase = await findOpenRequest(db, brand.id, parts, "erase");
  return {
    ...known,
    ...(await store.readTotals(db, brand.id, parts, { kind: eventKinds["messages.received"], sinceId })),
    memberNo: member.memberNo,
    custom: member.custom,
    identities: await store.listIdentities(db, brand.id, parts),
    seats: await store.listSeats(db, brand.id, parts, visibleGroups(ctx, "members.read", "g")),
    consents: await store.listLastConsents(db, brand.id, parts),
    merged: await store.listMerged(db, brand.id, member.id),
    samePhone: await store.listSamePhone(db, brand.id, member.id, visibleMembers(ctx, "members.read", "m")),
    erase: erase ? { dueAt: erase.dueAt } : null,
  };
}

function readPhone(text: string): string | null {
  if (text.trim() === "") return null;
  const phone = normalizePhone(text);
  if (!phone) throw new Refusal("invalid", "members.phone-unfit");
  return phone;
}

/** Writes what colleagues know of a person; the nickname is the person's own. */
export async function changeMember(outer: Context, input: InputOf<typeof changeMemberEndpoint>) {
  return outer.transaction(async (ctx) => {
    const before = await accessMember(ctx, input.memberId, "members.manage");
    await members.lockMembers(ctx.db, ctx.brand.id, [before.id]);
    const phone = input.phone === undefined ? undefined : readPhone(input.phone);
    const asked = { name: input.name, city: input.city, custom: input.custom, phone };
    const known: Record<string, unknown> = { ...before };
    const fields = Object.entries(asked)
      .filter(([name, value]) => value !== undefined && JSON.stringify(value) !== JSON.stringify(known[name]))
      .map(([name]) => name);
    if (fields.length === 0) return done;
    await members.updateProfile(ctx.db, ctx.brand.id, before.id, { ...asked, phoneHash: phone && hashPhone(ctx.brand.id, phone) });
    if (fields.includes("name") || fields.includes("phone")) await writeTerms(ctx, [before.id]);
    await ctx.publish(memberChanged, { memberId: before.id, fields });

    await ctx.audit({ action: "members.change", targetKind: "member", targetId: before.id, after: { fields } });
    return done;
  });
}

export async function revealPhone(outer: Context, input: { memberId: string }): Promise<{ phone: string | null }> {
  return outer.transaction(async (ctx) => {
    const member = await accessMember(ctx, input.memberId, "members.phone");
    if (member.phone) await ctx.audit({ action: "members.reveal-phone", targetKind: "member", targetId: member.id });
    return { phone: member.phone };
  });
}

export async function listNotes(
  ctx: Context,
  input: InputOf<typeof listNotesEndpoint>,
  permission: "members.read" | "members.manage" = "members.read",
): Promise<{ items: MemberNote[]; nextCursor: string | null }> {
  const member = await accessMember(ctx, input.memberId, permission);
  const parts = await members.listClusterIds(ctx.db, ctx.brand.id, [member.id]);
  return pageBy(
    await store.listNotes(ctx.db, ctx.brand.id, parts, { before: readIdCursor(input.cursor), limit: input.limit }),
    input.limit,
  );
}

export async function addNote(outer: Context, input: InputOf<typeof addNoteEndpoint>): Promise<{ id: string }> {
  return outer.transaction(async (ctx) => {
    const member = await accessMember(ctx, input.memberId, "members.manage");
    const staffId = staffOf(ctx).id;
    const id = ctx.newId();
    await store.insertNote(ctx.db, ctx.brand.id, { id, memberId: member.id, staffId, text: input.text, createdAt: ctx.now });
    await ctx.publish(memberNoted, { memberId: member.id, noteId: id, staffId });
    return { id };
  });
}

export async function removeNote(outer: Context, input: InputOf<typeof removeNoteEndpoint>) {
  return outer.transaction(async (ctx) => {
    const member = await accessMember(ctx, input.memberId, "members.manage");
    const memberIds = await members.listClusterIds(ctx.db, ctx.brand.id, [member.id]);
    const removed = await store.deleteNote(ctx.db, ctx.brand.id, { id: input.noteId, memberIds, staffId: staffOf(ctx).id });
    if (removed === 0) throw new Refusal("missing", "members.note-missing");
    await ctx.audit({ action: "members.remove-note", targetKind: "member", targetId: member.id, before: { noteId: input.noteId } });
    return done;
  });
}
