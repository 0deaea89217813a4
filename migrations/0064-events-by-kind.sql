-- Events of one kind in their order: those behind a figure are found without walking all others. Without looks at join pages (10), of which there are more
-- than of all others. Locks nothing: made beside the writers, month by month.
create index concurrently events_by_kind on app.events (brand_id, kind, id) where kind <> 10
