import { sql } from "kysely";
import type { Db } from "../../server/db.ts";
import type { NewWebhook, Webhook, WebhookState } from "./webhooks.contract.ts";

export interface WebhookRow {
  id: string;
  name: string;
  url: string;
  events: string[];
  orgId: string | null;
  showsPhones: boolean;
  state: WebhookState;
  secretVersion: number;
  oldSecretUntil: string | null;
}

const row = sql`id, name, url, events, org_id, shows_phones, state, secret_version, old_secret_until`;

export async function findWebhook(db: Db, brandId: number, id: string): Promise<WebhookRow | undefined> {
  const { rows } =
    await sql<WebhookRow>`select ${row} from webhooks where brand_id = ${brandId} and id = ${id} and removed_at is null`.execute(db);
  return rows[0];
}

/** The same, held until the transaction ends. */
export async function lockWebhook(db: Db, brandId: number, id: string): Promise<WebhookRow | undefined> {
  const { rows } = await sql<WebhookRow>`
    select ${row} from webhooks where brand_id = ${brandId} and id = ${id} and removed_at is null for update`.execute(db);
  return rows[0];
}

/** Counting stops here. */
const COUNT_LIMIT = 10_000;

/** Every webhook with its figures, in one statement. `hours` are the beginnings of the hours to be told, oldest first. */
export async function listWebhooks(db: Db, brandId: number, hours: readonly Date[]): Promise<Webhook[]> {
  const { rows } = await sql<Webhook>`
    select w.id, w.name, w.url, w.events, w.org_id, o.name as org_name, w.shows_phones, w.state, w.paused_for, w.failures_in_row, w.failing_since,
      w.last_delivered_at, w.old_secret_until, w.created_at,
      (select json_agg(json_build_object('delivered', coalesce(h.delivered, 0), 'failed', coalesce(h.failed, 0)) order by u.hour)
        from unnest(${[...hours]}::timestamptz[]) as u(hour) left join webhook_hours h on h.brand_id = w.brand_id and h.webhook_id = w.id and h.hour = u.hour) as hours,
      (select count(*)::int from (select 1 from webhook_deliveries d where d.brand_id = w.brand_id and d.webhook_id = w.id and d.state = 'waiting' limit ${COUNT_LIMIT}) x) as waiting,
      (select count(*)::int from (select 1 from webhook_deliveries d where d.brand_id = w.brand_id and d.webhook_id = w.id and d.state = 'dead' limit ${COUNT_LIMIT}) x) as dead
    from webhooks w left join org_units o on o.brand_id = w.brand_id and o.id = w.org_id
    where w.brand_id = ${brandId} and w.removed_at is null order by w.id`.execute(db);
  return rows;
}

export async function insertWebhook(
  db: Db,
  brandId: number,
  webhook: NewWebhook & { id: string; createdBy: string; now: Date },
): Promise<void> {
  const { id, name, url, events, orgId, showsPhones, createdBy, now } = webhook;
  await sql`insert into webhooks (brand_id, id, name, url, events, org_id, shows_phones, hears_from, created_by, created_at)
    values (${brandId}, ${id}, ${name}, ${url}, ${events}::text[], ${orgId}, ${showsPhones}, ${now}, ${createdBy}, ${now})`.execute(db);
}

export async function updateWebhook(db: Db, brandId: number, id: string, webhook: NewWebhook): Promise<void> {
  const { name, url, events, orgId, showsPhones } = webhook;
  await sql`update webhooks set name = ${name}, url = ${url}, events = ${events}::text[], org_id = ${orgId}, shows_phones = ${showsPhones}
    where brand_id = ${brandId} and id = ${id}`.execute(db);
}

/** On or off by a person: its failures are forgotten, and after an off it hears only what comes from now on. */
export async function switchWebhook(db: Db, brandId: number, id: string, state: "active" | "off", now: Date): Promise<void> {
  await sql`update webhooks set state = ${state}, paused_for = null, failures_in_row = 0, failing_since = null,
      hears_from = case when state = 'off' then ${now}::timestamptz else hears_from end
    where brand_id = ${brandId} and id = ${id}`.execute(db);
}

export async function markRemoved(db: Db, brandId: number, id: string, now: Date): Promise<void> {
  await sql`update webhooks set removed_at = ${now}, state = 'off' where brand_id = ${brandId} and id = ${id}`.execute(db);
}

/** Counts the secret up; those that sign now do so until the given moment. */
export async function raiseSecretVersion(db: Db, brandId: number, id: string, oldUntil: Date, now: Date): Promise<void> {
  await sql`update webhooks set secret_version = secret_version + 1, old_secret_until = ${oldUntil},
      old_secret_from = case when old_secret_until > ${now} then coalesce(old_secret_from, greatest(secret_version - 1, 1)) else secret_version end
    where brand_id = ${brandId} and id = ${id}`.execute(db);
}

/** How receivers answered in one batch of calls, webhook by webhook. */
export interface Course {
  webhookId: string;
  delivered: number;
  failed: number;
  failuresSinceOk: number;
  gone: boolean;
}

export interface CourseRow {
  id: string;
  failuresInRow: number;
  failingSince: string | null;
}

/** Adds calls to the figures of their hour and to how each receiver does; answers those that fail. Holds their rows until the transaction ends. */
export async function noteCourses(db: Db, brandId: number, courses: readonly Course[], now: Date, hour: Date): Promise<CourseRow[]> {
  await sql`insert into webhook_hours (brand_id, webhook_id, hour, delivered, failed)
    select ${brandId}::int, u.id, ${hour}::timestamptz, u.delivered, u.failed
    from unnest(${courses.map((one) => one.webhookId)}::uuid[], ${courses.map((one) => one.delivered)}::int[], ${courses.map((one) => one.failed)}::int[]) as u(id, delivered, failed)
    on conflict (brand_id, webhook_id, hour) do update set delivered = webhook_hours.delivered + excluded.delivered, failed = webhook_hours.failed + excluded.failed`.execute(
    db,
  );
  const { rows } = await sql<CourseRow>`
    update webhooks w set failures_in_row = case when u.delivered > 0 then 0 else w.failures_in_row end + u.since_ok,
      failing_since = case when u.since_ok = 0 then null when u.delivered > 0 or w.failing_since is null then ${now}::timestamptz else w.failing_since end,
      last_delivered_at = case when u.delivered > 0 then ${now}::timestamptz else w.last_delivered_at end
    from unnest(${courses.map((one) => one.webhookId)}::uuid[], ${courses.map((one) => one.delivered)}::int[], ${courses.map((one) => one.failuresSinceOk)}::int[]) as u(id, delivered, since_ok)
    where w.brand_id = ${brandId} and w.id = u.id returning w.id, w.failures_in_row, w.failing_since`.execute(db);
  return rows.filter((one) => one.failuresInRow > 0);
}

export async function pauseWebhook(db: Db, brandId: number, id: string, reason: "failing" | "gone"): Promise<boolean> {
  const { rows } = await sql`update webhooks set state = 'paused', paused_for = ${reason}
    where brand_id = ${brandId} and id = ${id} and state = 'active' and removed_at is null returning id`.execute(db);
  return rows.length > 0;
}
