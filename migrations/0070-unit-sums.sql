-- What the groups of an org unit (its own, not those below it) come to on a day and in the windows that end on it, by channel: a district's figures are
-- a few rows, not thousands. Filled afterwards, a few days at a time. Locks group_days, group_windows and groups for an instant, for their triggers.
create table app.unit_sums (
  brand_id integer not null,
  org_id uuid not null,
  days smallint not null check (days in (1, 7, 30)),
  day date not null,
  channel text not null,
  groups integer not null,
  -- Of how many people are not settled.
  unsettled integer not null,
  joined bigint not null,
  entry_joins bigint not null,
  exposures bigint not null,
  left_people bigint not null,
  referred bigint not null,
  members_start bigint not null,
  members_end bigint not null,
  member_days bigint not null,
  active_days bigint not null,
  messages bigint not null,
  valid_messages bigint not null,
  retained bigint not null,
  ever_joined bigint not null,
  present bigint not null,
  converted bigint not null,
  buyers bigint not null,
  paid_fen bigint not null,
  refunded_fen bigint not null,
  anonymous_paid_fen bigint not null,
  anonymous_refunded_fen bigint not null,
  cost_fen bigint not null,
  primary key (brand_id, org_id, days, day, channel)
);

-- What changed since it was counted, each as often as it was told, as order_marks.
create table app.unit_sum_marks (
  brand_id integer not null,
  org_id uuid not null,
  days smallint not null,
  day date not null,
  id bigint generated always as identity,
  marked_at timestamptz not null default clock_timestamp(),
  primary key (brand_id, org_id, days, day, id)
);

-- Brands all of whose days were marked once: from then on what has neither sums nor a mark comes to nought.
create table app.unit_fills (brand_id integer primary key);

create function app.mark_unit_days() returns trigger language plpgsql set search_path = app, pg_catalog as $$
begin
  insert into unit_sum_marks (brand_id, org_id, days, day)
  select distinct c.brand_id, g.org_id, 1, c.day from changed c join groups g on g.brand_id = c.brand_id and g.id = c.group_id;
  return null;
end $$;
create function app.mark_unit_windows() returns trigger language plpgsql set search_path = app, pg_catalog as $$
begin
  insert into unit_sum_marks (brand_id, org_id, days, day)
  select distinct c.brand_id, g.org_id, c.days, c.day from changed c join groups g on g.brand_id = c.brand_id and g.id = c.group_id;
  return null;
end $$;
create trigger mark_new_unit_days after insert on app.group_days referencing new table as changed for each statement execute function app.mark_unit_days();
create trigger mark_unit_days after update on app.group_days referencing new table as changed for each statement execute function app.mark_unit_days();
create trigger mark_gone_unit_days after delete on app.group_days referencing old table as changed for each statement execute function app.mark_unit_days();
create trigger mark_new_unit_windows after insert on app.group_windows referencing new table as changed for each statement execute function app.mark_unit_windows();
create trigger mark_unit_windows after update on app.group_windows referencing new table as changed for each statement execute function app.mark_unit_windows();
create trigger mark_gone_unit_windows after delete on app.group_windows referencing old table as changed for each statement execute function app.mark_unit_windows();

-- A group that moves to another unit, opens or changes its channel takes its past along: who wrote and what was sold, as far as they are kept, and what its
-- days come to are counted again in both units. By a trigger, so that groups moved by the release before are followed too; under the lock of the rollups, so
-- that no day is written between.
create function app.follow_moves() returns trigger language plpgsql set search_path = app, pg_catalog as $$
begin
  perform pg_advisory_xact_lock(7310, brand_id) from (
    select distinct brand_id from changed c join before b using (brand_id, id)
    where (c.org_id, c.channel, c.status = 'planned') is distinct from (b.org_id, b.channel, b.status = 'planned')) moved;
  if not found then
    return null;
  end if;
  with moved as (
    select brand_id, id, unnest(array[c.org_id, b.org_id]) as org_id from changed c join before b using (brand_id, id)
    where (c.org_id, c.channel, c.status = 'planned') is distinct from (b.org_id, b.channel, b.status = 'planned')),
  days as (
    select m.brand_id, m.org_id, d.day, d.messages > 0 as is_talk, coalesce(d.day <= t.turned_to, false) as is_kept
    from moved m join group_days d on d.brand_id = m.brand_id and d.group_id = m.id left join unit_turns t on t.brand_id = m.brand_id),
  talk as (
    insert into talk_dirty (brand_id, org_id, day) select distinct brand_id, org_id, day from days where is_kept and is_talk order by 2, 3 on conflict do nothing),
  sales as (
    insert into sales_dirty (brand_id, day) select distinct brand_id, day from days where is_kept order by 2 on conflict do nothing)
  insert into unit_sum_marks (brand_id, org_id, days, day)
  select brand_id, org_id, 1, day from days
  union select m.brand_id, m.org_id, w.days, w.day from moved m join group_windows w on w.brand_id = m.brand_id and w.group_id = m.id;
  return null;
end $$;
create trigger follow_moves after update on app.groups referencing old table as before new table as changed for each statement execute function app.follow_moves();
call platform.protect_all();
