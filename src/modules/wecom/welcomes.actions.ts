import { done, type InputOf } from "../../lib/define.ts";
import { found, Refusal } from "../../lib/refusal.ts";
import type { Context } from "../../server/context.ts";
import { mediaNeededBy, MAX_ATTACHMENTS } from "../../channels/wecom/wecom.encode.ts";
import { findContentVersion, findStandings } from "../contents/index.ts";
import { findCode } from "./codes.store.ts";
import { openCorpOf } from "./corps.actions.ts";
import type { listWelcomeSendsEndpoint, saveWelcomeEndpoint, Welcome, WelcomeSend } from "./welcome.contract.ts";
import * as store from "./welcome.store.ts";

export async function listWelcomes(ctx: Context, input: { connectionId: string }): Promise<{ items: Welcome[] }> {
  const { corp } = await openCorpOf(ctx, input.connectionId);
  const rows = await store.listWelcomes(ctx.db, ctx.brand.id, corp.corp);
  const standings = await findStandings(ctx, [...new Set(rows.flatMap((row) => row.contentIds))]);
  return {
    items: rows.map(({ contentIds, ...row }) => ({
      ...row,
      contents: contentIds.flatMap((id) => {
        const one = standings.get(id);
        return one ? [{ id, name: one.name, usable: one.approvedVersion !== null && one.state !== "retired" }] : [];
      }),
    })),
  };
}

export async function saveWelcome(outer: Context, input: InputOf<typeof saveWelcomeEndpoint>): Promise<{ id: string }> {
  const { corp } = await openCorpOf(outer, input.connectionId);
  return outer.transaction(async (ctx) => {
    const { welcome, welcomeId } = input;
    if (welcome.text === "" && welcome.contentIds.length === 0) throw new Refusal("invalid", "wecom.welcome-empty");
    if (welcome.codeId) found(await findCode(ctx.db, ctx.brand.id, corp.corp, welcome.codeId), "wecom.code-missing");
    await requireRoom(ctx, welcome.contentIds);
    const before = welcomeId
      ? found(
          (await store.listWelcomes(ctx.db, ctx.brand.id, corp.corp)).find((one) => one.id === welcomeId),
          "wecom.welcome-missing",
        )
      : undefined;
    const id = welcomeId ?? ctx.newId();
    await store.upsertWelcome(ctx.db, ctx.brand.id, corp.corp, id, welcome, ctx.now);
    await ctx.audit({
      action: before ? "wecom.change-welcome" : "wecom.add-welcome",
      targetKind: "wecom-welcome",
      targetId: id,
      ...(before ? { before: { name: before.name, isOn: before.isOn, text: before.text } } : {}),
      after: { name: welcome.name, isOn: welcome.isOn, text: welcome.text },
    });
    return { id };
  });
}

/** Contents that may go out, with no more hanging on them than the platform takes. */
async function requireRoom(ctx: Context, contentIds: readonly string[]): Promise<void> {
  let hung = 0;
  for (const contentId of contentIds) {
    const { body } = await findContentVersion(ctx, contentId);
    hung += body.format === "link" ? 1 : mediaNeededBy([body]).length;
  }
  if (hung > MAX_ATTACHMENTS) throw new Refusal("invalid", "wecom.too-much", { limit: MAX_ATTACHMENTS });
}

export async function removeWelcome(outer: Context, input: { connectionId: string; welcomeId: string }) {
  const { corp } = await openCorpOf(outer, input.connectionId);
  return outer.transaction(async (ctx) => {
    if (!(await store.deleteWelcome(ctx.db, ctx.brand.id, corp.corp, input.welcomeId)))
      throw new Refusal("missing", "wecom.welcome-missing");
    await ctx.audit({ action: "wecom.remove-welcome", targetKind: "wecom-welcome", targetId: input.welcomeId });
    return done;
  });
}

export async function listWelcomeSends(
  ctx: Context,
  input: InputOf<typeof listWelcomeSendsEndpoint>,
): Promise<{ items: WelcomeSend[]; nextCursor: string | null }> {
  const { corp } = await openCorpOf(ctx, input.connectionId);
  const rows = await store.listSends(ctx.db, ctx.brand.id, corp.corp, { status: input.status, before: input.cursor, limit: input.limit });
  const items = rows.slice(0, input.limit);
  return { items, nextCursor: rows.length > input.limit ? (items.at(-1)?.id ?? null) : null };
}
