-- Reserves the dedupe marks of events for their rows in the overflow inbox, before the events are run: from now on what is
-- accepted of them in Redis is a repeat. Until a row's run is committed the mark holds the row's entry id.
-- A repeat that Redis accepted after the row was answered for gives way, unless it has been run: the event's place among
-- its contact's is where it was accepted first.
-- ARGV  from 2 on, per row: entry id, mark: the event's id, the mark's ttl in ms, 1 if a repeat may give way, 0 if Postgres may
--       have been asked about it: what it then knows is the repeat's entry
-- Returns per row 1 if it may be run, 2 if it may and a repeat gave way; 0 if the event is run, or was, from the inbox.

-- Takes the repeat out of the inbox; its entry's id begins with the time of its mark, or with a later one if the clock
-- was set back.
local function repeat_removed(event, ms)
  local entries = redis.call('XRANGE', base .. 'inbox', ms, '+', 'COUNT', 1000)
  for _, entry in ipairs(entries) do
    -- behind a byte for the version and one for the kind
    if entry[2][1] == 'e' and string.sub(entry[2][2], 3, 18) == event then
      return redis.call('XDEL', base .. 'inbox', entry[1]) == 1
    end
  end
  return false
end

local function reserve(id, event, ttl, gives_way)
  local mark = base .. 'd:' .. event
  local accepted = redis.call('GET', mark)
  if accepted == id then return 1 end
  if not accepted then
    redis.call('SET', mark, id, 'PX', ttl)
    return 1
  end
  local ms = tonumber(accepted)
  local row = tonumber(string.match(id, '^%d+'))
  if gives_way == '0' or not ms or ms < row or not repeat_removed(event, string.format('%.0f', ms)) then
    -- That it is in Redis is as good as written only when replicas know it, too: this write lets us wait for them.
    redis.call('SET', base .. 'nudge', '', 'PX', 60000)
    return 0
  end
  -- A mark that is there keeps its end: one that ends later than it should tells of a Redis that lost something.
  redis.call('SET', mark, id, 'KEEPTTL')
  return 2
end

local results = {}
for i = 2, #ARGV, 4 do results[#results + 1] = reserve(ARGV[i], ARGV[i + 1], ARGV[i + 2], ARGV[i + 3]) end
return results
