import type { InputOf } from "../../lib/define.ts";
import { found, Refusal } from "../../lib/refusal.ts";
import { searchTerms } from "../../lib/search-terms.ts";
import { listJoint } from "../../lib/language.ts";
import { localDay } from "../../lib/time.ts";
import { type Context, requirePermission } from "../../server/context.ts";
import { decideMove, permissionOf } from "./approval.rules.ts";
import type { ContentBody } from "./body.contract.ts";
import { contentApproved, type createContentEndpoint, type moveContentEndpoint, type saveContentEndpoint } from "./contents.contract.ts";
import * as store from "./contents.store.ts";
import { findFolder } from "./folders.store.ts";
import { findUnknownVariables, textsOf } from "./variables.rules.ts";
import { findFlaggedWords } from "./words.rules.ts";

const actorId = (ctx: Context) => (ctx.actor.kind === "staff" ? ctx.actor.id : null);

/** Refuses a text that names a variable we do not know. */
export function requireKnownVariables(texts: readonly string[]): void {
  const unknown = texts.flatMap(findUnknownVariables);
  if (unknown.length > 0) throw new Refusal("invalid", "contents.unknown-variable", { name: `{${unknown[0]}}`, names: unknown });
}

async function requireSound(ctx: Context, input: { folderId: string | null; body: ContentBody }): Promise<void> {
  requireKnownVariables(textsOf(input.body));
  if (input.folderId) found(await findFolder(ctx.db, ctx.brand.id, input.folderId), "contents.folder-missing");
  const { body } = input;
  const pictures =
    body.format === "image" ? body.images.map((image) => image.sha256) : body.format === "link" && body.cover ? [body.cover] : [];
  const missing = await store.listMissingFiles(ctx.db, ctx.brand.id, pictures);
  if (missing.length > 0) throw new Refusal("missing", "files.missing", { sha256: missing[0] });
}

const termsOf = (input: { name: string; body: ContentBody }) =>
  searchTerms(input.name, ...textsOf(input.body).map((text) => text.slice(0, 200)));

export async function createContent(
  outer: Context,
  input: InputOf<typeof createContentEndpoint>,
): Promise<{ id: string; version: number }> {
  return outer.transaction(async (ctx) => {
    requirePermission(ctx, "contents.write");
    await requireSound(ctx, input);
    const id = ctx.newId();
    await store.insertContent(ctx.db, ctx.brand.id, { ...input, id, by: actorId(ctx), at: ctx.now });
    await store.replaceTerms(ctx.db, ctx.brand.id, id, termsOf(input));
    await ctx.audit({
      action: "contents.create",
      targetKind: "content",
      targetId: id,
      after: { name: input.name, direction: input.direction, format: input.body.format },
    });
    return { id, version: 1 };
  });
}

export async function saveContent(outer: Context, input: InputOf<typeof saveContentEndpoint>): Promise<{ id: string; version: number }> {
  return outer.transaction(async (ctx) => {
    requirePermission(ctx, "contents.write");
    const before = found(await store.lockContent(ctx.db, ctx.brand.id, input.contentId), "contents.missing");
    if (before.state === "retired") throw new Refusal("conflict", "contents.retired", { name: before.name });
    if (before.latestVersion !== input.version)
      throw new Refusal("conflict", "contents.edited-elsewhere", { name: before.name, version: before.latestVersion });
    await requireSound(ctx, input);
    const isSame = JSON.stringify(before.body) === JSON.stringify(input.body);
    const version = isSame ? before.latestVersion : before.latestVersion + 1;
    if (!isSame)
      await store.insertVersion(ctx.db, ctx.brand.id, { contentId: before.id, version, body: input.body, by: actorId(ctx), at: ctx.now });
    await store.updateContent(ctx.db, ctx.brand.id, {
      id: before.id,
      name: input.name,
      direction: input.direction,
      format: input.body.format,
      folderId: input.folderId,
      expiresOn: input.expiresOn,
      latestVersion: version,
      state: isSame ? before.state : "draft",
      at: ctx.now,
    });
    await store.replaceTerms(ctx.db, ctx.brand.id, before.id, termsOf(input));
    await ctx.audit({
      action: "contents.save",
      targetKind: "content",
      targetId: before.id,
      before: { name: before.name, version: before.latestVersion },
      after: { name: input.name, version },
    });
    return { id: before.id, version };
  });
}

export async function moveContent(outer: Context, input: InputOf<typeof moveContentEndpoint>) {
  return outer.transaction(async (ctx) => {
    requirePermission(ctx, permissionOf(input.move));
    const before = found(await store.lockContent(ctx.db, ctx.brand.id, input.contentId), "contents.missing");
    if (before.latestVersion !== input.version)
      throw new Refusal("conflict", "contents.edited-elsewhere", { name: before.name, version: before.latestVersion });
    const words = textsOf(before.body).flatMap(findFlaggedWords);
    const decision = decideMove({
      move: input.move,
      state: before.state,
      flaggedWords: words.length,
      acceptsWords: input.acceptsWords,
      isExpired: before.expiresOn !== null && before.expiresOn < localDay(ctx.now.getTime(), ctx.brand.zone),
    });
    if (decision.verdict === "refuse") {
      throw new Refusal("conflict", `contents.${decision.reason}`, {
        name: before.name,
        state: before.state,
        words: [...new Set(words.map((one) => one.word))].join(listJoint[ctx.language]),
        expiresOn: before.expiresOn,
      });
    }
    await store.updateState(ctx.db, ctx.brand.id, {
      id: before.id,
      state: decision.to,
      note: input.move === "reject" ? input.note : "",
      at: ctx.now,
    });
    if (input.move === "approve") await approve(ctx, before);
    await ctx.audit({
      action: `contents.${input.move}`,
      targetKind: "content",
      targetId: before.id,
      before: { state: before.state },
      after: { state: decision.to, version: before.latestVersion, note: input.note, words: words.map((one) => one.word) },
    });
    return { state: decision.to };
  });
}

async function approve(ctx: Context, content: store.ContentRecord): Promise<void> {
  await store.approveLatest(ctx.db, ctx.brand.id, { id: content.id, by: actorId(ctx), at: ctx.now });
  await ctx.publish(contentApproved, { contentId: content.id, version: content.latestVersion });
}

export async function fileContents(outer: Context, input: { contentIds: string[]; folderId: string | null }) {
  return outer.transaction(async (ctx) => {
    requirePermission(ctx, "contents.write");
    if (input.folderId) found(await findFolder(ctx.db, ctx.brand.id, input.folderId), "contents.folder-missing");
    const moved = await store.fileContents(ctx.db, ctx.brand.id, input.contentIds, input.folderId);
    await ctx.audit({
      action: "contents.file",
      targetKind: "content-folder",
      targetId: input.folderId ?? "none",
      after: { contents: moved },
    });
    return { moved };
  });
}
