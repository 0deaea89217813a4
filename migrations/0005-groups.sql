-- Accounts, blueprints, groups, roster, entries, seats. Locks nothing: all is new.
create table app.accounts (
  brand_id integer not null references platform.brands,
  id uuid not null,
  channel text not null,
  scope text not null default '',
  external_id text not null,
  name text not null,
  kind text not null check (kind in ('staff', 'bot')),
  staff_id uuid,
  status text not null default 'active' check (status in ('active', 'paused', 'blocked')),
  created_at timestamptz not null,
  primary key (brand_id, id),
  unique (brand_id, channel, scope, external_id)
);

create table app.blueprints (
  brand_id integer not null,
  id uuid not null,
  name text not null check (length(name) between 1 and 60),
  latest_version integer not null,
  archived_at timestamptz,
  created_at timestamptz not null,
  primary key (brand_id, id),
  unique (brand_id, name)
);
-- Immutable: positioning, commercial type, profile, capacity, thresholds, crew (BlueprintSpec in blueprints.contract.ts).
create table app.blueprint_versions (
  brand_id integer not null,
  blueprint_id uuid not null,
  version integer not null,
  spec jsonb not null,
  note text not null default '',
  created_by uuid,
  created_at timestamptz not null,
  primary key (brand_id, blueprint_id, version),
  foreign key (brand_id, blueprint_id) references app.blueprints (brand_id, id)
);

-- The last number given to a group of the brand: codes are FL-1107, counted over all kinds.
create table app.group_numbers (
  brand_id integer not null primary key,
  last_no integer not null
);

-- One go of making many groups from a blueprint, kept as its report.
create table app.group_stamps (
  brand_id integer not null,
  id uuid not null,
  blueprint_id uuid not null,
  blueprint_version integer not null,
  asked jsonb not null,
  group_count integer not null,
  created_by uuid,
  created_at timestamptz not null,
  undone_at timestamptz,
  primary key (brand_id, id),
  foreign key (brand_id, blueprint_id) references app.blueprints (brand_id, id)
);

-- What a bulk action found and wrote, group by group, so that it can be taken back.
create table app.group_bulk_changes (
  brand_id integer not null,
  id uuid not null,
  kind text not null check (kind in ('owner', 'blueprint', 'close')),
  rows jsonb not null,
  created_by uuid,
  created_at timestamptz not null,
  undone_at timestamptz,
  primary key (brand_id, id)
);

create table app.groups (
  brand_id integer not null references platform.brands,
  id uuid not null,
  code text not null,
  name text not null check (length(name) between 1 and 60),
  slogan text not null default '',
  org_id uuid not null,
  positioning text not null check (positioning in ('lead-in', 'benefit', 'flash')),
  commercial_type text not null check (commercial_type in ('promotion', 'refined', 'service')),
  blueprint_id uuid,
  blueprint_version integer,
  channel text not null,
  external_id text,
  account_id uuid,
  owner_staff_id uuid,
  status text not null check (status in ('planned', 'active', 'closed')),
  capacity integer not null check (capacity between 2 and 100000),
  target_members integer not null check (target_members >= 1),
  profile jsonb not null default '{}',
  announcement text not null default '',
  member_count integer not null default 0,
  created_at timestamptz not null,
  opened_at timestamptz,
  closed_at timestamptz,
  stamp_id uuid,
  primary key (brand_id, id),
  unique (brand_id, code),
  foreign key (brand_id, org_id) references app.org_units (brand_id, id),
  foreign key (brand_id, blueprint_id) references app.blueprints (brand_id, id),
  foreign key (brand_id, account_id) references app.accounts (brand_id, id),
  foreign key (brand_id, owner_staff_id) references app.staff (brand_id, id)
);
create index groups_by_org on app.groups (brand_id, org_id);
create index groups_by_stamp on app.groups (brand_id, stamp_id) where stamp_id is not null;
create index groups_by_blueprint on app.groups (brand_id, blueprint_id);
create index groups_by_owner on app.groups (brand_id, owner_staff_id);
create unique index groups_by_binding on app.groups (brand_id, channel, external_id) where external_id is not null;

create table app.group_terms (
  brand_id integer not null,
  term text not null,
  group_id uuid not null,
  primary key (brand_id, term, group_id),
  foreign key (brand_id, group_id) references app.groups (brand_id, id)
);
create index group_terms_by_group on app.group_terms (brand_id, group_id);

-- Who does what in a group; staff by staff_id, members (KOC, volunteers) by member_id.
create table app.group_roster (
  brand_id integer not null,
  group_id uuid not null,
  id uuid not null,
  role text not null check (role in ('owner', 'admin', 'assistant', 'koc', 'volunteer')),
  staff_id uuid,
  member_id uuid,
  duty text not null default '',
  shift text not null default '',
  since timestamptz not null,
  primary key (brand_id, group_id, id),
  check ((staff_id is null) <> (member_id is null)),
  foreign key (brand_id, group_id) references app.groups (brand_id, id)
);
create unique index roster_one_owner on app.group_roster (brand_id, group_id) where role = 'owner';
create unique index roster_once_staff on app.group_roster (brand_id, group_id, staff_id) where staff_id is not null;
create unique index roster_once_member on app.group_roster (brand_id, group_id, member_id) where member_id is not null;
create index roster_by_staff on app.group_roster (brand_id, staff_id) where staff_id is not null;

-- A public way in: the token is the link; exposures and joins are counted by it.
create table app.group_entries (
  brand_id integer not null,
  id uuid not null,
  group_id uuid not null,
  token text not null,
  name text not null,
  inviter_member_id uuid,
  exposures integer not null default 0,
  created_at timestamptz not null,
  closed_at timestamptz,
  primary key (brand_id, id),
  unique (brand_id, token),
  foreign key (brand_id, group_id) references app.groups (brand_id, id)
);
create index entries_by_group on app.group_entries (brand_id, group_id);

-- One stay of one person in one group; who comes back has a second row.
create table app.seats (
  brand_id integer not null,
  id uuid not null,
  group_id uuid not null,
  member_id uuid not null,
  kind text not null check (kind in ('member', 'staff', 'bot')),
  staff_id uuid,
  nickname text not null,
  joined_at timestamptz not null,
  left_at timestamptz,
  leave_reason text,
  entry_id uuid,
  inviter_member_id uuid,
  read_seq bigint not null default 0,
  primary key (brand_id, id),
  foreign key (brand_id, group_id) references app.groups (brand_id, id),
  foreign key (brand_id, member_id) references app.members (brand_id, id)
);
create unique index seats_open on app.seats (brand_id, group_id, member_id) where left_at is null;
create index seats_by_group on app.seats (brand_id, group_id, joined_at);
create index seats_by_member on app.seats (brand_id, member_id, joined_at);

-- Every report of a coming or going that was heard, in whatever order: the seats are what they fold to.
create table app.seat_reports (
  brand_id integer not null,
  group_id uuid not null,
  member_id uuid not null,
  event_id uuid not null,
  joins boolean not null,
  at timestamptz not null,
  -- What the report said of the seat (kind, staff, entry, inviter) or of the leaving (reason).
  seat_kind text check (seat_kind in ('member', 'staff', 'bot')),
  staff_id uuid,
  entry_id uuid,
  inviter_member_id uuid,
  reason text,
  -- In the event log: it once opened or closed a seat.
  published boolean not null default false,
  primary key (brand_id, group_id, member_id, event_id)
);
call platform.protect_all();
