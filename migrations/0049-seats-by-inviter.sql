-- Who brought whom into a group: few seats have an inviter, and without this all of a group's are read to find one. Locks nothing: made beside the writers.
create index concurrently seats_by_inviter on app.seats (brand_id, inviter_member_id, group_id, joined_at) where inviter_member_id is not null
