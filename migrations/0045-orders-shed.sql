-- Indexes that orders_in_group and orders_by_buyer begin with. Locks orders for an instant.
drop index app.orders_by_group;
drop index app.orders_by_member;
