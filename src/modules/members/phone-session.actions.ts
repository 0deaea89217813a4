import type { Actor, Context } from "../../server/context.ts";
import { hashToken, newToken } from "../../server/random.ts";
import * as store from "./phone-session.store.ts";

const SESSION_MS = 180 * 86_400_000;

/** A new session of a member's phone; the token is answered once and kept only as a hash. */
export async function beginPhoneSession(ctx: Context, memberId: string): Promise<string> {
  const token = newToken();
  await store.insertPhoneSession(ctx.db, ctx.brand.id, {
    tokenHash: hashToken(token),
    memberId,
    createdAt: ctx.now,
    expiresAt: new Date(ctx.now.getTime() + SESSION_MS),
  });
  return token;
}

export async function findMemberActor(ctx: Context, token: string): Promise<Actor | undefined> {
  const member = await store.findMemberBySession(ctx.db, ctx.brand.id, hashToken(token), ctx.now);
  return member && { kind: "member", id: member.id, name: member.nickname };
}
