-- Counts the rows of the log that no month took, in all brands, up to a limit. Locks nothing: a function.
create function platform.count_stray(most integer) returns table (name text, amount bigint)
language plpgsql security definer set search_path = pg_catalog as $$
declare part record;
begin
  for part in
    select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = 'app' and c.relispartition and c.relname like '%\_default'
  loop
    name := part.relname;
    execute format('select count(*) from (select 1 from app.%I limit %s) x', part.relname, most) into amount;
    return next;
  end loop;
end $$;
revoke all on function platform.count_stray(integer) from public;
grant execute on function platform.count_stray(integer) to qunce_app;
