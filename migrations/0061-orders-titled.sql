-- What orders of groups were of, beside their sums: those that a search narrows are counted out of this index too. Locks nothing: made beside the writers.
create index concurrently orders_in_group_titled on app.orders (brand_id, group_id, paid_at, id) include (member_id, paid_fen, refunded_fen, title)
