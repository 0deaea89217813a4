-- People and sales of org units that groups do not add up to, cohorts and funnels of groups: kept beside the days. Locks nothing: all is new.

-- People of a group by the week they first joined. n = 0: how many they are; n > 0: how many more of them are in at the end of week n than at the
-- end of the week before. What time alone does not change needs no writing: who stays, stays in the sum.
create table app.group_cohorts (
  brand_id integer not null,
  group_id uuid not null,
  week date not null,
  n smallint not null check (n >= 0),
  change integer not null,
  primary key (brand_id, group_id, week, n)
);

-- How far those came who joined within the 7 or 30 days that end on a day. Kept as long as the windows.
create table app.group_funnels (
  brand_id integer not null,
  days smallint not null check (days in (7, 30)),
  day date not null,
  group_id uuid not null,
  acquired integer not null,
  activated integer not null,
  retained integer not null,
  paid integer not null,
  referred integer not null,
  primary key (brand_id, days, day, group_id)
);

-- Who wrote in the groups of one org unit (its own, not those below it) on a day and in a month: their numbers, as ascending steps.
create table app.talk_days (
  brand_id integer not null,
  org_id uuid not null,
  day date not null,
  messages integer not null,
  writers bytea not null,
  primary key (brand_id, org_id, day)
);
create table app.talk_months (
  brand_id integer not null,
  org_id uuid not null,
  month date not null,
  messages integer not null,
  writers bytea not null,
  primary key (brand_id, org_id, month)
);

-- Every order of a unit's people once, whatever group it is credited to: the unit with all below it. The unit 0 is all orders of the brand.
create table app.unit_sales (
  brand_id integer not null,
  unit_id uuid not null,
  day date not null,
  orders integer not null,
  net_fen bigint not null,
  primary key (brand_id, unit_id, day)
);

-- Days of units that are over and wait to be counted; the ticker takes some at a time.
create table app.talk_dirty (
  brand_id integer not null,
  org_id uuid not null,
  day date not null,
  primary key (brand_id, org_id, day)
);
create table app.sales_dirty (
  brand_id integer not null,
  day date not null,
  primary key (brand_id, day)
);

-- Up to which day a brand's units are kept, but for what waits. Of a brand that was there before, nothing is kept until every process that does
-- not know of it has gone; then all its days are put to wait, and what is not counted yet is read from the rows themselves.
create table app.unit_turns (
  brand_id integer not null,
  turned_to date,
  begins_at timestamptz not null,
  primary key (brand_id)
);
insert into app.unit_turns (brand_id, begins_at) select id, now() + interval '1 hour' from platform.brands;
call platform.protect_all();
