-- The "at" of the death that is being put back: written before the inbox is asked, so that a delivery which leaves again
-- before its letter is marked is not taken for one that ended.
alter table dead_letter add column redriving timestamptz;
