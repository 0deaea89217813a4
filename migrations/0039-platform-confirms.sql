-- Sends that a person confirms on the platform itself, and what others send there. Locks app.dispatches for a moment, for the keys to it.

-- A dispatch as the platform has it, from when it took it until nothing more will come; a paused one that goes out again has another.
create table app.handovers (
  brand_id integer not null,
  platform_ref text not null,
  channel text not null,
  dispatch_id uuid not null,
  send_id uuid not null,
  handed_at timestamptz not null,
  -- When the platform is asked next; whoever asks moves it on first, so that no two ask at once.
  follow_at timestamptz not null,
  epoch integer not null default 0,
  asked_at timestamptz,
  -- Why it shall end before its person has confirmed it.
  stop text check (stop in ('cancelled', 'skipped', 'paused')),
  stopped_at timestamptz,
  -- When the person is to be reminded next, and when that was done.
  remind_at timestamptz,
  reminded_at timestamptz[] not null default '{}',
  -- What the platform last would not do.
  refusal text,
  ended_at timestamptz,
  primary key (brand_id, platform_ref),
  foreign key (brand_id, dispatch_id) references app.dispatches (brand_id, id)
);
create unique index handovers_open on app.handovers (brand_id, dispatch_id) where ended_at is null;
create index handovers_due on app.handovers (brand_id, follow_at) where ended_at is null;
create index handovers_by_send on app.handovers (brand_id, send_id);

-- Calls that nothing could tell from another of the same account while their answer is not known: one at a time.
create table app.call_marks (
  brand_id integer not null,
  account_id uuid not null,
  mark text not null,
  dispatch_id uuid not null,
  primary key (brand_id, account_id, mark),
  foreign key (brand_id, dispatch_id) references app.dispatches (brand_id, id)
);
create index call_marks_by_dispatch on app.call_marks (brand_id, dispatch_id);

-- What a platform calls a file that it was given, while that holds.
create table app.vendor_media (
  brand_id integer not null references platform.brands,
  channel text not null,
  scope text not null,
  media_key text not null,
  media_id text not null,
  valid_until timestamptz not null,
  primary key (brand_id, channel, scope, media_key)
);

-- Mass sends of staff by themselves and of other apps: they use up the same cap.
create table app.outside_sends (
  brand_id integer not null references platform.brands,
  channel text not null,
  scope text not null,
  platform_ref text not null,
  made_by text not null check (made_by in ('person', 'app')),
  creator text,
  made_at timestamptz not null,
  summary text not null,
  is_open boolean not null,
  read_at timestamptz not null,
  primary key (brand_id, channel, scope, platform_ref)
);
create index outside_sends_by_time on app.outside_sends (brand_id, made_at desc, platform_ref);

create table app.outside_deliveries (
  brand_id integer not null,
  channel text not null,
  group_external_id text not null,
  platform_ref text not null,
  sent_at timestamptz not null,
  primary key (brand_id, channel, group_external_id, platform_ref)
);
create index outside_deliveries_by_time on app.outside_deliveries (brand_id, channel, sent_at);

-- How far the reading of what others sent has come, for each scope.
create table app.outside_reads (
  brand_id integer not null references platform.brands,
  channel text not null,
  scope text not null,
  -- The stretch that is being read and where; null when it is done.
  from_at timestamptz,
  to_at timestamptz,
  cursor text,
  next_at timestamptz not null,
  -- All that was made before this is known.
  read_until timestamptz,
  failure text,
  primary key (brand_id, channel, scope)
);
call platform.protect_all();
