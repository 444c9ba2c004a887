-- A claim says which entry of an event runs; only the ledger says that it has run. An entry may be lost with a Redis that was
-- rolled back after it had claimed its event, and then the next one must run. What nodes of earlier versions claim counts as done.
alter table event_seen add column done boolean not null default true;
