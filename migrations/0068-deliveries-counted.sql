-- Which groups of a send stand where, read and counted out of the index: a row of deliveries holds the words of its group. Locks nothing: made beside the writers.
create index concurrently deliveries_counted on app.deliveries (brand_id, send_id, state, group_id) include (people)
