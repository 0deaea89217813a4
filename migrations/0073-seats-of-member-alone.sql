-- The index that seats_of_member holds whole. Locks seats for an instant.
drop index app.seats_by_member;
