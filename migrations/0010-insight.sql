-- Rollups of groups by local day, and what they add up to now. Locks nothing: all is new.
-- Seats of kind member only. One row for every group and day from the group's first day on.
create table app.group_days (
  brand_id integer not null,
  group_id uuid not null,
  day date not null,
  members_start integer not null default 0,
  members_end integer not null default 0,
  joined integer not null default 0,
  left_people integer not null default 0,
  exposures integer not null default 0,
  entry_joins integer not null default 0,
  messages integer not null default 0,
  valid_messages integer not null default 0,
  active integer not null default 0,
  buyers integer not null default 0,
  orders integer not null default 0,
  paid_fen bigint not null default 0,
  refunded_fen bigint not null default 0,
  cost_fen bigint not null default 0,
  primary key (brand_id, group_id, day)
);
create index group_days_by_day on app.group_days (brand_id, day, group_id);

-- Who said how much in a group on a day: makes "active" exact, whatever comes late or twice.
create table app.group_speakers (
  brand_id integer not null,
  group_id uuid not null,
  day date not null,
  member_id uuid not null,
  messages integer not null,
  valid_messages integer not null,
  primary key (brand_id, group_id, day, member_id)
);

-- What the groups page and Today show: computed, never typed.
create table app.group_states (
  brand_id integer not null,
  group_id uuid not null,
  stage smallint not null default 1 check (stage between 1 and 5),
  stage_since date,
  health smallint check (health between 0 and 100),
  health_parts jsonb,
  health_7d_ago smallint,
  interaction_7d real,
  interaction_prev_7d real,
  paid_7d_fen bigint not null default 0,
  dying_since date,
  dying_reason jsonb,
  last_message_at timestamptz,
  computed_on date,
  primary key (brand_id, group_id)
);
create index group_states_dying on app.group_states (brand_id, dying_since) where dying_since is not null;
call platform.protect_all();
