import type { InputOf } from "../../lib/define.ts";
import { found } from "../../lib/refusal.ts";
import { queryTerms } from "../../lib/search-terms.ts";
import { localDay } from "../../lib/time.ts";
import { type Context, requirePermission } from "../../server/context.ts";
import { decodeCursor, encodeCursor } from "../../server/page.ts";
import type { ContentBody } from "./body.contract.ts";
import type { ContentDetail, ContentRow, listContentsEndpoint } from "./contents.contract.ts";
import * as store from "./contents.store.ts";
import { listUses } from "./uses.store.ts";
import { summaryOf, textsOf } from "./variables.rules.ts";
import { findFlaggedWords } from "./words.rules.ts";

function picturesOf(body: ContentBody): string[] {
  if (body.format === "image") return body.images.map((image) => image.sha256);
  return body.format === "link" && body.cover ? [body.cover] : [];
}

function toRow(ctx: Context, record: store.ContentRecord): ContentRow {
  const { body, note: _note, ...rest } = record;
  const pictures = picturesOf(body);
  return {
    ...rest,
    isExpired: record.expiresOn !== null && record.expiresOn < localDay(ctx.now.getTime(), ctx.brand.zone),
    summary: summaryOf(body),
    coverUrl: pictures[0] ? ctx.fileUrl(pictures[0]) : null,
    pictures: pictures.length,
    flaggedWords: textsOf(body).flatMap(findFlaggedWords).length,
  };
}

const cursorOf: Record<"-updated" | "name" | "-uses", (row: store.ContentRecord) => string> = {
  "-updated": (row) => encodeCursor([row.updatedAt, row.id]),
  name: (row) => encodeCursor([row.name, row.id]),
  "-uses": (row) => encodeCursor([row.uses, row.id]),
};

export async function listContents(ctx: Context, input: InputOf<typeof listContentsEndpoint>) {
  requirePermission(ctx, "contents.read");
  const words = queryTerms(input.q ?? "");
  if (input.q && words.length === 0) return { items: [], nextCursor: null };
  const records = await store.listContents(ctx.db, ctx.brand.id, {
    words,
    direction: input.direction,
    format: input.format,
    state: input.state,
    folder: input.folder,
    usableOn: input.usable ? localDay(ctx.now.getTime(), ctx.brand.zone) : undefined,
    sort: input.sort,
    after: decodeCursor(input.cursor),
    limit: input.limit,
  });
  const shown = records.slice(0, input.limit);
  const last = shown.at(-1);
  return {
    items: shown.map((record) => toRow(ctx, record)),
    nextCursor: records.length > input.limit && last ? cursorOf[input.sort](last) : null,
  };
}

export async function showContent(ctx: Context, input: { contentId: string }): Promise<ContentDetail> {
  const record = found(await store.findContent(ctx.db, ctx.brand.id, input.contentId), "contents.missing");
  const versions = await store.listVersions(ctx.db, ctx.brand.id, record.id);
  return {
    ...toRow(ctx, record),
    note: record.note,
    versions: versions.map((version) => ({
      ...version,
      urls: Object.fromEntries(picturesOf(version.body).map((sha256) => [sha256, ctx.fileUrl(sha256)])),
    })),
    usedIn: await listUses(ctx.db, ctx.brand.id, record.id),
  };
}
