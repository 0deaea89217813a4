-- What buyers will be worth: fits of the models and each buyer's figures. Locks nothing: all is new.
create table app.value_fits (
  brand_id integer not null references platform.brands,
  -- The job that made it.
  id uuid not null,
  -- Whose orders it was made from: 'brand', 'subtree:<org unit>' or 'own:<colleague>'; only who sees the same sees it.
  sight text not null,
  ask jsonb not null,
  found jsonb not null,
  made_at timestamptz not null,
  made_by text not null,
  primary key (brand_id, id)
);
create index value_fits_by_sight on app.value_fits (brand_id, sight, made_at desc);

create table app.buyer_values (
  brand_id integer not null references platform.brands,
  fit_id uuid not null,
  member_id uuid not null,
  orders integer not null,
  -- Days of purchase after the first, and in days: from the first to the last, and from the first to the end of what was read.
  repeats integer not null,
  recency_days integer not null,
  age_days integer not null,
  paid_fen bigint not null,
  repeat_fen bigint not null,
  -- Null until the models are fitted.
  active double precision,
  purchases double precision,
  order_fen bigint,
  clv_fen bigint,
  primary key (brand_id, fit_id, member_id)
);
create index buyer_values_by_clv on app.buyer_values (brand_id, fit_id, clv_fen, member_id);
call platform.protect_all();
