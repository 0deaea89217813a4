-- Contents with immutable versions, folders, search terms, uses, columns with their weekly slots and issues. Locks nothing: all is new.
create table app.content_folders (
  brand_id integer not null references platform.brands,
  id uuid not null,
  parent_id uuid,
  name text not null check (length(name) between 1 and 30),
  created_at timestamptz not null,
  primary key (brand_id, id),
  foreign key (brand_id, parent_id) references app.content_folders (brand_id, id)
);
create unique index content_folders_by_name on app.content_folders (brand_id, parent_id, name) nulls not distinct;

-- state is the latest version's; approved_version is the one that may be sent.
create table app.contents (
  brand_id integer not null references platform.brands,
  id uuid not null,
  folder_id uuid,
  direction text not null check (direction in ('engage', 'convert', 'brand')),
  format text not null check (format in ('text', 'image', 'link')),
  name text not null check (length(name) between 1 and 60),
  state text not null check (state in ('draft', 'pending', 'approved', 'retired')),
  note text not null default '',
  latest_version integer not null,
  approved_version integer,
  expires_on date,
  created_by uuid,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (brand_id, id),
  foreign key (brand_id, folder_id) references app.content_folders (brand_id, id)
);
create index contents_by_change on app.contents (brand_id, updated_at desc, id desc);
create index contents_by_folder on app.contents (brand_id, folder_id);

-- Immutable.
create table app.content_versions (
  brand_id integer not null,
  content_id uuid not null,
  version integer not null,
  body jsonb not null,
  created_by uuid,
  created_at timestamptz not null,
  approved_by uuid,
  approved_at timestamptz,
  primary key (brand_id, content_id, version),
  foreign key (brand_id, content_id) references app.contents (brand_id, id)
);

create table app.content_terms (
  brand_id integer not null,
  term text not null,
  content_id uuid not null,
  primary key (brand_id, term, content_id),
  foreign key (brand_id, content_id) references app.contents (brand_id, id)
);
create index content_terms_by_content on app.content_terms (brand_id, content_id);

-- Where a content stands or went: a flow's running version, a column's issue, a send.
create table app.content_uses (
  brand_id integer not null,
  content_id uuid not null,
  place_kind text not null check (place_kind in ('flow', 'column', 'send')),
  place_id uuid not null,
  place_name text not null,
  version integer,
  groups integer not null default 0,
  used_at timestamptz not null,
  primary key (brand_id, content_id, place_kind, place_id),
  foreign key (brand_id, content_id) references app.contents (brand_id, id)
);
create index content_uses_by_place on app.content_uses (brand_id, place_kind, place_id);

create table app.content_columns (
  brand_id integer not null references platform.brands,
  id uuid not null,
  name text not null check (length(name) between 1 and 30),
  direction text not null check (direction in ('engage', 'convert', 'brand')),
  purpose text not null default '',
  created_at timestamptz not null,
  archived_at timestamptz,
  primary key (brand_id, id)
);
create unique index content_columns_by_name on app.content_columns (brand_id, name) where archived_at is null;
create table app.column_slots (
  brand_id integer not null,
  column_id uuid not null,
  weekday smallint not null check (weekday between 1 and 7),
  minute smallint not null check (minute between 0 and 1439),
  primary key (brand_id, column_id, weekday, minute),
  foreign key (brand_id, column_id) references app.content_columns (brand_id, id)
);
create table app.column_issues (
  brand_id integer not null,
  column_id uuid not null,
  day date not null,
  minute smallint not null check (minute between 0 and 1439),
  content_id uuid not null,
  created_at timestamptz not null,
  primary key (brand_id, column_id, day, minute),
  foreign key (brand_id, column_id) references app.content_columns (brand_id, id),
  foreign key (brand_id, content_id) references app.contents (brand_id, id)
);
create index column_issues_by_day on app.column_issues (brand_id, day);
create index column_issues_by_content on app.column_issues (brand_id, content_id);
call platform.protect_all();
