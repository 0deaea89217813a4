-- A group's seats with all that counting who was there when reads of them. Locks nothing: made beside the writers.
create index concurrently seats_in_group on app.seats (brand_id, group_id, joined_at) include (member_id, left_at, kind)
