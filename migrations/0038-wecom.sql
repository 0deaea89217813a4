-- What WeCom tells of a corp: staff, relations, tags, groups, codes, welcomes, figures. Locks nothing: all is new.
create table app.wecom_corps (
  brand_id integer not null references platform.brands,
  corp text not null,
  connection_id uuid not null,
  -- Where groups go that nobody placed; null: the whole brand's unit.
  org_id uuid,
  synced_at timestamptz,
  reconciled_at timestamptz,
  created_at timestamptz not null,
  primary key (brand_id, corp)
);

create table app.wecom_users (
  brand_id integer not null,
  corp text not null,
  user_id text not null,
  account_id uuid not null,
  name text not null,
  departments integer[] not null default '{}',
  mobile text not null default '',
  position text not null default '',
  -- May have customers.
  follows boolean not null default false,
  state text not null default 'active' check (state in ('active', 'disabled', 'inactive', 'left')),
  -- The platform's code where his customers could not be read.
  problem integer,
  seen_at timestamptz not null,
  primary key (brand_id, corp, user_id),
  foreign key (brand_id, account_id) references app.accounts (brand_id, id)
);
create unique index wecom_users_by_account on app.wecom_users (brand_id, account_id);

-- One member of staff and one customer. A relation that ended keeps its row.
create table app.wecom_follows (
  brand_id integer not null,
  corp text not null,
  user_id text not null,
  external_id text not null,
  member_id uuid not null,
  remark text not null default '',
  description text not null default '',
  company text not null default '',
  mobiles text[] not null default '{}',
  add_way integer,
  state text not null default '',
  -- The corp's tags, by their ids there.
  tags text[] not null default '{}',
  began_at timestamptz not null,
  lost_at timestamptz,
  lost_by text check (lost_by in ('staff', 'customer', 'transfer', 'unknown')),
  seen_at timestamptz not null,
  primary key (brand_id, corp, external_id, user_id),
  foreign key (brand_id, member_id) references app.members (brand_id, id)
);
create index wecom_follows_by_user on app.wecom_follows (brand_id, corp, user_id, external_id);
create index wecom_follows_by_member on app.wecom_follows (brand_id, member_id);
create index wecom_follows_by_state on app.wecom_follows (brand_id, corp, state, began_at) where state <> '';

-- People who were erased here and are still customers there: never taken in again.
create table app.wecom_erased (
  brand_id integer not null,
  corp text not null,
  -- sha256 of the id.
  external_hash text not null,
  erased_at timestamptz not null,
  primary key (brand_id, corp, external_hash)
);

create table app.wecom_tags (
  brand_id integer not null,
  corp text not null,
  wecom_id text not null,
  group_id text not null,
  group_name text not null,
  name text not null,
  sort bigint not null default 0,
  tag_id uuid,
  seen_at timestamptz not null,
  primary key (brand_id, corp, wecom_id)
);
create index wecom_tags_by_tag on app.wecom_tags (brand_id, tag_id);

create table app.wecom_groups (
  brand_id integer not null,
  corp text not null,
  chat_id text not null,
  group_id uuid not null,
  owner_user_id text not null default '',
  -- 0 all is well, 1 the owner has left the corp, 2 being handed on, 3 handed on.
  owner_state integer not null default 0,
  name text not null default '',
  notice text not null default '',
  member_version text not null default '',
  -- Versions passed through lately: what comes late is known by them.
  recent_versions text[] not null default '{}',
  people integer not null default 0,
  made_at timestamptz,
  pulled_at timestamptz,
  -- The last look at the whole list in which it stood.
  listed_at timestamptz,
  dissolved_at timestamptz,
  primary key (brand_id, corp, chat_id),
  foreign key (brand_id, group_id) references app.groups (brand_id, id)
);
create unique index wecom_groups_by_group on app.wecom_groups (brand_id, group_id);
create index wecom_groups_by_owner on app.wecom_groups (brand_id, corp, owner_user_id);

-- What is to be read again, each thing once however often it is asked for.
create table app.wecom_pulls (
  brand_id integer not null,
  corp text not null,
  kind text not null check (kind in ('customer', 'group', 'tags', 'user')),
  key text not null,
  due_at timestamptz not null,
  tries integer not null default 0,
  -- The member version a callback spoke of: an older answer is asked for again.
  told_version text,
  -- Counts up with each asking, so that one that comes while it is read is not lost.
  asked integer not null default 1,
  leased_until timestamptz,
  failure text,
  primary key (brand_id, corp, kind, key)
);
create index wecom_pulls_due on app.wecom_pulls (brand_id, due_at);

-- What a reconcile found otherwise than we had it.
create table app.wecom_differences (
  brand_id integer not null,
  id uuid not null,
  corp text not null,
  kind text not null check (kind in ('staff', 'customer', 'tag', 'group', 'code')),
  key text not null,
  name text not null default '',
  -- What differed: `members`, `name`, `owner` … with ours and theirs.
  what jsonb not null,
  -- When we last knew it to be right.
  since timestamptz,
  found_at timestamptz not null,
  mended_at timestamptz,
  primary key (brand_id, id)
);
create index wecom_differences_by_corp on app.wecom_differences (brand_id, corp, id desc);

-- 联系我 and 加入群聊. Rows are never deleted: the id at the platform is the code.
create table app.wecom_codes (
  brand_id integer not null,
  id uuid not null,
  corp text not null,
  kind text not null check (kind in ('contact', 'join')),
  name text not null check (length(name) between 1 and 30),
  -- Comes back with each person who came by it.
  state text not null,
  config_id text,
  qr_url text not null default '',
  -- Contact: users, skipVerify. Join: baseName, baseNo, autoCreate, limit.
  settings jsonb not null,
  -- `making`: the call was begun and no answer is known.
  status text not null check (status in ('making', 'live', 'failed', 'gone')),
  failure integer,
  checked_at timestamptz,
  refreshed_at timestamptz,
  created_by uuid,
  created_at timestamptz not null,
  gone_at timestamptz,
  primary key (brand_id, id),
  unique (brand_id, corp, state)
);
create index wecom_codes_by_corp on app.wecom_codes (brand_id, corp, kind, id desc);

-- The groups a join code leads into, in their turn; those in use have been handed to the platform.
create table app.wecom_code_groups (
  brand_id integer not null,
  code_id uuid not null,
  group_id uuid not null,
  place integer not null,
  -- `waiting` for its turn, `open`, `full`.
  standing text not null check (standing in ('waiting', 'open', 'full')),
  entry_id uuid,
  since timestamptz not null,
  primary key (brand_id, code_id, group_id),
  foreign key (brand_id, code_id) references app.wecom_codes (brand_id, id),
  foreign key (brand_id, group_id) references app.groups (brand_id, id)
);
create index wecom_code_groups_by_group on app.wecom_code_groups (brand_id, group_id);

-- What new customers are welcomed with; the narrowest that fits is taken.
create table app.wecom_welcomes (
  brand_id integer not null,
  id uuid not null,
  corp text not null,
  name text not null check (length(name) between 1 and 30),
  is_on boolean not null default false,
  -- Null: whatever code they came by, or none.
  code_id uuid,
  -- Minutes of the brand's day, from and to; both null: the whole day.
  from_minute integer check (from_minute between 0 and 1439),
  to_minute integer check (to_minute between 1 and 1440),
  text text not null default '',
  content_ids uuid[] not null default '{}',
  created_at timestamptz not null,
  changed_at timestamptz not null,
  primary key (brand_id, id)
);

create table app.wecom_welcome_sends (
  brand_id integer not null,
  id uuid not null,
  corp text not null,
  welcome_code text not null,
  user_id text not null,
  external_id text not null,
  state text not null default '',
  welcome_id uuid,
  -- When the platform told us, and until when it takes a welcome.
  told_at timestamptz not null,
  expires_at timestamptz not null,
  status text not null check (status in ('waiting', 'sent', 'failed', 'expired', 'taken', 'none')),
  errcode integer,
  tries integer not null default 0,
  due_at timestamptz not null,
  ended_at timestamptz,
  primary key (brand_id, id),
  unique (brand_id, corp, welcome_code)
);
create index wecom_welcome_sends_due on app.wecom_welcome_sends (brand_id, due_at) where status = 'waiting';

-- Welcome material of groups; an owner applies it on the phone.
create table app.wecom_group_welcomes (
  brand_id integer not null,
  id uuid not null,
  corp text not null,
  template_id text,
  text text not null default '',
  content_id uuid,
  created_at timestamptz not null,
  changed_at timestamptz not null,
  gone_at timestamptz,
  primary key (brand_id, id)
);

-- Files at the platform: media last three days, addresses stay.
create table app.wecom_media (
  brand_id integer not null,
  corp text not null,
  key text not null,
  place text not null,
  expires_at timestamptz,
  primary key (brand_id, corp, key)
);

-- The platform's figures by owner and day; it forgets them after 180 days. Null: not given.
create table app.wecom_figures (
  brand_id integer not null,
  corp text not null,
  user_id text not null,
  day date not null,
  new_groups integer,
  groups integer,
  talking_groups integer,
  new_members integer,
  members integer,
  talking_members integer,
  messages integer,
  talks integer,
  sent integer,
  reply_percent real,
  reply_minutes real,
  dropped integer,
  applied integer,
  added integer,
  groups_at timestamptz,
  talks_at timestamptz,
  primary key (brand_id, corp, user_id, day)
);
create index wecom_figures_by_day on app.wecom_figures (brand_id, corp, day);
call platform.protect_all();

do $$
declare one record;
begin
  for one in select id from platform.brands loop
    perform set_config('app.brand', one.id::text, true);
    insert into app.role_permissions (brand_id, role, permission, scope)
    values (one.id, 'owner', 'wecom.read', 'brand'), (one.id, 'owner', 'wecom.manage', 'brand'), (one.id, 'owner', 'wecom.codes', 'brand'),
      (one.id, 'operator', 'wecom.read', 'brand'), (one.id, 'operator', 'wecom.codes', 'brand'), (one.id, 'analyst', 'wecom.read', 'brand')
    on conflict do nothing;
  end loop;
  perform set_config('app.brand', '', true);
end $$;
