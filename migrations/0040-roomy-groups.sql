-- A group's row changes with each coming and going: room on its page lets the new version stand beside the old, which every look at the group would else walk past. Locks nothing for longer than an instant.
alter table app.groups set (fillfactor = 30);
