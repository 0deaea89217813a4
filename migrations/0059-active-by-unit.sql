-- A unit's people by the hour of their last interaction. Locks nothing: made beside the writers.
create index concurrently orgs_by_hour on app.member_orgs (brand_id, org_id, active_hour, member_id)
