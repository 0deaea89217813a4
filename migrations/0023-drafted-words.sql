-- What a person adapts before sending keeps the words that stood there first. Locks app.deliveries for a moment, rewrites nothing.
-- Null: the body left as it was filled in.
alter table app.deliveries add column drafted_text text;
