-- A group that moves to another unit takes its past along: who wrote and what was sold is counted again in both units, as far as it is kept. By a trigger, so
-- that groups moved by the release before are followed too; under the lock of the rollups, so that no day is written between. Locks groups for an instant.
create function app.follow_moves() returns trigger language plpgsql set search_path = app, pg_catalog as $$
begin
  if not exists (select 1 from changed c join before b using (brand_id, id) where (c.org_id, c.status = 'planned') is distinct from (b.org_id, b.status = 'planned')) then
    return null;
  end if;
  perform pg_advisory_xact_lock(7310, brand_id) from (select distinct brand_id from changed) one;
  insert into talk_dirty (brand_id, org_id, day)
  select distinct m.brand_id, u.org_id, d.day
  from (select c.brand_id, c.id, c.org_id as now_in, b.org_id as was_in from changed c join before b using (brand_id, id)
      where (c.org_id, c.status = 'planned') is distinct from (b.org_id, b.status = 'planned')) m
    cross join lateral (values (m.now_in), (m.was_in)) u(org_id)
    join unit_turns t on t.brand_id = m.brand_id
    join group_days d on d.brand_id = m.brand_id and d.group_id = m.id and d.messages > 0 and d.day <= t.turned_to
  order by 2, 3 on conflict do nothing;
  insert into sales_dirty (brand_id, day)
  select distinct c.brand_id, d.day
  from changed c join before b using (brand_id, id) join unit_turns t on t.brand_id = c.brand_id
    join group_days d on d.brand_id = c.brand_id and d.group_id = c.id and d.day <= t.turned_to
  where (c.org_id, c.status = 'planned') is distinct from (b.org_id, b.status = 'planned')
  order by 2 on conflict do nothing;
  return null;
end $$;
create trigger follow_moves after update on app.groups referencing old table as before new table as changed for each statement execute function app.follow_moves();
