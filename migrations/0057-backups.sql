-- Backups as they ended, and brands that stand still because they are copies. Locks brands for an instant.
create table platform.backups (
  began_at timestamptz primary key,
  ended_at timestamptz not null,
  -- Null where it failed; then what went wrong.
  folder text,
  bytes bigint,
  rows bigint,
  -- When it was restored on trial and found equal; null where nobody asked for that.
  checked_at timestamptz,
  failure text,
  check ((failure is null) = (folder is not null))
);
create index backups_by_end on platform.backups (ended_at desc);
grant select on platform.backups to qunce_app;
-- How old the installation is.
grant select on public.qunce_migrations to qunce_app;

-- Of a restored copy: the moment it is a copy of. Nothing leaves it until somebody resumes it.
alter table platform.brands add column held_at timestamptz;
