-- Orders of a group with all that sums read, so that a district's are summed out of the index. Locks nothing: made beside the writers.
create index concurrently orders_in_group on app.orders (brand_id, group_id, paid_at, id) include (member_id, paid_fen, refunded_fen)
