-- Which shop orders of groups came from, beside what they were of: one shop's are counted out of this index too. Locks nothing: made beside the writers.
create index concurrently orders_in_group_whole on app.orders (brand_id, group_id, paid_at, id) include (member_id, paid_fen, refunded_fen, title, source)
