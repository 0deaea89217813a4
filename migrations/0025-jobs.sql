-- Long work that a person started and may leave: its state, progress, lease. Locks nothing: all is new.
create table app.jobs (
  brand_id integer not null references platform.brands,
  id uuid not null,
  kind text not null,
  -- What was asked for, as the kind's own schema has it.
  ask jsonb not null,
  asker_kind text not null check (asker_kind in ('staff', 'system')),
  -- The colleague who asked; null where a program did.
  asker_id uuid,
  asker_user_id text,
  asker_name text not null,
  -- What the person reads; the words of the result are in it.
  language text not null default 'zh-CN',
  state text not null default 'waiting' check (state in ('waiting', 'running', 'done', 'failed', 'cancelled')),
  done_count bigint not null default 0,
  -- How much there is to do; null where nobody knows yet.
  total_count bigint,
  -- Where the next run goes on; written in the transaction of the work it stands for.
  checkpoint jsonb,
  result jsonb,
  -- A refusal's code and details.
  failure jsonb,
  cancel_asked boolean not null default false,
  -- Each claim has its own; what an older one writes is void.
  epoch integer not null default 0,
  leased_until timestamptz,
  -- Claims since the last progress.
  tries integer not null default 0,
  created_at timestamptz not null,
  started_at timestamptz,
  ended_at timestamptz,
  primary key (brand_id, id)
);
create index jobs_by_kind on app.jobs (brand_id, kind, id desc);
create index jobs_by_asker on app.jobs (brand_id, asker_id, kind, id desc);
create index jobs_open on app.jobs (brand_id, id) where state in ('waiting', 'running');
call platform.protect_all();
