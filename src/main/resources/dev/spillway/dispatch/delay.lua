-- Puts an event off.
-- ARGV  2: inbox | delayed, 3: entry id, 4: ms until it runs again, 5: <runs>:<old>:<stored event>, 6: ledger entries or ''
if not entry_remove(ARGV[2], ARGV[3]) then return 0 end
redis.call('HSET', base .. 'delayed.e', ARGV[3], ARGV[5])
redis.call('ZADD', base .. 'delayed', now + tonumber(ARGV[4]), ARGV[3])
if ARGV[6] ~= '' then redis.call('XADD', base .. 'ledger', '*', 'r', ARGV[6]) end
return 1
