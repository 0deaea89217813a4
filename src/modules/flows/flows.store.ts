import { type RawBuilder, sql } from "kysely";
import type { Db } from "../../server/db.ts";
import type { FlowKind, FlowSpec, FlowState } from "./spec.contract.ts";

export interface FlowRecord {
  id: string;
  kind: FlowKind;
  name: string;
  state: FlowState;
  orgId: string;
  orgName: string;
  draft: FlowSpec;
  draftRevision: number;
  draftSavedAt: string;
  latestVersion: number;
  runningVersion: number | null;
  /** Of the running version, else of the latest one. */
  spec: FlowSpec | null;
  plannedUntil: string | null;
  nextDueAt: string | null;
  startedAt: string | null;
  createdBy: string | null;
  updatedAt: string;
  groups: number;
}

const select = sql`
  select f.id, f.kind, f.name, f.state, f.org_id, o.name as org_name, f.draft, f.draft_revision, f.draft_saved_at, f.latest_version, f.running_version, v.spec,
    f.planned_until, f.next_due_at, f.started_at, f.created_by, f.updated_at, coalesce(r.groups, 0)::int as groups
  from flows f
    join org_units o on o.brand_id = f.brand_id and o.id = f.org_id
    left join flow_versions v on v.brand_id = f.brand_id and v.flow_id = f.id and v.version = coalesce(f.running_version, f.latest_version)
    left join lateral (select count(*) as groups from runs r where r.brand_id = f.brand_id and r.flow_id = f.id and r.subject_kind = 'group' and r.state = 'active') r on true`;

/** `visible` is a predicate over flows f. Running ones first, then by change. */
export async function listFlows(db: Db, brandId: number, visible: RawBuilder<boolean>, state?: FlowState): Promise<FlowRecord[]> {
  const { rows } =
    await sql<FlowRecord>`${select} where f.brand_id = ${brandId} and ${visible} and ${state ? sql`f.state = ${state}` : sql`f.state <> 'stopped'`}
    order by array_position(array['running', 'paused', 'draft', 'stopped'], f.state), f.updated_at desc, f.id limit 200`.execute(db);
  return rows;
}

export async function findFlow(db: Db, brandId: number, id: string, visible: RawBuilder<boolean>): Promise<FlowRecord | undefined> {
  const { rows } = await sql<FlowRecord>`${select} where f.brand_id = ${brandId} and f.id = ${id} and ${visible}`.execute(db);
  return rows[0];
}

/** Holds the flow until the transaction ends: no step of it is made meanwhile. */
export async function lockFlow(db: Db, brandId: number, id: string, visible: RawBuilder<boolean>): Promise<FlowRecord | undefined> {
  await sql`select 1 from flows where brand_id = ${brandId} and id = ${id} for update`.execute(db);
  return findFlow(db, brandId, id, visible);
}

export async function listDueFlowIds(db: Db, brandId: number, now: Date): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from flows where brand_id = ${brandId} and state = 'running' and next_due_at <= ${now} order by next_due_at limit 50`.execute(
    db,
  );
  return rows.map((row) => row.id);
}

/** The flow, held, where it is still due and nobody else holds it. */
export async function claimDueFlow(db: Db, brandId: number, id: string, now: Date): Promise<FlowRecord | undefined> {
  const { rows } = await sql`
    select 1 from flows where brand_id = ${brandId} and id = ${id} and state = 'running' and next_due_at <= ${now} for update skip locked`.execute(
    db,
  );
  return rows.length === 0 ? undefined : findFlow(db, brandId, id, sql<boolean>`true`);
}

export interface NewFlow {
  id: string;
  kind: FlowKind;
  name: string;
  orgId: string;
  draft: FlowSpec;
  by: string | null;
  at: Date;
}

export async function insertFlow(db: Db, brandId: number, flow: NewFlow): Promise<void> {
  await sql`insert into flows (brand_id, id, kind, name, org_id, state, draft, draft_saved_at, created_by, created_at, updated_at)
    values (${brandId}, ${flow.id}, ${flow.kind}, ${flow.name}, ${flow.orgId}, 'draft', ${JSON.stringify(flow.draft)}::jsonb, ${flow.at}, ${flow.by}, ${flow.at}, ${flow.at})`.execute(
    db,
  );
}

export async function updateDraft(
  db: Db,
  brandId: number,
  row: { id: string; name: string; draft: FlowSpec; revision: number; at: Date },
): Promise<void> {
  await sql`update flows set name = ${row.name}, draft = ${JSON.stringify(row.draft)}::jsonb, draft_revision = ${row.revision}, draft_saved_at = ${row.at}, updated_at = ${row.at}
    where brand_id = ${brandId} and id = ${row.id}`.execute(db);
}

export async function insertVersion(
  db: Db,
  brandId: number,
  row: { flowId: string; version: number; spec: FlowSpec; note: string; by: string | null; at: Date },
): Promise<void> {
  await sql`insert into flow_versions (brand_id, flow_id, version, spec, note, created_by, created_at)
    values (${brandId}, ${row.flowId}, ${row.version}, ${JSON.stringify(row.spec)}::jsonb, ${row.note}, ${row.by}, ${row.at})`.execute(db);
  await sql`update flows set latest_version = ${row.version}, updated_at = ${row.at} where brand_id = ${brandId} and id = ${row.flowId}`.execute(
    db,
  );
}

export interface Course {
  id: string;
  state: FlowState;
  runningVersion: number | null;
  plannedUntil: Date | null;
  nextDueAt: Date | null;
  startedAt?: Date | undefined;
  at: Date;
}

/** How far a flow has come and what it does next. */
export async function updateCourse(db: Db, brandId: number, row: Course): Promise<void> {
  await sql`update flows set state = ${row.state}, running_version = ${row.runningVersion}, planned_until = ${row.plannedUntil}, next_due_at = ${row.nextDueAt},
    started_at = coalesce(${row.startedAt ?? null}, started_at), updated_at = ${row.at} where brand_id = ${brandId} and id = ${row.id}`.execute(
    db,
  );
}

/** Moves a running flow on; its time of change stays. */
export async function movePlanned(db: Db, brandId: number, row: { id: string; plannedUntil: Date; nextDueAt: Date | null }): Promise<void> {
  await sql`update flows set planned_until = ${row.plannedUntil}, next_due_at = ${row.nextDueAt} where brand_id = ${brandId} and id = ${row.id}`.execute(
    db,
  );
}

export async function deleteFlow(db: Db, brandId: number, id: string): Promise<void> {
  await sql`delete from flow_skips where brand_id = ${brandId} and flow_id = ${id}`.execute(db);
  await sql`delete from flows where brand_id = ${brandId} and id = ${id}`.execute(db);
}

export interface VersionRecord {
  version: number;
  spec: FlowSpec;
  note: string;
  createdAt: string;
  authorName: string | null;
}

export async function listVersions(db: Db, brandId: number, flowId: string): Promise<VersionRecord[]> {
  const { rows } = await sql<VersionRecord>`
    select v.version, v.spec, v.note, v.created_at, s.name as author_name from flow_versions v left join staff s on s.brand_id = v.brand_id and s.id = v.created_by
    where v.brand_id = ${brandId} and v.flow_id = ${flowId} order by v.version desc limit 100`.execute(db);
  return rows;
}

export async function upsertSkip(
  db: Db,
  brandId: number,
  skip: { flowId: string; stepId: string; day: string; by: string | null; at: Date },
): Promise<void> {
  await sql`insert into flow_skips (brand_id, flow_id, step_id, day, created_by, created_at)
    values (${brandId}, ${skip.flowId}, ${skip.stepId}, ${skip.day}, ${skip.by}, ${skip.at}) on conflict do nothing`.execute(db);
}

export async function deleteSkip(db: Db, brandId: number, skip: { flowId: string; stepId: string; day: string }): Promise<void> {
  await sql`delete from flow_skips where brand_id = ${brandId} and flow_id = ${skip.flowId} and step_id = ${skip.stepId} and day = ${skip.day}`.execute(
    db,
  );
}

/** `flowId` and `stepId day` of each day on which a step is left out. */
export async function listSkips(
  db: Db,
  brandId: number,
  flowIds: readonly string[],
  from: string,
  to: string,
): Promise<{ flowId: string; key: string }[]> {
  const { rows } = await sql<{ flowId: string; stepId: string; day: string }>`
    select flow_id, step_id, day from flow_skips where brand_id = ${brandId} and flow_id = any(${[...flowIds]}::uuid[]) and day between ${from}::date and ${to}::date`.execute(
    db,
  );
  return rows.map((row) => ({ flowId: row.flowId, key: `${row.stepId} ${row.day}` }));
}

export async function listFlowIds(db: Db, brandId: number, visible: RawBuilder<boolean>): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select f.id from flows f where f.brand_id = ${brandId} and ${visible}`.execute(db);
  return rows.map((row) => row.id);
}
