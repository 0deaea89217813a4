-- What a person must do. Locks nothing: all is new.
create table app.tasks (
  brand_id integer not null references platform.brands,
  id uuid not null,
  unique_key text not null,
  kind text not null check (kind in ('send', 'reply', 'review', 'duty', 'check', 'other')),
  assignee_id uuid not null,
  title text not null check (length(title) between 1 and 200),
  note text not null default '',
  group_id uuid,
  people integer not null default 0,
  -- Where it is done: a page of the console and what it opens.
  link jsonb not null,
  state text not null default 'open' check (state in ('open', 'done', 'skipped', 'expired', 'cancelled')),
  due_at timestamptz not null,
  expires_at timestamptz,
  created_at timestamptz not null,
  ended_at timestamptz,
  ended_by uuid,
  outcome text not null default '',
  primary key (brand_id, id),
  unique (brand_id, unique_key),
  foreign key (brand_id, assignee_id) references app.staff (brand_id, id)
);
create index tasks_by_assignee on app.tasks (brand_id, assignee_id, state, due_at);
create index tasks_by_group on app.tasks (brand_id, group_id, state) where group_id is not null;
create index tasks_open on app.tasks (brand_id, expires_at) where state = 'open' and expires_at is not null;
call platform.protect_all();
