-- Connections to platforms, what their lines share between processes, raw callbacks; owners manage, operators read. Locks nothing: all is new.
create table app.connections (
  brand_id integer not null,
  id uuid not null,
  kind text not null check (kind in ('wecom')),
  -- The corp or app it speaks for: `ww…`.
  scope text not null check (length(scope) between 1 and 64),
  name text not null check (length(name) between 1 and 60),
  agent_id text,
  -- Null: the platform's own address.
  base_url text,
  -- Sealed: unreadable without the installation's key.
  secret bytea not null,
  callback_token bytea not null,
  aes_key bytea not null,
  -- The end of the callback's address.
  path_token text not null check (path_token ~ '^[A-Za-z0-9_-]{22}$'),
  state text not null default 'unchecked' check (state in ('unchecked', 'ready', 'faulty', 'off')),
  steps jsonb not null default '[]',
  checked_at timestamptz,
  -- Counts up with each new secret, so that no process goes on with what it remembers.
  version integer not null default 1,
  created_by uuid,
  created_at timestamptz not null,
  primary key (brand_id, id),
  unique (brand_id, kind, scope)
);

-- Where a callback belongs, found before any brand is entered; and who handles what came, in order.
create table platform.callback_lanes (
  connection_id uuid primary key,
  brand_id integer not null references platform.brands,
  path_token text not null unique,
  verified_at timestamptz,
  received_at timestamptz,
  leased_until timestamptz,
  epoch integer not null default 0,
  -- What failed is tried again from here on.
  due_at timestamptz,
  failures integer not null default 0
);
create index callback_lanes_by_brand on platform.callback_lanes (brand_id);
grant select, insert, update, delete on platform.callback_lanes to qunce_app;

-- What a platform told us, decrypted, as it came; written before the platform is answered.
create table platform.callbacks (
  id bigint generated always as identity primary key,
  brand_id integer not null references platform.brands,
  connection_id uuid not null,
  -- sha256 of the decrypted body: the same told twice is one row.
  digest bytea not null,
  -- Of the call that brought it: the same signature again is a replay or a retry of the platform's.
  signature text not null,
  received_at timestamptz not null,
  body text not null,
  state text not null default 'waiting' check (state in ('waiting', 'handled', 'ignored', 'unreadable', 'failed')),
  reason text,
  tries integer not null default 0,
  -- One that failed waits, those behind it go on.
  due_at timestamptz,
  ended_at timestamptz,
  unique (connection_id, digest)
);
create index callbacks_waiting on platform.callbacks (connection_id, id) where state = 'waiting';
create index callbacks_astray on platform.callbacks (connection_id, id) where state in ('unreadable', 'failed');
create index callbacks_by_age on platform.callbacks (brand_id, received_at);
grant select, insert, update, delete on platform.callbacks to qunce_app;

-- How many came and what became of them; refused ones are counted and never kept.
create table platform.callback_hours (
  brand_id integer not null references platform.brands,
  connection_id uuid not null,
  hour timestamptz not null,
  outcome text not null,
  count bigint not null,
  primary key (connection_id, hour, outcome)
);
create index callback_hours_by_brand on platform.callback_hours (brand_id, hour);
grant select, insert, update, delete on platform.callback_hours to qunce_app;

-- The token of each connection, fetched by one process for all.
create table platform.line_tokens (
  connection_id uuid primary key,
  brand_id integer not null references platform.brands,
  -- Sealed.
  token bytea,
  -- Counts up with each token fetched.
  version integer not null default 0,
  expires_at timestamptz,
  -- One process is fetching until then.
  fetching_until timestamptz,
  -- The platform said no: nobody asks again before the moment.
  refused_code integer,
  refused_text text,
  refused_until timestamptz,
  refusals integer not null default 0
);
grant select, insert, update, delete on platform.line_tokens to qunce_app;

-- What is used of each rate, the breaker and the width of each API, by `wecom:<corp>:<api>`; whoever takes a block of calls holds the row.
create table platform.line_windows (
  key text primary key,
  state jsonb not null,
  changed_at timestamptz not null
);
grant select, insert, update, delete on platform.line_windows to qunce_app;

-- Calls of each connection by minute, API and outcome, for the health page.
create table platform.line_minutes (
  brand_id integer not null references platform.brands,
  connection_id uuid not null,
  minute timestamptz not null,
  api text not null,
  -- 'ok', an errcode, 'lost' or 'down'.
  outcome text not null,
  count bigint not null,
  took_ms bigint not null,
  primary key (connection_id, minute, api, outcome)
);
create index line_minutes_by_brand on platform.line_minutes (brand_id, minute);
grant select, insert, update, delete on platform.line_minutes to qunce_app;

call platform.protect_all();

do $$
declare one record;
begin
  for one in select id from platform.brands loop
    perform set_config('app.brand', one.id::text, true);
    insert into app.role_permissions (brand_id, role, permission, scope)
    values (one.id, 'owner', 'connections.read', 'brand'), (one.id, 'owner', 'connections.manage', 'brand'), (one.id, 'operator', 'connections.read', 'brand')
    on conflict do nothing;
  end loop;
  perform set_config('app.brand', '', true);
end $$;
