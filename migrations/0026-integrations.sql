-- API keys, their calls, webhooks and their deliveries; owners may manage them. Locks nothing: all is new.
create table app.api_keys (
  brand_id integer not null,
  id uuid not null,
  name text not null check (length(name) between 1 and 60),
  -- The unit at the top of what the key sees; the headquarters is the whole brand.
  org_id uuid not null,
  permissions text[] not null check (cardinality(permissions) > 0),
  per_minute integer not null check (per_minute between 1 and 1200),
  expires_at timestamptz,
  created_by uuid not null,
  created_at timestamptz not null,
  revoked_by uuid,
  revoked_at timestamptz,
  last_used_at timestamptz,
  last_used_from text,
  primary key (brand_id, id)
);

-- A key has one secret, and for a while after a rotation two; only hashes are kept.
create table app.api_key_secrets (
  brand_id integer not null,
  hash text not null check (hash ~ '^[0-9a-f]{64}$'),
  key_id uuid not null,
  -- The first characters, by which a person knows it again.
  prefix text not null,
  created_at timestamptz not null,
  -- Null as long as it is the newest.
  valid_until timestamptz,
  primary key (brand_id, hash),
  foreign key (brand_id, key_id) references app.api_keys (brand_id, id)
);
create index api_key_secrets_by_key on app.api_key_secrets (brand_id, key_id);

-- Every call that was let in by a key, kept for some weeks.
create table app.api_key_calls (
  brand_id integer not null,
  id uuid not null,
  key_id uuid not null,
  method text not null,
  path text not null,
  status integer not null,
  took_ms integer not null,
  address text not null,
  request_id text not null,
  primary key (brand_id, id)
);
create index api_key_calls_by_key on app.api_key_calls (brand_id, key_id, id);

create table app.webhooks (
  brand_id integer not null,
  id uuid not null,
  name text not null check (length(name) between 1 and 60),
  url text not null check (length(url) <= 500),
  events text[] not null check (cardinality(events) > 0),
  -- Only events of groups at or below this unit; null hears the whole brand.
  org_id uuid,
  shows_phones boolean not null default false,
  state text not null default 'active' check (state in ('active', 'paused', 'off')),
  -- Why it was paused by itself.
  paused_for text check (paused_for in ('failing', 'gone')),
  -- Events that were received before this are not its business.
  hears_from timestamptz not null,
  -- The signing secret is derived from the installation's and this number; the one before is valid for a while.
  secret_version integer not null default 1,
  old_secret_until timestamptz,
  failures_in_row integer not null default 0,
  failing_since timestamptz,
  last_delivered_at timestamptz,
  created_by uuid not null,
  created_at timestamptz not null,
  removed_at timestamptz,
  primary key (brand_id, id)
);

-- One event for one webhook. What is sent is filled in at the call, so that nothing personal is kept here.
create table app.webhook_deliveries (
  brand_id integer not null,
  id uuid not null,
  webhook_id uuid not null,
  event_id uuid not null,
  event text not null,
  occurred_at timestamptz not null,
  group_id uuid,
  member_id uuid,
  fields jsonb not null,
  state text not null default 'waiting' check (state in ('waiting', 'calling', 'delivered', 'dead')),
  due_at timestamptz not null,
  -- Calls since it was made or replayed.
  tries integer not null default 0,
  epoch integer not null default 0,
  leased_until timestamptz,
  created_at timestamptz not null,
  ended_at timestamptz,
  -- The last calls: when, how long, status or failure.
  history jsonb not null default '[]',
  status integer,
  failure text,
  answer text,
  replayed_at timestamptz,
  primary key (brand_id, id),
  unique (brand_id, webhook_id, event_id),
  foreign key (brand_id, webhook_id) references app.webhooks (brand_id, id)
);
create index webhook_deliveries_due on app.webhook_deliveries (brand_id, webhook_id, due_at) where state = 'waiting';
create index webhook_deliveries_leased on app.webhook_deliveries (brand_id, leased_until) where state = 'calling';
create index webhook_deliveries_dead on app.webhook_deliveries (brand_id, webhook_id, id) where state = 'dead';
create index webhook_deliveries_by_hook on app.webhook_deliveries (brand_id, webhook_id, id);
create index webhook_deliveries_by_event on app.webhook_deliveries (brand_id, event_id);

-- Calls of each hour, for the figures of the list.
create table app.webhook_hours (
  brand_id integer not null,
  webhook_id uuid not null,
  hour timestamptz not null,
  delivered integer not null default 0,
  failed integer not null default 0,
  primary key (brand_id, webhook_id, hour),
  foreign key (brand_id, webhook_id) references app.webhooks (brand_id, id)
);
call platform.protect_all();

do $$
declare one record;
begin
  for one in select id from platform.brands loop
    perform set_config('app.brand', one.id::text, true);
    insert into app.role_permissions (brand_id, role, permission, scope) values (one.id, 'owner', 'integrations.manage', 'brand') on conflict do nothing;
  end loop;
  perform set_config('app.brand', '', true);
end $$;
