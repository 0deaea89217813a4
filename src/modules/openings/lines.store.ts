import { type RawBuilder, sql } from "kysely";
import type { Db } from "../../server/db.ts";
import type { CommercialType } from "../groups/profile.contract.ts";
import type { Thresholds } from "../insight/thresholds.contract.ts";
import type { Combination, Line, LineAnswers } from "./openings.contract.ts";

export async function listLines(db: Db, brandId: number): Promise<Line[]> {
  const { rows } = await sql<Line>`
    select l.id, l.name, l.answers, l.combinations, l.changed_at, l.applied_at, l.applied_type,
      l.applied_at is not null and row_number() over (partition by l.applied_type order by l.applied_at desc nulls last, l.id) = 1 as is_focus,
      case when b.id is not null then jsonb_build_object('id', b.id, 'name', b.name, 'groups',
        (select count(*) from groups g where g.brand_id = b.brand_id and g.blueprint_id = b.id and g.status <> 'closed')) end as blueprint,
      case when f.id is not null then jsonb_build_object('id', f.id, 'name', f.name, 'state', f.state) end as flow
    from opening_lines l left join blueprints b on b.brand_id = l.brand_id and b.id = l.blueprint_id
      left join flows f on f.brand_id = l.brand_id and f.id = l.flow_id
    where l.brand_id = ${brandId} order by is_focus desc, l.name`.execute(db);
  return rows;
}

export interface LineRecord {
  id: string;
  name: string;
  answers: LineAnswers;
  combinations: Combination[];
  blueprintId: string | null;
  flowId: string | null;
}

/** The line, held until the transaction ends. */
export async function lockLine(db: Db, brandId: number, lineId: string): Promise<LineRecord | undefined> {
  const { rows } = await sql<LineRecord>`
    select id, name, answers, combinations, blueprint_id, flow_id from opening_lines where brand_id = ${brandId} and id = ${lineId} for update`.execute(
    db,
  );
  return rows[0];
}

export interface LineToWrite {
  id: string;
  name: string;
  answers: LineAnswers;
  combinations: readonly Combination[];
  at: Date;
}

export async function insertLine(db: Db, brandId: number, line: LineToWrite): Promise<void> {
  await sql`insert into opening_lines (brand_id, id, name, answers, combinations, changed_at)
    values (${brandId}, ${line.id}, ${line.name}, ${JSON.stringify(line.answers)}::jsonb, ${[...line.combinations]}::text[], ${line.at})`.execute(
    db,
  );
}

export async function updateLine(db: Db, brandId: number, line: LineToWrite): Promise<void> {
  await sql`update opening_lines set name = ${line.name}, answers = ${JSON.stringify(line.answers)}::jsonb, combinations = ${[...line.combinations]}::text[], changed_at = ${line.at}
    where brand_id = ${brandId} and id = ${line.id}`.execute(db);
}

export async function deleteLine(db: Db, brandId: number, lineId: string): Promise<void> {
  await sql`delete from opening_lines where brand_id = ${brandId} and id = ${lineId}`.execute(db);
}

/** Keeps a line as it stands; what was kept before `since` is forgotten. */
export async function keepBefore(
  db: Db,
  brandId: number,
  kept: { lineId: string; staffId: string | null; at: Date; since: Date },
): Promise<void> {
  await sql`delete from lines_before where brand_id = ${brandId} and changed_at < ${kept.since}`.execute(db);
  await sql`insert into lines_before (brand_id, line_id, line, staff_id, changed_at)
    select brand_id, id, to_jsonb(l), ${kept.staffId}::uuid, ${kept.at}::timestamptz from opening_lines l where brand_id = ${brandId} and id = ${kept.lineId}
    on conflict (brand_id, line_id) do update set line = excluded.line, staff_id = excluded.staff_id, changed_at = excluded.changed_at`.execute(
    db,
  );
}

export async function forgetBefore(db: Db, brandId: number, lineId: string): Promise<void> {
  await sql`delete from lines_before where brand_id = ${brandId} and line_id = ${lineId}`.execute(db);
}

export interface LineBefore {
  name: string;
  answers: LineAnswers;
  combinations: Combination[];
  line: unknown;
}

/** What the person changed last, once. */
export async function takeBefore(
  db: Db,
  brandId: number,
  ask: { lineId: string; staffId: string; since: Date },
): Promise<LineBefore | undefined> {
  const { rows } = await sql<LineBefore>`
    delete from lines_before where brand_id = ${brandId} and line_id = ${ask.lineId} and staff_id = ${ask.staffId} and changed_at >= ${ask.since}
    returning line ->> 'name' as name, line -> 'answers' as answers, line -> 'combinations' as combinations, line`.execute(db);
  return rows[0];
}

/** Writes a line as it stood; a flow that is gone meanwhile stays gone, and so does a focus that another has. */
export async function putBack(db: Db, brandId: number, { line }: LineBefore): Promise<void> {
  await sql`
    insert into opening_lines
    select whole.* from jsonb_populate_record(null::opening_lines, ${JSON.stringify(line)}::jsonb) kept
      cross join lateral jsonb_populate_record(kept, jsonb_build_object(
        'flow_id', (select f.id from flows f where f.brand_id = ${brandId} and f.id = kept.flow_id),
        'is_focus', kept.is_focus and not exists (select 1 from opening_lines o where o.brand_id = ${brandId} and o.is_focus and o.id <> kept.id))) whole
    on conflict (brand_id, id) do update set name = excluded.name, answers = excluded.answers, combinations = excluded.combinations, changed_at = excluded.changed_at`.execute(
    db,
  );
}

export interface Applied {
  lineId: string;
  type: CommercialType;
  combinations: readonly Combination[];
  blueprintId: string;
  /** What stands in the blueprint but for what a person set. */
  marks: Thresholds;
  flowId: string;
  at: Date;
}

/** Writes what was made of the line. `is_focus`, one a brand, is what the release before reads. */
export async function markApplied(db: Db, brandId: number, made: Applied): Promise<void> {
  await sql`update opening_lines set is_focus = false where brand_id = ${brandId} and is_focus and id <> ${made.lineId}`.execute(db);
  await sql`update opening_lines set is_focus = true, applied_at = ${made.at}, applied_type = ${made.type},
    applied_combinations = ${[...made.combinations]}::text[], applied_marks = ${JSON.stringify(made.marks)}::jsonb, blueprint_id = ${made.blueprintId}, flow_id = ${made.flowId}
    where brand_id = ${brandId} and id = ${made.lineId}`.execute(db);
}

export interface FocusRow {
  type: CommercialType;
  line: string;
  combinations: Combination[];
  groups: number;
}

/** Of each type the line applied last, as it was applied, and how many of the groups under the alias g are of it; that of most groups first. */
export async function listFocus(db: Db, brandId: number, groups: RawBuilder<boolean>): Promise<FocusRow[]> {
  const { rows } = await sql<FocusRow>`
    with seen as (select g.commercial_type as type, count(*)::int as groups from groups g where g.brand_id = ${brandId} and g.status <> 'closed' and ${groups} group by 1),
    last as (select distinct on (applied_type) * from opening_lines where brand_id = ${brandId} and applied_type is not null
      order by applied_type, applied_at desc, id)
    select l.applied_type as type, l.name as line, coalesce(l.applied_combinations, l.combinations) as combinations, coalesce(seen.groups, 0) as groups
    from last l left join seen on seen.type = l.applied_type order by groups desc, l.applied_at desc`.execute(db);
  return rows;
}

/** The marks that were last written into a blueprint for a line; null where that never was. */
export async function findWrittenMarks(db: Db, brandId: number, blueprintId: string): Promise<Thresholds | null> {
  const { rows } = await sql<{ marks: Thresholds }>`
    select applied_marks as marks from opening_lines where brand_id = ${brandId} and blueprint_id = ${blueprintId} and applied_marks is not null
    order by applied_at desc limit 1`.execute(db);
  return rows[0]?.marks ?? null;
}

/** The latest version of a blueprint. */
export async function findLatestSpec(
  db: Db,
  brandId: number,
  blueprintId: string,
): Promise<{ version: number; spec: unknown } | undefined> {
  const { rows } = await sql<{ version: number; spec: unknown }>`
    select v.version, v.spec from blueprints b join blueprint_versions v on v.brand_id = b.brand_id and v.blueprint_id = b.id and v.version = b.latest_version
    where b.brand_id = ${brandId} and b.id = ${blueprintId} and b.archived_at is null`.execute(db);
  return rows[0];
}

/** A flow that may still be edited: its draft's revision, and whom it is for. */
export async function findDraft(db: Db, brandId: number, flowId: string): Promise<{ revision: number } | undefined> {
  const { rows } = await sql<{ revision: number }>`
    select draft_revision as revision from flows where brand_id = ${brandId} and id = ${flowId} and state <> 'stopped'`.execute(db);
  return rows[0];
}
