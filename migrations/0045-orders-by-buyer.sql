-- Orders of a buyer with all that sums read, so that buyers are counted out of the index in its order. Locks nothing: made beside the writers.
create index concurrently orders_by_buyer on app.orders (brand_id, member_id, paid_at) include (group_id, paid_fen, refunded_fen)
