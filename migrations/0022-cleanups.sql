-- Takes the role away that nothing used, forgets answers that were kept as plain text, and lets a half-made demo brand be removed. Locks idempotency_keys for an instant.
revoke usage on schema app, platform from qunce_system;
revoke select on platform.brands from qunce_system;
do $$
begin
  drop role qunce_system;
exception when dependent_objects_still_exist or insufficient_privilege then
  -- Another database of this server names it still; its own migration tries again.
  null;
end $$;

truncate app.idempotency_keys;

-- Which demo brand was begun, and whether it was made to its end.
create table platform.demo_builds (
  slug text primary key,
  begun_at timestamptz not null,
  made_at timestamptz
);
grant select, insert, update on platform.demo_builds to qunce_app;

/* Removes the demo brand whose making was begun and never ended, with its people's accounts; answers whether there was one. */
create function platform.remove_half_demo(wanted text) returns boolean
language plpgsql security definer set search_path = pg_catalog as $$
declare
  half integer;
  t record;
  held boolean;
begin
  select b.id into half from platform.brands b join platform.demo_builds d on d.slug = b.slug where b.slug = wanted and d.made_at is null;
  if half is null then return false; end if;
  perform set_config('app.brand', half::text, true);
  delete from auth."user" u using platform.memberships m
  where m.brand_id = half and m.user_id = u.id and not exists (select 1 from platform.memberships o where o.user_id = u.id and o.brand_id <> half);
  -- A table goes when nothing points at its rows any more; each round frees others.
  for round in 1..20 loop
    held := false;
    for t in
      select c.oid::regclass as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
      join pg_attribute a on a.attrelid = c.oid and a.attname = 'brand_id'
      where n.nspname in ('app', 'platform') and c.relkind in ('r', 'p') and not c.relispartition
    loop
      begin
        execute format('delete from %s where brand_id = %s', t.name, half);
      exception when foreign_key_violation then
        held := true;
      end;
    end loop;
    exit when not held;
  end loop;
  delete from platform.brands where id = half;
  return true;
end $$;
revoke all on function platform.remove_half_demo(text) from public;
grant execute on function platform.remove_half_demo(text) to qunce_app;
