-- Schemas, the two roles' rights, brands, audit, idempotency, settings, files, reaction cursors. Locks nothing: all is new.
create schema app;
create schema platform;
create schema auth;
grant usage on schema app, platform, auth to qunce_app;
grant usage on schema app, platform to qunce_system;

create table platform.brands (
  id integer generated always as identity primary key,
  slug text not null unique check (slug ~ '^[a-z0-9][a-z0-9-]{1,40}$'),
  name text not null check (length(name) between 1 and 60),
  zone text not null,
  currency text not null default 'CNY',
  created_at timestamptz not null
);
grant select, insert, update on platform.brands to qunce_app;
grant usage on sequence platform.brands_id_seq to qunce_app;
grant select on platform.brands to qunce_system;

-- How far each reaction has read each brand's log; moved in the transaction of the reaction's effects.
create table platform.reaction_cursors (
  reaction text not null,
  brand_id integer not null references platform.brands,
  tx bigint not null default 0,
  event_id uuid not null default '00000000-0000-0000-0000-000000000000',
  failures integer not null default 0,
  failed_at timestamptz,
  failure text,
  primary key (reaction, brand_id)
);
grant select, insert, update on platform.reaction_cursors to qunce_app;

-- Whatever came from outside and could not be read, or was refused; kept to be shown and replayed.
create table platform.inbox (
  id uuid primary key,
  brand_id integer references platform.brands,
  source text not null,
  received_at timestamptz not null,
  state text not null check (state in ('unreadable', 'quarantined', 'refused', 'replayed')),
  reason text not null,
  body text not null
);
create index inbox_by_brand on platform.inbox (brand_id, received_at desc);
grant select, insert, update on platform.inbox to qunce_app;

/* Turns on the second lock between brands for every table of schema app that lacks it, and gives the app role its rights. */
create procedure platform.protect_all() language plpgsql as $$
declare t record;
begin
  for t in
    select c.oid::regclass as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = 'app' and c.relkind in ('r', 'p') and not c.relispartition and not c.relrowsecurity
  loop
    execute format('alter table %s enable row level security', t.name);
    execute format('alter table %s force row level security', t.name);
    execute format('create policy brand on %s using (brand_id = (select nullif(current_setting(''app.brand'', true), '''')::int))', t.name);
    execute format('grant select, insert, update, delete on %s to qunce_app', t.name);
  end loop;
end $$;

create table app.audit_entries (
  brand_id integer not null,
  id uuid not null,
  at timestamptz not null,
  actor_kind text not null check (actor_kind in ('staff', 'member', 'system', 'key')),
  actor_id text,
  actor_name text,
  action text not null,
  target_kind text,
  target_id text,
  before jsonb,
  after jsonb,
  request_id text,
  primary key (brand_id, id)
);
create index audit_by_target on app.audit_entries (brand_id, target_kind, target_id, id desc);
create index audit_by_actor on app.audit_entries (brand_id, actor_id, id desc);

-- The first answer of each asked-once call, kept a day.
create table app.idempotency_keys (
  brand_id integer not null,
  caller text not null,
  key text not null,
  request_hash text not null,
  status integer,
  answer jsonb,
  created_at timestamptz not null,
  primary key (brand_id, caller, key)
);
create index idempotency_by_age on app.idempotency_keys (brand_id, created_at);

create table app.settings (
  brand_id integer not null,
  key text not null,
  value jsonb not null,
  updated_at timestamptz not null,
  primary key (brand_id, key)
);

create table app.files (
  brand_id integer not null,
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  mime text not null,
  size_bytes bigint not null,
  name text not null,
  created_at timestamptz not null,
  primary key (brand_id, sha256)
);
call platform.protect_all();
