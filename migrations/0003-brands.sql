-- Org tree, staff, roles, invites. Locks nothing: all is new.
create table app.org_units (
  brand_id integer not null references platform.brands,
  id uuid not null,
  parent_id uuid,
  level text not null check (level in ('headquarters', 'city', 'district', 'grid')),
  name text not null check (length(name) between 1 and 60),
  sort integer not null default 0,
  created_at timestamptz not null,
  primary key (brand_id, id),
  foreign key (brand_id, parent_id) references app.org_units (brand_id, id)
);
create unique index org_units_by_name on app.org_units (brand_id, parent_id, name) nulls not distinct;

-- Every pair of an org unit and one above it or itself.
create table app.org_closure (
  brand_id integer not null,
  ancestor_id uuid not null,
  descendant_id uuid not null,
  depth integer not null,
  primary key (brand_id, ancestor_id, descendant_id),
  foreign key (brand_id, ancestor_id) references app.org_units (brand_id, id),
  foreign key (brand_id, descendant_id) references app.org_units (brand_id, id)
);
create index org_closure_up on app.org_closure (brand_id, descendant_id, depth);

create table app.staff (
  brand_id integer not null references platform.brands,
  id uuid not null,
  user_id text not null,
  name text not null check (length(name) between 1 and 60),
  org_id uuid not null,
  status text not null default 'active' check (status in ('active', 'away', 'left')),
  created_at timestamptz not null,
  primary key (brand_id, id),
  unique (brand_id, user_id),
  foreign key (brand_id, org_id) references app.org_units (brand_id, id)
);
create table app.role_permissions (
  brand_id integer not null,
  role text not null,
  permission text not null,
  scope text not null check (scope in ('own', 'subtree', 'brand')),
  primary key (brand_id, role, permission)
);
create table app.staff_roles (
  brand_id integer not null,
  staff_id uuid not null,
  role text not null,
  primary key (brand_id, staff_id, role),
  foreign key (brand_id, staff_id) references app.staff (brand_id, id)
);
create table app.staff_invites (
  brand_id integer not null,
  id uuid not null,
  token_hash text not null,
  name text not null,
  roles text[] not null,
  org_id uuid not null,
  created_by uuid,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  accepted_at timestamptz,
  revoked_at timestamptz,
  primary key (brand_id, id),
  unique (brand_id, token_hash),
  foreign key (brand_id, org_id) references app.org_units (brand_id, id)
);
-- Which brands a signed-in person belongs to: read before any brand is known.
create table platform.memberships (
  user_id text not null,
  brand_id integer not null references platform.brands,
  primary key (user_id, brand_id)
);
grant select, insert, delete on platform.memberships to qunce_app;
call platform.protect_all();
