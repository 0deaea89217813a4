-- Views of lists that people saved, and how each person likes a list. Locks nothing: all is new.
create table app.saved_views (
  brand_id integer not null references platform.brands,
  id uuid not null,
  list text not null,
  name text not null check (length(name) between 1 and 30),
  owner_id uuid not null,
  -- True: everyone of the brand sees it.
  shared boolean not null,
  -- Conditions, order and columns as the page's address has them.
  query text not null check (length(query) <= 2000),
  created_at timestamptz not null,
  updated_at timestamptz not null,
  -- Kept a day, so that it can be taken back.
  removed_at timestamptz,
  primary key (brand_id, id),
  foreign key (brand_id, owner_id) references app.staff (brand_id, id)
);
create index saved_views_by_list on app.saved_views (brand_id, list, created_at) where removed_at is null;
create unique index saved_views_by_name on app.saved_views (brand_id, owner_id, list, name) where removed_at is null;

create table app.list_preferences (
  brand_id integer not null references platform.brands,
  staff_id uuid not null,
  list text not null,
  -- Column → shown; columns that are not named are as the page has them.
  columns jsonb not null default '{}',
  -- Opened where the address says nothing.
  default_view_id uuid,
  updated_at timestamptz not null,
  primary key (brand_id, staff_id, list),
  foreign key (brand_id, staff_id) references app.staff (brand_id, id)
);
call platform.protect_all();
