-- Files that are read in: what they are, what was made of their columns, how far they came, and the rows that were not taken. Locks nothing: all is new.
create table app.imports (
  brand_id integer not null references platform.brands,
  id uuid not null,
  kind text not null check (kind in ('orders', 'refunds', 'members', 'chat', 'costs')),
  file_name text not null,
  sha256 text not null,
  size_bytes bigint not null,
  -- How the table is written (SheetFormat), its heading, its first rows.
  format jsonb not null,
  header jsonb not null,
  sample jsonb not null,
  header_key text not null,
  options jsonb not null,
  -- draft: columns are being given their meaning; check: looked at whole; run: taken in.
  phase text not null default 'draft' check (phase in ('draft', 'check', 'run')),
  job_id uuid,
  -- What the look at the whole file found (Totals); null until then.
  totals jsonb,
  -- Rows settled so far, written in the transaction that settles them.
  rows_done bigint not null default 0,
  new_rows bigint not null default 0,
  changed_rows bigint not null default 0,
  same_rows bigint not null default 0,
  bad_rows bigint not null default 0,
  -- Null where a program asked.
  created_by uuid,
  created_by_name text not null,
  created_at timestamptz not null,
  started_at timestamptz,
  -- When the file and the bad rows were put away.
  forgotten_at timestamptz,
  primary key (brand_id, id)
);
create index imports_by_file on app.imports (brand_id, sha256);
create index imports_by_person on app.imports (brand_id, created_by, id);

create table app.import_bad_rows (
  brand_id integer not null,
  import_id uuid not null,
  no bigint not null,
  line bigint not null,
  field text,
  problem text not null,
  -- As they stand in the file; a cell of more than 4,000 characters is cut.
  cells jsonb not null,
  primary key (brand_id, import_id, no),
  foreign key (brand_id, import_id) references app.imports (brand_id, id)
);

-- What was made of a set of headings the last time.
create table app.import_mappings (
  brand_id integer not null references platform.brands,
  kind text not null,
  header_key text not null,
  options jsonb not null,
  used_at timestamptz not null,
  primary key (brand_id, kind, header_key)
);
call platform.protect_all();

do $$
declare one record;
begin
  for one in select id from platform.brands loop
    perform set_config('app.brand', one.id::text, true);
    insert into app.role_permissions (brand_id, role, permission, scope)
      values (one.id, 'owner', 'imports.run', 'brand'), (one.id, 'operator', 'imports.run', 'subtree'), (one.id, 'analyst', 'imports.run', 'brand')
      on conflict do nothing;
  end loop;
  perform set_config('app.brand', '', true);
end $$;
