import { eraseMember, exportMember, withdrawEraseByStaff } from "../src/modules/members/privacy.actions.ts";
import { recordConsents, resolveMembers } from "../src/modules/members/index.ts";
import { addNote } from "../src/modules/members/profile.actions.ts";
import { addTag, changeTags } from "../src/modules/members/tag.actions.ts";
import type { Ground } from "./scale-ground.ts";
import { type Scale, words } from "./scale-life.ts";

const DAY_MS = 86_400_000;
const TAGS = 50;
/** Members of one change. */
export const TAGGED_AT_ONCE = 1_000;

/** Members of every so many, the same in every run: far apart, so that they are of all groups and days. */
async function membersOf({ ctx }: Ground, people: number, of: number, from: number, to: number): Promise<string[]> {
  const stride = Math.floor(people / of);
  const refs = Array.from({ length: to - from }, (_, n) => ({
    kind: "web",
    scope: "",
    externalId: `p${(from + n) * stride}`,
    at: ctx().now,
  }));
  return resolveMembers(ctx(), refs);
}

/** Two of the tags for each of some people, by two changes of all of them. */
export async function tagPeople(ground: Ground, { members, tagged }: Scale, from: number, to: number): Promise<void> {
  const memberIds = await membersOf(ground, members, tagged, from, to);
  const turn = Math.floor(from / TAGGED_AT_ONCE);
  for (const n of [turn % TAGS, (turn * 7 + 13) % TAGS]) {
    const { id: tagId } = await addTag(ground.owner(), { name: `标签 ${n + 1}` });
    await changeTags(ground.owner(), { tagId, direction: "add", who: { memberIds } });
  }
}

export async function notePeople(ground: Ground, { members, notes }: Scale, from: number, to: number): Promise<void> {
  const ids = await membersOf(ground, members, notes, from, to);
  await ground.owner().transaction(async (ctx) => {
    for (const [n, memberId] of ids.entries())
      await addNote(ctx, { memberId, text: `${words[(from + n) % words.length]}，第 ${from + n + 1} 次回访` });
  });
}

/** What people said to marketing on the phone. */
export async function askConsent(ground: Ground, { members, consents }: Scale, from: number, to: number): Promise<void> {
  const ids = await membersOf(ground, members, consents, from, to);
  const said = ids.map((memberId, n) => ({
    memberId,
    purpose: "marketing" as const,
    granted: (from + n) % 7 !== 0,
    textVersion: "2026-08",
    channel: "web",
  }));
  await recordConsents(ground.ctx(), said);
}

/** What is asked of a person's data: in turns an erasure whose day has come, one to come, one that is withdrawn, and copies. */
async function askOf({ owner }: Ground, memberId: string, at: number, nowMs: number): Promise<void> {
  const turn = at % 6;
  if (turn > 2) await exportMember(owner(), { memberId });
  else await eraseMember(owner(turn === 0 ? nowMs - (16 + (at % 30)) * DAY_MS : nowMs), { memberId });
  if (turn === 2) await withdrawEraseByStaff(owner(), { memberId });
}

/** Requests of all kinds; but for the last tenth they are carried out where their day has come. */
export async function askPrivacy(ground: Ground, { members, privacyRequests }: Scale, from: number, nowMs: number): Promise<void> {
  const ids = await membersOf(ground, members, privacyRequests, from, privacyRequests);
  const early = Math.floor(ids.length * 0.9);
  for (const [n, memberId] of ids.entries()) {
    if (n === early) for (const name of ["members.make-exports", "members.erase"]) await ground.tick(name);
    await askOf(ground, memberId, from + n, nowMs);
  }
}
