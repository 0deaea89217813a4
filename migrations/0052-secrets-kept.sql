-- Since which version a webhook's older secrets still sign, so that two rotations within a grace break no receiver. Locks webhooks, a handful of rows, for a moment.
alter table app.webhooks add column old_secret_from integer;
