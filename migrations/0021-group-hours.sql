-- Valid member messages of each group and local day by the hour they were said in: the heat map. Locks insight_dirty for an instant.
create table app.group_hours (
  brand_id integer not null,
  group_id uuid not null,
  day date not null,
  h0 integer not null default 0,
  h1 integer not null default 0,
  h2 integer not null default 0,
  h3 integer not null default 0,
  h4 integer not null default 0,
  h5 integer not null default 0,
  h6 integer not null default 0,
  h7 integer not null default 0,
  h8 integer not null default 0,
  h9 integer not null default 0,
  h10 integer not null default 0,
  h11 integer not null default 0,
  h12 integer not null default 0,
  h13 integer not null default 0,
  h14 integer not null default 0,
  h15 integer not null default 0,
  h16 integer not null default 0,
  h17 integer not null default 0,
  h18 integer not null default 0,
  h19 integer not null default 0,
  h20 integer not null default 0,
  h21 integer not null default 0,
  h22 integer not null default 0,
  h23 integer not null default 0,
  primary key (brand_id, group_id, day)
) with (fillfactor = 85);
-- What was said before is counted from the log, group after group, in the background.
insert into app.insight_dirty (brand_id, group_id, from_day, recount)
  select brand_id, group_id, min(day), true from app.group_days group by 1, 2
  on conflict (brand_id, group_id) do update set recount = true, from_day = least(app.insight_dirty.from_day, excluded.from_day);
call platform.protect_all();
