import { type RawBuilder, sql } from "kysely";
import type { Db } from "../../server/db.ts";
import type { AuditEntry } from "./audit.contract.ts";

export interface AuditQuery {
  q?: string | undefined;
  actorId?: string | undefined;
  action?: string | undefined;
  targetKind?: string | undefined;
  targetId?: string | undefined;
  from: Date | null;
  to: Date | null;
  before: string | null;
  limit: number;
}

/** Tables whose rows are named where they are what was acted on. */
const named: readonly (readonly [kind: string, table: string, name: string])[] = [
  ["staff", "staff", "name"],
  ["org-unit", "org_units", "name"],
  ["invite", "staff_invites", "name"],
  ["group", "groups", "name"],
  ["blueprint", "blueprints", "name"],
  ["member", "members", "coalesce(nullif(name, ''), nickname)"],
  ["tag", "tags", "name"],
  ["content", "contents", "name"],
  ["content-folder", "content_folders", "name"],
  ["column", "content_columns", "name"],
  ["flow", "flows", "name"],
  ["send", "sends", "name"],
  ["task", "tasks", "title"],
];

const nameOfTarget = sql.raw<string | null>(
  `case a.target_kind when 'brand' then (select name from brands x where x.id = a.brand_id) ${named.map(([kind, table, name]) => `when '${kind}' then (select ${name} from ${table} x where x.brand_id = a.brand_id and x.id = a.target_uuid)`).join(" ")} end`,
);

/** What ids stand for; those of nothing with a name are left out. */
export async function listNames(db: Db, brandId: number, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const parts = named.map(
    ([, table, name]) =>
      sql`select id, ${sql.raw(name)} as name from ${sql.table(table)} where brand_id = ${brandId} and id = any(${ids}::uuid[])`,
  );
  const { rows } = await sql<{ id: string; name: string }>`${sql.join(parts, sql` union all `)}`.execute(db);
  return new Map(rows.map((row) => [row.id, row.name]));
}

/** The target of an entry `e` where it is an id. */
const targetUuid = sql`case when e.target_id ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' then e.target_id::uuid end`;

/** Entries `e` of what is named so now, or was when it was changed. */
function ofNamed(brandId: number, like: string): RawBuilder<boolean> {
  const parts = named.map(([kind, table, name]) => {
    const called = sql`from ${sql.table(table)} where brand_id = ${brandId} and ${sql.raw(name)} like ${like}`;
    // Of members there are too many to look at each: only at those whom an entry speaks of.
    return kind === "member"
      ? sql`(e.target_kind = 'member' and exists (select 1 ${called} and id = ${targetUuid}))`
      : sql`e.target_id in (select id::text ${called})`;
  });
  return sql<boolean>`(e.before ->> 'name' like ${like} or e.after ->> 'name' like ${like} or ${sql.join(parts, sql` or `)})`;
}

/** Newest first, one row more than the limit. */
export async function listAudit(db: Db, brandId: number, query: AuditQuery): Promise<AuditEntry[]> {
  const like = query.q ? `%${query.q.replaceAll(/[\\%_]/g, "\\$&")}%` : null;
  const { rows } = await sql<AuditEntry>`
    select id, at, actor_kind, actor_id, actor_name, action, target_kind, target_id, ${nameOfTarget} as target_name, before, after, request_id
    from (select e.*, ${targetUuid} as target_uuid
      from audit_entries e
      where brand_id = ${brandId} and (${query.before}::uuid is null or id < ${query.before}::uuid)
        and (${query.actorId}::text is null or actor_id = ${query.actorId})
        and (${query.action}::text is null or action = ${query.action})
        and (${query.targetKind}::text is null or target_kind = ${query.targetKind})
        and (${query.targetId}::text is null or target_id = ${query.targetId})
        and (${query.from}::timestamptz is null or at >= ${query.from}::timestamptz) and (${query.to}::timestamptz is null or at < ${query.to}::timestamptz)
        and ${like === null ? sql`true` : sql`(actor_name like ${like} or action like ${like} or target_id like ${like} or ${ofNamed(brandId, like)})`}
      order by id desc limit ${query.limit + 1}) a
    order by id desc`.execute(db);
  return rows;
}

export interface AuditChoices {
  actors: { id: string; name: string; kind: AuditEntry["actorKind"] }[];
  actions: string[];
  targetKinds: string[];
}

const CHOICE_ROWS = 50_000;

/** What occurs among the newest fifty thousand entries. */
export async function readAuditChoices(db: Db, brandId: number): Promise<AuditChoices> {
  const { rows } = await sql<AuditChoices>`
    with recent as materialized (select actor_kind, actor_id, actor_name, action, target_kind from audit_entries where brand_id = ${brandId} order by id desc limit ${CHOICE_ROWS})
    select coalesce((select json_agg(x order by x.kind, x.name) from (
        select actor_id as id, max(coalesce(actor_name, actor_id)) as name, min(actor_kind) as kind from recent where actor_id is not null group by actor_id) x), '[]') as actors,
      coalesce((select json_agg(distinct action) from recent), '[]') as actions,
      coalesce((select json_agg(distinct target_kind) from recent where target_kind is not null), '[]') as target_kinds`.execute(db);
  return rows[0] ?? { actors: [], actions: [], targetKinds: [] };
}
