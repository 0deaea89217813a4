-- What was sold, by name: few titles of many orders, so that it stays small. Locks nothing: made beside the writers.
create index concurrently orders_by_title on app.orders (brand_id, title)
