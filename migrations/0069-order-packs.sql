-- All orders of a group in one row, by buyer: sums over a district read one row a group instead of one an order. Groups are packed afterwards, a few at a
-- time. Locks orders for an instant, for its triggers.
create table app.order_packs (
  brand_id integer not null,
  group_id uuid not null,
  -- Null: so many that they are read as they are.
  orders bytea,
  primary key (brand_id, group_id),
  foreign key (brand_id, group_id) references app.groups (brand_id, id)
);

-- Groups whose orders changed since they were packed, each as often as it was told: nobody waits for another's mark. By the clock of the database, which
-- alone every writer shares.
create table app.order_marks (
  brand_id integer not null,
  group_id uuid not null,
  id bigint generated always as identity,
  marked_at timestamptz not null default clock_timestamp(),
  primary key (brand_id, group_id, id)
);

-- By triggers, so that the release before marks too.
create function app.mark_orders() returns trigger language plpgsql set search_path = app, pg_catalog as $$
begin
  insert into order_marks (brand_id, group_id) select distinct brand_id, group_id from changed where group_id is not null;
  return null;
end $$;
create function app.mark_moved_orders() returns trigger language plpgsql set search_path = app, pg_catalog as $$
begin
  insert into order_marks (brand_id, group_id)
  select brand_id, group_id from changed where group_id is not null union select brand_id, group_id from before where group_id is not null;
  return null;
end $$;
create trigger mark_new_orders after insert on app.orders referencing new table as changed for each statement execute function app.mark_orders();
create trigger mark_gone_orders after delete on app.orders referencing old table as changed for each statement execute function app.mark_orders();
create trigger mark_orders after update on app.orders referencing old table as before new table as changed for each statement execute function app.mark_moved_orders();
call platform.protect_all();
