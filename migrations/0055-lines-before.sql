-- What a line was before its last change or its removal, for as long as that may be taken back. Locks a table of few rows for an instant.
create table app.lines_before (
  brand_id integer not null references platform.brands,
  line_id uuid not null,
  -- The row of opening_lines as it stood.
  line jsonb not null,
  staff_id uuid,
  changed_at timestamptz not null,
  primary key (brand_id, line_id)
);
-- A draft that a line was applied to may be thrown away.
alter table app.opening_lines drop constraint opening_lines_brand_id_flow_id_fkey;
alter table app.opening_lines add constraint opening_lines_brand_id_flow_id_fkey
  foreign key (brand_id, flow_id) references app.flows (brand_id, id) on delete set null (flow_id);
call platform.protect_all();
