-- When everybody of a group came, went, first spoke, bought and brought somebody, in days, packed: periods of any length are counted from it. Locks nothing: all is new.
create table app.group_lives (
  brand_id integer not null,
  group_id uuid not null,
  lives bytea not null,
  primary key (brand_id, group_id),
  foreign key (brand_id, group_id) references app.groups (brand_id, id)
);

-- A group that was settled has no lives but those written after: the release before knows nothing of them.
create function app.forget_lives() returns trigger language plpgsql set search_path = app, pg_catalog as $$
begin
  delete from app.group_lives l using settled s where l.brand_id = s.brand_id and l.group_id = s.group_id;
  return null;
end $$;
create trigger forget_lives after delete on app.insight_dirty referencing old table as settled for each statement execute function app.forget_lives();
-- Every group is settled once more: for its lives, and for days that were passed over where a group was heard of right after midnight.
insert into app.insight_dirty (brand_id, group_id, from_day) select brand_id, group_id, least(turned_on, current_date) - 40 from app.group_states where turned_on is not null
on conflict (brand_id, group_id) do update set from_day = least(insight_dirty.from_day, excluded.from_day);
call platform.protect_all();
