-- Orders and costs. Locks nothing: all is new.
create table app.orders (
  brand_id integer not null references platform.brands,
  id uuid not null,
  source text not null,
  external_id text not null,
  member_id uuid,
  -- The one group the order is credited to; its sales add up over groups.
  group_id uuid,
  send_id uuid,
  title text not null default '',
  paid_at timestamptz not null,
  paid_fen bigint not null check (paid_fen >= 0),
  refunded_fen bigint not null default 0 check (refunded_fen between 0 and paid_fen),
  created_at timestamptz not null,
  primary key (brand_id, id),
  unique (brand_id, source, external_id)
);
create index orders_by_member on app.orders (brand_id, member_id, paid_at);
create index orders_by_group on app.orders (brand_id, group_id, paid_at);
create index orders_by_time on app.orders (brand_id, paid_at, id);

create table app.order_lines (
  brand_id integer not null,
  order_id uuid not null,
  line_no integer not null,
  title text not null,
  quantity integer not null check (quantity > 0),
  paid_fen bigint not null,
  primary key (brand_id, order_id, line_no),
  foreign key (brand_id, order_id) references app.orders (brand_id, id)
);
create table app.order_refunds (
  brand_id integer not null,
  order_id uuid not null,
  external_id text not null,
  refunded_at timestamptz not null,
  fen bigint not null check (fen > 0),
  primary key (brand_id, order_id, external_id),
  foreign key (brand_id, order_id) references app.orders (brand_id, id)
);

-- A cost belongs to a group, an org unit or a campaign's name; spread over nothing else.
create table app.costs (
  brand_id integer not null references platform.brands,
  id uuid not null,
  day date not null,
  group_id uuid,
  org_id uuid,
  campaign text,
  kind text not null check (kind in ('pay', 'prize', 'material', 'venue', 'promotion', 'red-packet', 'tool', 'other')),
  fen bigint not null check (fen > 0),
  note text not null default '',
  entered_by uuid,
  created_at timestamptz not null,
  primary key (brand_id, id)
);
create index costs_by_day on app.costs (brand_id, day);
create index costs_by_group on app.costs (brand_id, group_id, day);
call platform.protect_all();
