-- Messages are found by their source's id, and taken back before they came. Locks app.messages for a moment: it is new.
-- 32 bits of the hash inside the id: finds the same report with another time; the id's own 74 bits decide.
alter table app.messages add column ref integer;
create index messages_by_ref on app.messages (brand_id, ref) where ref is not null;

-- "Taken back" that was heard before the message itself; applied when it comes.
create table app.message_removals (
  brand_id integer not null,
  ref integer not null,
  tail text not null,
  event_id uuid not null,
  reason text not null,
  removed_at timestamptz not null,
  kept_at timestamptz not null,
  primary key (brand_id, ref, tail)
);
-- What was kept in the inbox ends with the text of messages.
grant delete on platform.inbox to qunce_app;
create index inbox_by_reason on platform.inbox (brand_id, state, reason, received_at);
call platform.protect_all();
