-- Reserves the dedupe mark of an event for its row in the overflow inbox, before the event is run: from now on what is
-- accepted of it in Redis is a repeat. Until the row's run is committed the mark holds the row's entry id.
-- ARGV  2: entry id, 3: mark, 4: its ttl in ms
-- Returns 1 if the row may be run; 0 if the event was in Redis already.
local mark = base .. 'd:' .. ARGV[3]
if redis.call('SET', mark, ARGV[2], 'NX', 'PX', ARGV[4]) then return 1 end
if redis.call('GET', mark) == ARGV[2] then return 1 end
-- That it was in Redis already is as good as written only when replicas know it, too: this write lets us wait for them.
redis.call('SET', base .. 'nudge', '', 'PX', 60000)
return 0
