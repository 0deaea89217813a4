import { sql } from "kysely";
import type { WordMatch } from "../../lib/search-terms.ts";
import type { Db } from "../../server/db.ts";
import type { ContentState } from "./approval.rules.ts";
import type { ContentBody, Direction, Format } from "./body.contract.ts";

export interface ContentRecord {
  id: string;
  name: string;
  direction: Direction;
  format: Format;
  state: ContentState;
  folderId: string | null;
  folderName: string | null;
  latestVersion: number;
  approvedVersion: number | null;
  expiresOn: string | null;
  note: string;
  body: ContentBody;
  uses: number;
  lastUsedAt: string | null;
  updatedAt: string;
  authorName: string | null;
}

const select = sql`
  select c.id, c.name, c.direction, c.format, c.state, c.folder_id, f.name as folder_name, c.latest_version, c.approved_version, c.expires_on, c.note,
    v.body, coalesce(u.uses, 0)::int as uses, u.last_used_at, c.updated_at, s.name as author_name
  from contents c
    join content_versions v on v.brand_id = c.brand_id and v.content_id = c.id and v.version = c.latest_version
    left join content_folders f on f.brand_id = c.brand_id and f.id = c.folder_id
    left join staff s on s.brand_id = v.brand_id and s.id = v.created_by
    left join lateral (select count(*) as uses, max(used_at) as last_used_at from content_uses u where u.brand_id = c.brand_id and u.content_id = c.id) u on true`;

export interface ListAsked {
  words: readonly WordMatch[];
  direction?: string | undefined;
  format?: string | undefined;
  state?: string | undefined;
  folder?: string | undefined;
  /** The brand's day on which the contents must be fit to be sent. */
  usableOn?: string | undefined;
  sort: "-updated" | "name" | "-uses";
  after?: readonly (string | number | null)[] | undefined;
  limit: number;
}

/** Every word of the question must fit one of its sets of terms, each set by equality. */
function fitting(brandId: number, words: readonly WordMatch[]) {
  const one = (word: WordMatch) =>
    sql.join(
      word.map(
        (set) =>
          sql`c.id in (select content_id from content_terms where brand_id = ${brandId} and term = any(${[...set]}::text[]) group by content_id having count(*) = ${set.length})`,
      ),
      sql` or `,
    );
  return words.length === 0
    ? sql`true`
    : sql.join(
        words.map((word) => sql`(${one(word)})`),
        sql` and `,
      );
}

function inFolder(brandId: number, folder: string | undefined) {
  if (folder === undefined) return sql`true`;
  if (folder === "none") return sql`c.folder_id is null`;
  return sql`c.folder_id in (with recursive below as (
    select id from content_folders where brand_id = ${brandId} and id = ${folder}::uuid
    union all select f.id from content_folders f join below on f.parent_id = below.id where f.brand_id = ${brandId}) select id from below)`;
}

const orders = {
  "-updated": {
    by: sql`c.updated_at desc, c.id desc`,
    after: (a: readonly unknown[]) => sql`(c.updated_at, c.id) < (${a[0]}::timestamptz, ${a[1]}::uuid)`,
  },
  name: { by: sql`c.name, c.id`, after: (a: readonly unknown[]) => sql`(c.name, c.id) > (${a[0]}::text, ${a[1]}::uuid)` },
  "-uses": {
    by: sql`coalesce(u.uses, 0) desc, c.id desc`,
    after: (a: readonly unknown[]) => sql`(coalesce(u.uses, 0), c.id) < (${a[0]}::bigint, ${a[1]}::uuid)`,
  },
};

/** One row more than asked, to tell whether there is a next page. Retired ones only when asked for. */
export async function listContents(db: Db, brandId: number, asked: ListAsked): Promise<ContentRecord[]> {
  const order = orders[asked.sort];
  const conditions = [
    sql`c.brand_id = ${brandId}`,
    asked.state ? sql`c.state = ${asked.state}` : sql`c.state <> 'retired'`,
    asked.direction ? sql`c.direction = ${asked.direction}` : sql`true`,
    asked.format ? sql`c.format = ${asked.format}` : sql`true`,
    asked.usableOn ? sql`c.approved_version is not null and (c.expires_on is null or c.expires_on >= ${asked.usableOn}::date)` : sql`true`,
    inFolder(brandId, asked.folder),
    fitting(brandId, asked.words),
    asked.after?.length === 2 ? order.after(asked.after) : sql`true`,
  ];
  const { rows } =
    await sql<ContentRecord>`${select} where ${sql.join(conditions, sql` and `)} order by ${order.by} limit ${asked.limit + 1}`.execute(db);
  return rows;
}

export async function findContent(db: Db, brandId: number, id: string): Promise<ContentRecord | undefined> {
  const { rows } = await sql<ContentRecord>`${select} where c.brand_id = ${brandId} and c.id = ${id}`.execute(db);
  return rows[0];
}

/** Holds the content until the transaction ends, so that two editors never make the same version. */
export async function lockContent(db: Db, brandId: number, id: string): Promise<ContentRecord | undefined> {
  await sql`select 1 from contents where brand_id = ${brandId} and id = ${id} for update`.execute(db);
  return findContent(db, brandId, id);
}

export interface VersionRecord {
  version: number;
  body: ContentBody;
  createdAt: string;
  authorName: string | null;
  approvedAt: string | null;
  approverName: string | null;
}

/** Newest first. */
export async function listVersions(db: Db, brandId: number, contentId: string): Promise<VersionRecord[]> {
  const { rows } = await sql<VersionRecord>`
    select v.version, v.body, v.created_at, s.name as author_name, v.approved_at, a.name as approver_name
    from content_versions v left join staff s on s.brand_id = v.brand_id and s.id = v.created_by left join staff a on a.brand_id = v.brand_id and a.id = v.approved_by
    where v.brand_id = ${brandId} and v.content_id = ${contentId} order by v.version desc`.execute(db);
  return rows;
}

export interface NewContent {
  id: string;
  name: string;
  direction: Direction;
  folderId: string | null;
  expiresOn: string | null;
  body: ContentBody;
  by: string | null;
  at: Date;
}

export async function insertContent(db: Db, brandId: number, content: NewContent): Promise<void> {
  await sql`insert into contents (brand_id, id, folder_id, direction, format, name, state, latest_version, expires_on, created_by, created_at, updated_at)
    values (${brandId}, ${content.id}, ${content.folderId}, ${content.direction}, ${content.body.format}, ${content.name}, 'draft', 1, ${content.expiresOn}, ${content.by}, ${content.at}, ${content.at})`.execute(
    db,
  );
  await insertVersion(db, brandId, { contentId: content.id, version: 1, body: content.body, by: content.by, at: content.at });
}

export async function insertVersion(
  db: Db,
  brandId: number,
  row: { contentId: string; version: number; body: ContentBody; by: string | null; at: Date },
): Promise<void> {
  await sql`insert into content_versions (brand_id, content_id, version, body, created_by, created_at)
    values (${brandId}, ${row.contentId}, ${row.version}, ${JSON.stringify(row.body)}::jsonb, ${row.by}, ${row.at})`.execute(db);
}

/** A new version starts as a draft; the approved one stays in use. */
export async function updateContent(
  db: Db,
  brandId: number,
  row: {
    id: string;
    name: string;
    direction: Direction;
    format: Format;
    folderId: string | null;
    expiresOn: string | null;
    latestVersion: number;
    state: ContentState;
    at: Date;
  },
): Promise<void> {
  await sql`update contents set name = ${row.name}, direction = ${row.direction}, format = ${row.format}, folder_id = ${row.folderId}, expires_on = ${row.expiresOn},
    latest_version = ${row.latestVersion}, state = ${row.state}, updated_at = ${row.at} where brand_id = ${brandId} and id = ${row.id}`.execute(
    db,
  );
}

export async function updateState(
  db: Db,
  brandId: number,
  row: { id: string; state: ContentState; note: string; at: Date },
): Promise<void> {
  await sql`update contents set state = ${row.state}, note = ${row.note}, updated_at = ${row.at} where brand_id = ${brandId} and id = ${row.id}`.execute(
    db,
  );
}

/** The latest version is the one that may be sent from now on. */
export async function approveLatest(db: Db, brandId: number, row: { id: string; by: string | null; at: Date }): Promise<void> {
  await sql`update content_versions v set approved_by = ${row.by}, approved_at = ${row.at} from contents c
    where c.brand_id = ${brandId} and c.id = ${row.id} and v.brand_id = c.brand_id and v.content_id = c.id and v.version = c.latest_version`.execute(
    db,
  );
  await sql`update contents set approved_version = latest_version where brand_id = ${brandId} and id = ${row.id}`.execute(db);
}

export async function replaceTerms(db: Db, brandId: number, contentId: string, terms: readonly string[]): Promise<void> {
  await sql`delete from content_terms where brand_id = ${brandId} and content_id = ${contentId} and term <> all(${[...terms]}::text[])`.execute(
    db,
  );
  await sql`insert into content_terms (brand_id, term, content_id) select ${brandId}::int, term, ${contentId}::uuid from unnest(${[...terms]}::text[]) as t(term) on conflict do nothing`.execute(
    db,
  );
}

export async function fileContents(db: Db, brandId: number, ids: readonly string[], folderId: string | null): Promise<number> {
  const { rows } =
    await sql`update contents set folder_id = ${folderId} where brand_id = ${brandId} and id = any(${[...ids]}::uuid[]) returning id`.execute(
      db,
    );
  return rows.length;
}

/** Hashes of a body's pictures that the brand has no bytes for. */
export async function listMissingFiles(db: Db, brandId: number, sha256s: readonly string[]): Promise<string[]> {
  if (sha256s.length === 0) return [];
  const { rows } = await sql<{ sha256: string }>`
    select sha256 from unnest(${[...sha256s]}::text[]) as asked(sha256) where not exists (select 1 from files f where f.brand_id = ${brandId} and f.sha256 = asked.sha256)`.execute(
    db,
  );
  return rows.map((row) => row.sha256);
}
