-- Sends on three levels. Locks nothing: all is new.
create table app.sends (
  brand_id integer not null references platform.brands,
  id uuid not null,
  unique_key text not null,
  name text not null check (length(name) between 1 and 100),
  source_kind text not null check (source_kind in ('adhoc', 'flow')),
  flow_id uuid,
  flow_version integer,
  step_id text,
  local_day date not null,
  content_id uuid,
  content_version integer,
  direction text not null default 'engage',
  body jsonb not null,
  priority smallint not null default 5,
  state text not null check (state in ('scheduled', 'paused', 'finished', 'cancelled')),
  due_at timestamptz not null,
  expires_at timestamptz not null,
  created_by uuid,
  created_at timestamptz not null,
  finished_at timestamptz,
  primary key (brand_id, id),
  unique (brand_id, unique_key)
);
create index sends_by_time on app.sends (brand_id, due_at desc, id desc);
create index sends_open on app.sends (brand_id, due_at) where state in ('scheduled', 'paused');
create index sends_by_step on app.sends (brand_id, flow_id, step_id, local_day) where flow_id is not null;

-- One platform call: the unit that is claimed, leased and never made twice.
create table app.dispatches (
  brand_id integer not null,
  id uuid not null,
  send_id uuid not null,
  channel text not null,
  account_id uuid,
  assignee_id uuid,
  state text not null check (state in ('planned', 'calling', 'waiting', 'done', 'unknown', 'expired', 'cancelled')),
  due_at timestamptz not null,
  expires_at timestamptz not null,
  priority smallint not null,
  epoch integer not null default 0,
  leased_until timestamptz,
  begun_at timestamptz,
  ended_at timestamptz,
  platform_ref text,
  failure text,
  primary key (brand_id, id),
  foreign key (brand_id, send_id) references app.sends (brand_id, id)
);
create index dispatches_by_send on app.dispatches (brand_id, send_id);
create index dispatches_due on app.dispatches (brand_id, due_at, priority) where state = 'planned';
create index dispatches_leased on app.dispatches (brand_id, leased_until) where state = 'calling';
create index dispatches_unknown on app.dispatches (brand_id, begun_at) where state = 'unknown';

create table app.deliveries (
  brand_id integer not null,
  id uuid not null,
  send_id uuid not null,
  dispatch_id uuid,
  group_id uuid not null,
  -- As it left, variables filled in; null until it is called.
  body jsonb,
  people integer not null default 0,
  state text not null check (state in ('planned', 'handed-over', 'sent', 'failed', 'over-cap', 'left-out', 'expired', 'cancelled', 'unknown')),
  reason text,
  due_at timestamptz not null,
  ended_at timestamptz,
  ended_by uuid,
  primary key (brand_id, id),
  unique (brand_id, send_id, group_id),
  foreign key (brand_id, send_id) references app.sends (brand_id, id),
  foreign key (brand_id, dispatch_id) references app.dispatches (brand_id, id)
);
create index deliveries_by_dispatch on app.deliveries (brand_id, dispatch_id);
create index deliveries_by_group on app.deliveries (brand_id, group_id, due_at);
call platform.protect_all();
