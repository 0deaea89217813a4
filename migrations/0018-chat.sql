-- Pictures that members put into a talk; messages found by when they were taken back. Locks app.messages for a moment.
create table app.chat_pictures (
  brand_id integer not null,
  id uuid not null,
  group_id uuid not null,
  member_id uuid not null,
  sha256 text not null,
  width integer not null check (width between 1 and 65535),
  height integer not null check (height between 1 and 65535),
  created_at timestamptz not null,
  -- Null as long as no message shows it.
  said_at timestamptz,
  primary key (brand_id, id),
  foreign key (brand_id, group_id) references app.groups (brand_id, id),
  foreign key (brand_id, member_id) references app.members (brand_id, id)
);
create index chat_pictures_by_group on app.chat_pictures (brand_id, group_id);
create index chat_pictures_by_member on app.chat_pictures (brand_id, member_id, created_at);
create index chat_pictures_by_age on app.chat_pictures (brand_id, created_at);
create index chat_pictures_by_bytes on app.chat_pictures (brand_id, sha256);
-- What the live line asks each second: which places of the talk changed.
create index messages_by_removal on app.messages (brand_id, removed_at) where removed_at is not null;
call platform.protect_all();
