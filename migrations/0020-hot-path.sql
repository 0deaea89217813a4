-- What lets a process remember people between batches, and new months be planned for by their real shape. Locks nothing: all is new.
-- Drawn anew by whoever changes who sits in a group and under which name; under the group of zeros, who stands for whom in the brand.
create sequence platform.people_versions_seq;
grant usage on sequence platform.people_versions_seq to qunce_app;
create table app.people_versions (
  brand_id integer not null,
  group_id uuid not null,
  version bigint not null,
  primary key (brand_id, group_id)
) with (fillfactor = 70);

/*
 * An empty table without statistics is planned for as if its columns held few values, until it is analysed: a look for two thousand
 * messages would read the whole month. So a new month is told what such months look like.
 */
create procedure platform.foretell(part text, low uuid, high uuid) language plpgsql as $$
declare
  bounds text := format('{%s}', (select string_agg((lpad(to_hex(b.ms), 12, '0') || repeat('0', 20))::uuid::text, ',' order by b.ms)
    from (select ('x' || left(replace(low::text, '-', ''), 12))::bit(48)::bigint as first_ms, ('x' || left(replace(high::text, '-', ''), 12))::bit(48)::bigint as end_ms) r
    cross join lateral (select r.first_ms + (r.end_ms - r.first_ms) * k / 20 as ms from generate_series(0, 20) k) b));
  -- Distinct values: below zero a share of the rows.
  shapes jsonb := jsonb_build_object('brand_id', (select greatest(1, count(*)) from platform.brands), 'id', -1, 'kind', 12, 'tx', -0.01,
    'group_id', 2000, 'member_id', -0.05, 'seq', -0.05, 'ref', -1);
  c record;
begin
  for c in select a.attname, shapes -> a.attname::text as n from pg_attribute a
    where a.attrelid = ('app.' || quote_ident(part))::regclass and a.attnum > 0 and shapes ? a.attname::text
  loop
    perform pg_restore_attribute_stats('schemaname', 'app', 'relname', part, 'attname', c.attname::text, 'inherited', false,
      'null_frac', 0::real, 'avg_width', case when c.attname in ('id', 'group_id', 'member_id') then 16 else 6 end, 'n_distinct', (c.n)::real,
      'histogram_bounds', case when c.attname = 'id' then bounds end, 'correlation', case when c.attname = 'id' then 1::real end);
  end loop;
end $$;

create or replace procedure platform.make_partition(parent text, suffix text, low uuid, high uuid) language plpgsql as $$
declare part text := parent || '_' || suffix;
begin
  if to_regclass('app.' || part) is not null then return; end if;
  execute format('create table app.%I (like app.%I including defaults including constraints)', part, parent);
  execute format('with moved as (delete from app.%I where id >= %L and id < %L returning *) insert into app.%I select * from moved', parent || '_default', low, high, part);
  execute format('alter table app.%I attach partition app.%I for values from (%L) to (%L)', parent, part, low, high);
  call platform.foretell(part, low, high);
end $$;
call platform.protect_all();
