-- A message's state changes three times or so. With room beside it a new state needs no new entries in the indexes.
alter table message set (fillfactor = 75);
