-- Who left since a moment, of all groups: few do in a day, and each group's seats would be gone through for them. Locks nothing: made beside the writers.
create index concurrently seats_left on app.seats (brand_id, left_at) include (group_id, member_id) where left_at is not null
