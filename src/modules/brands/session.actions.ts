import { done } from "../../lib/define.ts";
import type { OpenContext } from "../../server/module.ts";
import type { Session } from "./brands.contract.ts";
import { describeBrands } from "./brand.actions.ts";
import * as store from "./brands.store.ts";

export async function showSession(open: OpenContext): Promise<Session> {
  if (!open.userId) return { user: null, brands: [], firstRun: (await store.countBrands(open.platform)) === 0 };
  const brands = await describeBrands(open, open.userId);
  return { user: { id: open.userId, name: brands[0]?.staff.name ?? "" }, brands, firstRun: false };
}

export async function signIn(open: OpenContext, input: { login: string; password: string; remember: boolean }) {
  await open.identity.signInByPassword(open, input);
  return done;
}

export async function signInByToken(open: OpenContext, input: { token: string }) {
  await open.identity.signInByToken(open, input.token);
  return done;
}

export async function signOut(open: OpenContext) {
  await open.identity.signOut(open);
  return done;
}
