-- The index that orders_in_group_whole holds whole. Locks orders for an instant.
drop index app.orders_in_group_titled;
