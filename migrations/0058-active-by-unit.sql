-- The hour of a member's last interaction beside the units they are seen in, so that who is active or silent in a unit is counted there. Null: not written
-- yet, member_activity says it. Locks member_orgs and member_activity for an instant; what is there is written afterwards, a few at a time.
alter table app.member_orgs add column active_hour timestamptz;

create function app.tell_units() returns trigger language plpgsql set search_path = app, pg_catalog as $$
begin
  update member_orgs mo set active_hour = m.last_active_hour from moved m
  where mo.brand_id = m.brand_id and mo.member_id = m.member_id and mo.active_hour is distinct from m.last_active_hour;
  return null;
end $$;
create trigger tell_units_of_new after insert on app.member_activity referencing new table as moved for each statement execute function app.tell_units();
create trigger tell_units after update on app.member_activity referencing new table as moved for each statement execute function app.tell_units();
