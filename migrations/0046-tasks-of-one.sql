-- Tasks that only their person can do, on a platform that knows no other: they are not given to a colleague. Locks app.tasks for a moment, rewrites nothing.
alter table app.tasks add column only_on text;
