-- What a line was applied with: its combinations then, and the marks that were written into its blueprint. Locks a table of few rows for an instant.
alter table app.opening_lines add column applied_combinations text[], add column applied_marks jsonb;
