-- Members, identities, search terms, tags, notes, consent, privacy requests, phone sessions. Locks nothing: all is new.
create table app.members (
  brand_id integer not null references platform.brands,
  id uuid not null,
  member_no integer not null,
  canonical_id uuid,
  nickname text not null,
  name text not null default '',
  phone text,
  phone_hash text,
  avatar text,
  city text not null default '',
  custom jsonb not null default '{}',
  status text not null default 'active' check (status in ('active', 'erased')),
  marketing_consent boolean not null default false,
  first_seen_at timestamptz not null,
  created_at timestamptz not null,
  primary key (brand_id, id),
  unique (brand_id, member_no),
  foreign key (brand_id, canonical_id) references app.members (brand_id, id)
);
create index members_by_phone on app.members (brand_id, phone_hash) where phone_hash is not null;
create index members_by_age on app.members (brand_id, first_seen_at, id);
create index members_erased on app.members (brand_id) where status = 'erased';
create index members_by_canonical on app.members (brand_id, canonical_id) where canonical_id is not null;

-- Which person became part of which; members.canonical_id is the top of the chain. Undone by dropping the row.
create table app.member_merges (
  brand_id integer not null,
  member_id uuid not null,
  into_id uuid not null,
  merged_by uuid,
  merged_at timestamptz not null,
  -- Tags the other one gained by it, taken off again when undone.
  tag_ids uuid[] not null default '{}',
  primary key (brand_id, member_id),
  check (member_id <> into_id),
  foreign key (brand_id, member_id) references app.members (brand_id, id),
  foreign key (brand_id, into_id) references app.members (brand_id, id)
);
create index merges_into on app.member_merges (brand_id, into_id);

-- When a member last spoke; beside the members, so that talk never rewrites profiles. The hour is what lists sort and filter by first.
create table app.member_activity (
  brand_id integer not null,
  member_id uuid not null,
  last_active_at timestamptz not null,
  last_active_hour timestamptz not null,
  primary key (brand_id, member_id)
) with (fillfactor = 70);
create index activity_by_hour on app.member_activity (brand_id, last_active_hour, member_id);

create table app.member_numbers (
  brand_id integer not null primary key,
  last_no integer not null
);
create table app.member_identities (
  brand_id integer not null,
  kind text not null,
  scope text not null default '',
  external_id text not null,
  member_id uuid not null,
  primary key (brand_id, kind, scope, external_id),
  foreign key (brand_id, member_id) references app.members (brand_id, id)
);
create index identities_by_member on app.member_identities (brand_id, member_id);

-- Single characters, bigrams, pinyin initials, phone tail: search by equality, which row-level security lets an index answer.
create table app.member_terms (
  brand_id integer not null,
  term text not null,
  member_id uuid not null,
  primary key (brand_id, term, member_id)
);
create index terms_by_member on app.member_terms (brand_id, member_id);

create table app.tags (
  brand_id integer not null,
  id uuid not null,
  name text not null check (length(name) between 1 and 30),
  created_at timestamptz not null,
  primary key (brand_id, id),
  unique (brand_id, name)
);
create table app.member_tags (
  brand_id integer not null,
  tag_id uuid not null,
  member_id uuid not null,
  source text not null check (source in ('manual', 'rule', 'channel', 'import')),
  tagged_at timestamptz not null,
  primary key (brand_id, tag_id, member_id),
  foreign key (brand_id, tag_id) references app.tags (brand_id, id) on delete cascade,
  foreign key (brand_id, member_id) references app.members (brand_id, id)
);
create index tags_by_member on app.member_tags (brand_id, member_id);

-- What one bulk tagging really changed, so that it can be taken back whole; forgotten after a day.
create table app.tag_changes (
  brand_id integer not null,
  id uuid not null,
  tag_id uuid not null,
  direction text not null check (direction in ('add', 'remove')),
  member_ids uuid[] not null,
  staff_id uuid,
  created_at timestamptz not null,
  undone_at timestamptz,
  primary key (brand_id, id),
  foreign key (brand_id, tag_id) references app.tags (brand_id, id) on delete cascade
);
create index tag_changes_by_age on app.tag_changes (brand_id, created_at);

-- The org units of the groups a member sits or sat in, kept with the seats: what a subtree-limited colleague may see.
create table app.member_orgs (
  brand_id integer not null,
  org_id uuid not null,
  member_id uuid not null,
  -- Seats open now; zero for who left.
  seats integer not null,
  primary key (brand_id, org_id, member_id)
);
create index orgs_by_member on app.member_orgs (brand_id, member_id);

create table app.member_notes (
  brand_id integer not null,
  id uuid not null,
  member_id uuid not null,
  staff_id uuid not null,
  text text not null check (length(text) between 1 and 2000),
  created_at timestamptz not null,
  primary key (brand_id, id),
  foreign key (brand_id, member_id) references app.members (brand_id, id)
);
create index notes_by_member on app.member_notes (brand_id, member_id, id desc);

-- Append-only: the last row of a purpose holds, at one moment the one with the higher n.
create table app.consents (
  brand_id integer not null,
  id uuid not null,
  n bigint generated always as identity,
  member_id uuid not null,
  purpose text not null check (purpose in ('rules', 'marketing', 'recommendation')),
  granted boolean not null,
  text_version text not null,
  channel text not null,
  group_id uuid,
  at timestamptz not null,
  primary key (brand_id, id),
  foreign key (brand_id, member_id) references app.members (brand_id, id)
);
create index consents_by_member on app.consents (brand_id, member_id, n desc);

create table app.privacy_requests (
  brand_id integer not null,
  id uuid not null,
  member_id uuid not null,
  kind text not null check (kind in ('export', 'erase')),
  state text not null check (state in ('asked', 'ready', 'done', 'withdrawn')),
  asked_at timestamptz not null,
  due_at timestamptz not null,
  done_at timestamptz,
  file_sha256 text,
  primary key (brand_id, id),
  foreign key (brand_id, member_id) references app.members (brand_id, id)
);
create index privacy_requests_open on app.privacy_requests (brand_id, state, due_at);
create unique index privacy_requests_once on app.privacy_requests (brand_id, member_id, kind) where state = 'asked';

create table app.phone_sessions (
  brand_id integer not null,
  token_hash text not null,
  member_id uuid not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  ended_at timestamptz,
  primary key (brand_id, token_hash),
  foreign key (brand_id, member_id) references app.members (brand_id, id)
);
call platform.protect_all();
