-- Fresh statistics for one table at a time, so that none of many large ones runs into a statement's limit. Locks nothing for longer than an instant.
create function platform.refresh_statistics_of(wanted regclass) returns void language plpgsql security definer set search_path = pg_catalog as $$
declare kind "char" := (select c.relkind from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.oid = wanted and n.nspname = 'app');
begin
  if kind = 'r' then execute format('analyze %s', wanted);
  -- What its months together look like; each month is a table of its own.
  elsif kind = 'p' then execute format('analyze only %s', wanted);
  else raise exception 'not a table of the product: %', wanted;
  end if;
end $$;
revoke all on function platform.refresh_statistics_of(regclass) from public;
grant execute on function platform.refresh_statistics_of(regclass) to qunce_app;
