-- A cost that was removed, for as long as that may be taken back. Locks nothing: all is new.
create table app.costs_removed (
  brand_id integer not null references platform.brands,
  cost_id uuid not null,
  -- The row of costs as it stood.
  cost jsonb not null,
  staff_id uuid,
  removed_at timestamptz not null,
  primary key (brand_id, cost_id)
);
call platform.protect_all();
