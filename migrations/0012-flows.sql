-- Flows, their immutable versions, runs over groups, skipped days, and what each step came to each day. Locks nothing: all is new.
-- draft is what is edited; running_version is what runs. planned_until: every step due until then has been dealt with; next_due_at is
-- the first step after it.
create table app.flows (
  brand_id integer not null references platform.brands,
  id uuid not null,
  kind text not null check (kind in ('day', 'week')),
  name text not null check (length(name) between 1 and 60),
  org_id uuid not null,
  state text not null check (state in ('draft', 'running', 'paused', 'stopped')),
  draft jsonb not null,
  draft_revision integer not null default 1,
  draft_saved_at timestamptz not null,
  latest_version integer not null default 0,
  running_version integer,
  planned_until timestamptz,
  next_due_at timestamptz,
  started_at timestamptz,
  created_by uuid,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (brand_id, id),
  foreign key (brand_id, org_id) references app.org_units (brand_id, id)
);
create index flows_by_state on app.flows (brand_id, state, next_due_at);
create unique index flows_by_name on app.flows (brand_id, name) where state <> 'stopped';

-- Immutable.
create table app.flow_versions (
  brand_id integer not null,
  flow_id uuid not null,
  version integer not null,
  spec jsonb not null,
  note text not null default '',
  created_by uuid,
  created_at timestamptz not null,
  primary key (brand_id, flow_id, version),
  foreign key (brand_id, flow_id) references app.flows (brand_id, id)
);

-- One stay of one subject in a flow; who comes back has a second row.
create table app.runs (
  brand_id integer not null,
  id uuid not null,
  flow_id uuid not null,
  version integer not null,
  subject_kind text not null check (subject_kind in ('group', 'member')),
  subject_id uuid not null,
  state text not null check (state in ('active', 'ended')),
  started_at timestamptz not null,
  ended_at timestamptz,
  end_reason text,
  primary key (brand_id, id),
  foreign key (brand_id, flow_id) references app.flows (brand_id, id)
);
create unique index runs_active on app.runs (brand_id, flow_id, subject_kind, subject_id) where state = 'active';
create index runs_by_subject on app.runs (brand_id, subject_kind, subject_id) where state = 'active';

-- A step left out on one day, without a new version.
create table app.flow_skips (
  brand_id integer not null,
  flow_id uuid not null,
  step_id text not null,
  day date not null,
  created_by uuid,
  created_at timestamptz not null,
  primary key (brand_id, flow_id, step_id, day),
  foreign key (brand_id, flow_id) references app.flows (brand_id, id)
);

-- What became of a step on a local day: written once, in the transaction that makes its sends or tasks.
create table app.flow_occurrences (
  brand_id integer not null,
  flow_id uuid not null,
  step_id text not null,
  day date not null,
  version integer not null,
  due_at timestamptz not null,
  state text not null check (state in ('made', 'expired', 'skipped', 'paused', 'empty')),
  groups integer not null default 0,
  made_at timestamptz not null,
  primary key (brand_id, flow_id, step_id, day),
  foreign key (brand_id, flow_id) references app.flows (brand_id, id)
);
create index flow_occurrences_by_day on app.flow_occurrences (brand_id, day, flow_id);
call platform.protect_all();
