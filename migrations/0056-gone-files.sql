-- Stored files that nobody needs any more, whose bytes still lie where files are kept. Locks nothing: all is new.
create table app.gone_files (
  brand_id integer not null references platform.brands,
  sha256 text not null,
  primary key (brand_id, sha256)
);
call platform.protect_all();
