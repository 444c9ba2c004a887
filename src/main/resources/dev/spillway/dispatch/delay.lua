-- Puts an event off.
-- ARGV  2: inbox | delayed | overflow, 3: entry id, 4: mark, 5: ttl of the mark in ms, 6: ms until it runs again,
--       7: head, line feed, stored event, 8: ledger entries or ''
if not entry_there(ARGV[2], ARGV[3], ARGV[4]) then return 0 end
if ARGV[8] ~= '' then redis.call('XADD', base .. 'ledger', '*', 'r', ARGV[8]) end
entry_remove(ARGV[2], ARGV[3], ARGV[4], ARGV[5])
redis.call('HSET', base .. 'delayed.e', ARGV[3], ARGV[7])
redis.call('ZADD', base .. 'delayed', now + tonumber(ARGV[6]), ARGV[3])
return 1
