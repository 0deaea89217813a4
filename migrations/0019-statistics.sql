-- Lets the product ask for fresh statistics after it has filled tables at once. Locks nothing for longer than an instant.
create function platform.refresh_statistics() returns void language plpgsql security definer set search_path = pg_catalog as $$
declare t record;
begin
  for t in select c.oid::regclass as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = 'app' and c.relkind in ('r', 'p') and not c.relispartition loop
    execute format('analyze %s', t.name);
  end loop;
end $$;
revoke all on function platform.refresh_statistics() from public;
grant execute on function platform.refresh_statistics() to qunce_app;
