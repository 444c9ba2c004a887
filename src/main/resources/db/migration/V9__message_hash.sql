-- A message id is 60 characters and more, and the index of them was the largest of all: by their hash it is a quarter of that,
-- and so are the pages that a peak writes all over the place. Whoever asks compares the id itself, too.
drop index ledger_message;
create index ledger_message on ledger (hashtextextended(message_id, 0)) where message_id is not null;
