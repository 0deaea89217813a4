-- How many groups of a send stand where, counted out of the index: a row of deliveries holds the words of its group. Locks nothing: made beside the writers.
create index concurrently deliveries_counted on app.deliveries (brand_id, send_id, state) include (people)
