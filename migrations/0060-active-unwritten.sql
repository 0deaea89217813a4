-- Those whose hour is not written beside their units yet. Locks nothing: made beside the writers.
create index concurrently orgs_without_hour on app.member_orgs (brand_id, member_id) where active_hour is null
