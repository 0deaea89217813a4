-- What each reaction hears, and when each ticker ran last: what the health page tells. Locks reaction_cursors for an instant.
alter table platform.reaction_cursors add column hears smallint[] not null default '{}';

-- One row a ticker for all brands and processes; the brand of a failure is kept, so that its words are told to no other.
create table platform.ticker_runs (
  ticker text primary key,
  every_ms integer not null,
  ran_at timestamptz,
  took_ms integer not null default 0,
  failures integer not null default 0,
  failed_at timestamptz,
  failed_brand_id integer,
  failure text
);
grant select, insert, update on platform.ticker_runs to qunce_app;
