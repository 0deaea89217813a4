-- Where somebody sat and when, out of the index: what a unit's people bought is looked up person by person. Locks nothing: made beside the writers.
create index concurrently seats_of_member on app.seats (brand_id, member_id, joined_at) include (group_id, left_at, kind)
