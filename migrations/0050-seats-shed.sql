-- The index that seats_in_group begins with. Locks seats for an instant.
drop index app.seats_by_group;
