-- Reserves the dedupe mark of an event for its row in the overflow inbox, before the event is run: from now on what is
-- accepted of it in Redis is a repeat. Until the row's run is committed the mark holds the row's entry id.
-- A repeat that Redis accepted after the row was answered for gives way, unless it has been run: the event's place among
-- its contact's is where it was accepted first.
-- ARGV  2: entry id, 3: mark: the event's id, 4: the mark's ttl in ms, 5: 1 if a repeat may give way, 0 if Postgres may have
--       been asked about it: what it then knows is the repeat's entry
-- Returns 1 if the row may be run; 0 if the event is run, or was, from the inbox.
local mark = base .. 'd:' .. ARGV[3]
local accepted = redis.call('GET', mark)
if accepted == ARGV[2] then return 1 end

-- Takes the repeat out of the inbox; its entry's id begins with the time of its mark, or with a later one if the clock
-- was set back.
local function repeat_removed(ms)
  local entries = redis.call('XRANGE', base .. 'inbox', ms, '+', 'COUNT', 1000)
  for _, entry in ipairs(entries) do
    -- behind a byte for the version and one for the kind
    if entry[2][1] == 'e' and string.sub(entry[2][2], 3, 18) == ARGV[3] then
      return redis.call('XDEL', base .. 'inbox', entry[1]) == 1
    end
  end
  return false
end

if accepted then
  local ms = tonumber(accepted)
  local row = tonumber(string.match(ARGV[2], '^%d+'))
  if ARGV[5] == '0' or not ms or ms < row or not repeat_removed(string.format('%.0f', ms)) then
    -- That it is in Redis is as good as written only when replicas know it, too: this write lets us wait for them.
    redis.call('SET', base .. 'nudge', '', 'PX', 60000)
    return 0
  end
end
-- A mark that is there keeps its end: one that ends later than it should tells of a Redis that lost something.
if accepted then
  redis.call('SET', mark, ARGV[2], 'KEEPTTL')
else
  redis.call('SET', mark, ARGV[2], 'PX', ARGV[4])
end
return 1
