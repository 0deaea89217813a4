import { type RawBuilder, sql } from "kysely";
import type { Db } from "../../server/db.ts";
import type { ContentBody } from "../contents/body.contract.ts";
import { type Delivery, type DeliveryState, deliveryStates, type Handover, type Send, type SendState } from "./sends.contract.ts";

export interface SendFilter {
  when: "coming" | "past";
  q?: string | undefined;
  state?: SendState | undefined;
  sourceKind?: "adhoc" | "flow" | undefined;
  flowId?: string | undefined;
  groupId?: string | undefined;
  day?: string | undefined;
  after: { dueAt: string; id: string } | null;
  limit: number;
}

const columns = sql`s.id, s.name, s.source_kind, s.flow_id, f.name as flow_name, s.step_id, s.content_id, s.direction, s.body ->> 'format' as format, s.state, s.due_at, s.expires_at,
  s.created_at, c.name as created_by_name, s.finished_at, s.body`;
const joined = sql`sends s left join staff c on c.brand_id = s.brand_id and c.id = s.created_by left join flows f on f.brand_id = s.brand_id and f.id = s.flow_id`;

type Row = Omit<Send, "counts" | "groups" | "people"> & { body: ContentBody };

/** Coming sends the soonest first, past ones the newest first. */
export async function listSends(
  db: Db,
  brandId: number,
  seen: RawBuilder<boolean>,
  filter: SendFilter,
): Promise<(Send & { body: ContentBody })[]> {
  const after: { id?: string; dueAt?: string } = filter.after ?? {};
  const like = filter.q ? `%${filter.q.replaceAll(/[\\%_]/g, "\\$&")}%` : null;
  const isComing = filter.when === "coming";
  const direction = isComing ? sql`asc` : sql`desc`;
  const beyond = isComing ? sql`>` : sql`<`;
  const { rows } = await sql<Row>`
    select ${columns} from ${joined}
    where s.brand_id = ${brandId} and ${seen} and (s.state in ('scheduled', 'paused')) = ${isComing}
      and (${filter.state}::text is null or s.state = ${filter.state})
      and (${filter.sourceKind}::text is null or s.source_kind = ${filter.sourceKind})
      and (${filter.flowId}::uuid is null or s.flow_id = ${filter.flowId}::uuid)
      and (${filter.day}::date is null or s.local_day = ${filter.day}::date)
      and (${filter.groupId}::uuid is null or exists (select 1 from deliveries x where x.brand_id = s.brand_id and x.send_id = s.id and x.group_id = ${filter.groupId}::uuid))
      and (${like}::text is null or s.name like ${like})
      and (${after.id}::uuid is null or (s.due_at, s.id) ${beyond} (${after.dueAt}::timestamptz, ${after.id}::uuid))
    order by s.due_at ${direction}, s.id ${direction} limit ${filter.limit + 1}`.execute(db);
  return withCounts(db, brandId, rows);
}

export async function findSend(
  db: Db,
  brandId: number,
  seen: RawBuilder<boolean>,
  id: string,
): Promise<(Send & { body: ContentBody }) | undefined> {
  const { rows } = await sql<Row>`select ${columns} from ${joined} where s.brand_id = ${brandId} and s.id = ${id} and ${seen}`.execute(db);
  return (await withCounts(db, brandId, rows))[0];
}

async function withCounts(db: Db, brandId: number, sends: readonly Row[]): Promise<(Send & { body: ContentBody })[]> {
  const { rows } = await sql<{ sendId: string; state: DeliveryState; groups: number; people: number }>`
    select send_id, state, count(*)::int as groups, sum(people)::int as people from deliveries
    where brand_id = ${brandId} and send_id = any(${sends.map((send) => send.id)}::uuid[]) group by send_id, state`.execute(db);
  const bySend = Map.groupBy(rows, (row) => row.sendId);
  return sends.map((send) => {
    const found = bySend.get(send.id) ?? [];
    const counts = Object.fromEntries(
      deliveryStates.map((state) => [state, found.find((row) => row.state === state)?.groups ?? 0]),
    ) as Record<DeliveryState, number>;
    const sum = (key: "groups" | "people") => found.reduce((total, row) => total + row[key], 0);
    return { ...send, counts, groups: sum("groups"), people: sum("people") };
  });
}

export async function listDeliveries(
  db: Db,
  brandId: number,
  seen: RawBuilder<boolean>,
  filter: { sendId: string; state?: DeliveryState | undefined; q?: string | undefined; after: string | null; limit: number },
): Promise<Delivery[]> {
  const like = filter.q ? `%${filter.q.replaceAll(/[\\%_]/g, "\\$&")}%` : null;
  const { rows } = await sql<Delivery>`
    select d.id, d.group_id, g.name as group_name, o.name as owner_name, g.channel, d.people, d.state, d.reason, d.body, d.drafted_text, d.ended_at
    from deliveries d join groups g on g.brand_id = d.brand_id and g.id = d.group_id left join staff o on o.brand_id = g.brand_id and o.id = g.owner_staff_id
    where d.brand_id = ${brandId} and d.send_id = ${filter.sendId} and ${seen} and (${filter.state}::text is null or d.state = ${filter.state})
      and (${like}::text is null or g.name like ${like}) and (${filter.after}::uuid is null or d.id > ${filter.after}::uuid)
    order by d.id limit ${filter.limit + 1}`.execute(db);
  return rows;
}

type HandoverRow = Omit<Handover, "targets" | "onPlatform"> & { channel: string };
type HandoverTarget = Omit<Handover["targets"][number], "pictureUrls" | "sentToday" | "capPerDay">;

export async function findHandover(
  db: Db,
  brandId: number,
  dispatchId: string,
): Promise<(HandoverRow & { assigneeOrgId: string; targets: HandoverTarget[] }) | undefined> {
  const { rows } = await sql<HandoverRow & { assigneeOrgId: string }>`
    select p.id as dispatch_id, p.send_id, s.name, a.id as assignee_id, a.name as assignee_name, a.org_id as assignee_org_id, p.due_at, p.expires_at, s.body as template, p.channel,
      (select max(h.asked_at) from handovers h where h.brand_id = p.brand_id and h.dispatch_id = p.id) as asked_at
    from dispatches p join sends s on s.brand_id = p.brand_id and s.id = p.send_id left join tasks t on t.brand_id = p.brand_id and t.unique_key = 'dispatch:' || p.id
      join staff a on a.brand_id = p.brand_id and a.id = coalesce(t.assignee_id, p.assignee_id)
    where p.brand_id = ${brandId} and p.id = ${dispatchId}`.execute(db);
  const row = rows[0];
  if (!row) return undefined;
  const { rows: targets } = await sql<HandoverTarget>`
    select d.id as delivery_id, d.group_id, g.name as group_name, d.people, g.channel, d.state, d.body, d.drafted_text
    from deliveries d join groups g on g.brand_id = d.brand_id and g.id = d.group_id where d.brand_id = ${brandId} and d.dispatch_id = ${dispatchId} order by g.name`.execute(
    db,
  );
  return { ...row, targets };
}
