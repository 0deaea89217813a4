-- Whom accounts know outside of groups, and the unit in which each account makes them seen. Locks nothing: all is new.
create table app.member_contacts (
  brand_id integer not null,
  member_id uuid not null,
  account_id uuid not null,
  primary key (brand_id, member_id, account_id),
  foreign key (brand_id, member_id) references app.members (brand_id, id),
  foreign key (brand_id, account_id) references app.accounts (brand_id, id)
);
create index contacts_by_account on app.member_contacts (brand_id, account_id, member_id);

-- The unit by which member_orgs was written for an account's contacts; followed when its colleague is another or moves.
create table app.contact_accounts (
  brand_id integer not null,
  account_id uuid not null,
  org_id uuid not null,
  primary key (brand_id, account_id),
  foreign key (brand_id, account_id) references app.accounts (brand_id, id)
);
call platform.protect_all();
