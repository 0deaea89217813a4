-- The event log and the text of messages, both partitioned by the month inside their ids. Locks nothing: all is new.
create table app.events (
  brand_id integer not null,
  id uuid not null,
  kind smallint not null,
  occurred_at timestamptz not null,
  received_at timestamptz not null,
  tx bigint not null default (pg_current_xact_id()::text)::bigint,
  group_id uuid,
  member_id uuid,
  account_id uuid,
  content_id uuid,
  send_id uuid,
  value bigint,
  data jsonb,
  primary key (brand_id, id)
) partition by range (id);
-- kind is in it so that a reaction passes over kinds it does not hear without touching the rows.
create index events_by_arrival on app.events (brand_id, tx, id, kind);
create index events_by_group on app.events (brand_id, group_id, id) where group_id is not null;
create index events_by_member on app.events (brand_id, member_id, id) where member_id is not null;
create table app.events_default partition of app.events default;

-- seq is dense per group in order of arrival: what a phone has seen is one number.
create table app.messages (
  brand_id integer not null,
  id uuid not null,
  group_id uuid not null,
  seq bigint not null,
  member_id uuid,
  seat_kind text not null check (seat_kind in ('member', 'staff', 'bot')),
  sender_name text not null,
  format text not null check (format in ('text', 'image', 'link', 'video', 'file', 'system')),
  text text not null default '',
  body jsonb,
  sent_at timestamptz not null,
  delivery_id uuid,
  removed_at timestamptz,
  primary key (brand_id, id)
) partition by range (id);
create index messages_by_group on app.messages (brand_id, group_id, seq);
create table app.messages_default partition of app.messages default;

create table app.group_sequences (
  brand_id integer not null,
  group_id uuid not null,
  last_seq bigint not null,
  primary key (brand_id, group_id)
);

/* Makes the month's partition of one table of the log beside the running writers; rows that fell into the default move over. */
create procedure platform.make_partition(parent text, suffix text, low uuid, high uuid) language plpgsql as $$
declare part text := parent || '_' || suffix;
begin
  if to_regclass('app.' || part) is not null then return; end if;
  execute format('create table app.%I (like app.%I including defaults including constraints)', part, parent);
  execute format('with moved as (delete from app.%I where id >= %L and id < %L returning *) insert into app.%I select * from moved', parent || '_default', low, high, part);
  execute format('alter table app.%I attach partition app.%I for values from (%L) to (%L)', parent, part, low, high);
end $$;

/* Ids of one month are one range. Called outside a transaction, before rows of a month not seen yet. */
create function platform.ensure_month(month date) returns void language plpgsql security definer set search_path = pg_catalog as $$
declare
  low uuid := (lpad(to_hex((extract(epoch from month::timestamp at time zone 'UTC') * 1000)::bigint), 12, '0') || repeat('0', 20))::uuid;
  high uuid := (lpad(to_hex((extract(epoch from (month + interval '1 month')::timestamp at time zone 'UTC') * 1000)::bigint), 12, '0') || repeat('0', 20))::uuid;
begin
  if month <> date_trunc('month', month)::date then raise exception 'not the first of a month: %', month; end if;
  perform pg_advisory_xact_lock(7300, 1);
  call platform.make_partition('events', to_char(month, 'YYYYMM'), low, high);
  call platform.make_partition('messages', to_char(month, 'YYYYMM'), low, high);
end $$;
revoke all on function platform.ensure_month(date) from public;
grant execute on function platform.ensure_month(date) to qunce_app;
call platform.protect_all();
