-- Rollups of groups by local day and by window, and what they come to now. Locks nothing: all is new.
-- Seats of kind member only. One row for every group and day from the group's first day on.
create table app.group_days (
  brand_id integer not null,
  group_id uuid not null,
  day date not null,
  -- Kept by the reaction with the log.
  members_start integer not null default 0,
  members_end integer not null default 0,
  joined integer not null default 0,
  left_seats integer not null default 0,
  left_people integer not null default 0,
  entry_joins integer not null default 0,
  first_joins integer not null default 0,
  referred integer not null default 0,
  exposures integer not null default 0,
  messages integer not null default 0,
  valid_messages integer not null default 0,
  active integer not null default 0,
  orders integer not null default 0,
  buyers integer not null default 0,
  -- Money by the day an order was paid, whenever it was refunded; "anonymous": of orders whose buyer is not known.
  paid_fen bigint not null default 0,
  refunded_fen bigint not null default 0,
  anonymous_paid_fen bigint not null default 0,
  anonymous_refunded_fen bigint not null default 0,
  cost_fen bigint not null default 0,
  -- Settled once the day is over, and again after late events.
  present integer,
  converted integer,
  stage smallint check (stage between 1 and 5),
  primary key (brand_id, group_id, day)
) with (fillfactor = 80);
create index group_days_by_day on app.group_days (brand_id, day, group_id);

-- What cannot be added up from days: people, once each, over the 7 or 30 days that end on a day. Kept 400 days.
create table app.group_windows (
  brand_id integer not null,
  days smallint not null check (days in (7, 30)),
  day date not null,
  group_id uuid not null,
  members_start integer not null,
  members_end integer not null,
  member_days integer not null,
  joined integer not null,
  entry_joins integer not null,
  exposures integer not null,
  left_people integer not null,
  active_days integer not null,
  messages integer not null,
  valid_messages integer not null,
  retained integer not null,
  present integer not null,
  converted integer not null,
  orders integer not null,
  buyers integer not null,
  paid_fen bigint not null,
  refunded_fen bigint not null,
  anonymous_paid_fen bigint not null,
  anonymous_refunded_fen bigint not null,
  cost_fen bigint not null,
  referred integer not null,
  ever_joined integer not null,
  primary key (brand_id, days, day, group_id)
);
create index group_windows_by_group on app.group_windows (brand_id, group_id, days, day);

-- Who said how much in a group on a day: makes "active" exact, whatever comes late or twice.
create table app.group_speakers (
  brand_id integer not null,
  group_id uuid not null,
  day date not null,
  member_id uuid not null,
  messages integer not null,
  valid_messages integer not null,
  primary key (brand_id, group_id, day, member_id)
) with (fillfactor = 85);

-- Groups whose windows are to be settled again from a day on; `recount` also counts their talk anew from the log.
create table app.insight_dirty (
  brand_id integer not null,
  group_id uuid not null,
  from_day date not null,
  recount boolean not null default false,
  primary key (brand_id, group_id)
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
  -- The last day that has its row.
  turned_on date,
  -- To be judged again: something it is judged by has changed.
  judge boolean not null default true,
  judged_at timestamptz,
  -- Its windows changed since the groups were last compared.
  health_due boolean not null default true,
  computed_on date,
  primary key (brand_id, group_id)
) with (fillfactor = 80);
create index group_states_dying on app.group_states (brand_id, dying_since) where dying_since is not null;
create index group_states_turned on app.group_states (brand_id, turned_on);
create index group_states_judge on app.group_states (brand_id, group_id) where judge;

-- The next best actions of a group, with the numbers that caused each. An open one ends with its cause, or when it was done.
create table app.group_advice (
  brand_id integer not null,
  id uuid not null,
  group_id uuid not null,
  code text not null,
  rank smallint not null,
  cause jsonb not null,
  since date not null,
  created_at timestamptz not null,
  ended_at timestamptz,
  ended_by text check (ended_by in ('cause', 'action', 'dismissed')),
  ended_by_staff uuid,
  -- A dismissed one stays away until then.
  quiet_until date,
  primary key (brand_id, id)
);
create unique index group_advice_open on app.group_advice (brand_id, group_id, code) where ended_at is null;
create index group_advice_quiet on app.group_advice (brand_id, group_id, code, quiet_until) where quiet_until is not null;

-- A11: what ends a stage, by commercial type, ratios. A row only where the brand changed ours; a blueprint's own go before.
create table app.stage_thresholds (
  brand_id integer not null,
  commercial_type text not null check (commercial_type in ('promotion', 'refined', 'service')),
  seats_share real not null,
  interaction_7d real not null,
  retention_30d real not null,
  conversion_30d real not null,
  referral_30d real not null,
  updated_at timestamptz not null,
  updated_by uuid,
  primary key (brand_id, commercial_type)
);
call platform.protect_all();
