-- The transaction before which every one was over when a group's seats were last counted into its days and cohorts; null: not known. Adds a column without a value.
alter table app.group_states add column seats_tx bigint;
