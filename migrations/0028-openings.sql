-- Lines of goods, what was answered about them, and what was made of the answer. Locks nothing: all is new.
create table app.opening_lines (
  brand_id integer not null references platform.brands,
  id uuid not null,
  name text not null check (length(name) between 1 and 30),
  answers jsonb not null,
  combinations text[] not null,
  is_focus boolean not null default false,
  changed_at timestamptz not null,
  applied_at timestamptz,
  applied_type text check (applied_type in ('promotion', 'refined', 'service')),
  blueprint_id uuid,
  flow_id uuid,
  primary key (brand_id, id),
  unique (brand_id, name),
  foreign key (brand_id, blueprint_id) references app.blueprints (brand_id, id),
  foreign key (brand_id, flow_id) references app.flows (brand_id, id)
);
create unique index opening_lines_one_focus on app.opening_lines (brand_id) where is_focus;
create index opening_lines_by_flow on app.opening_lines (brand_id, flow_id);
create index opening_lines_by_blueprint on app.opening_lines (brand_id, blueprint_id);
call platform.protect_all();
