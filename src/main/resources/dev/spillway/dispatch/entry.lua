-- An event that is being run is an entry of the inbox, of the delayed set, or a row of the overflow inbox in Postgres:
--   inbox      stream
--   delayed    sorted set  entry id -> when it runs again (ms; HELD while it runs)
--   delayed.e  hash        entry id -> head, line feed, stored event
--   d:<id>     the mark by which repeats are known: when its event was accepted (ms; 0 = long ago); while a row of the
--              overflow is run, that row's entry id
-- "mark" is the event's id, 16 raw bytes, which name its dedupe mark, too; empty if nobody could read it. "ttl" is how long a
-- row's mark lives.
-- An entry's id does not tell whose it is: two servers that were master at once, as Sentinel allows for a while, may have
-- given one id to two events, and a run that began on one may end on the other.
-- Scripts look first and take the entry away last: a script that is sent twice does nothing the second time.
local function entry_there(from, id, mark)
  if from == 'inbox' then
    local entry = redis.call('XRANGE', base .. 'inbox', id, id)[1]
    return entry and (mark == '' or string.sub(entry[2][2], 3, 18) == mark)
  end
  if from == 'delayed' then
    local stored = redis.call('HGET', base .. 'delayed.e', id)
    local head = stored and string.find(stored, '\n', 1, true)
    return stored and (mark == '' or not head or string.sub(stored, head + 3, head + 18) == mark)
  end
  local marked = redis.call('GET', base .. 'd:' .. mark)
  return not marked or marked == id
end

local function entry_remove(from, id, mark, ttl)
  if from == 'inbox' then
    redis.call('XDEL', base .. 'inbox', id)
  elseif from == 'overflow' then
    local key = base .. 'd:' .. mark
    if not redis.call('SET', key, 0, 'XX', 'KEEPTTL') then redis.call('SET', key, 0, 'PX', ttl) end
  else
    redis.call('ZREM', base .. 'delayed', id)
    redis.call('HDEL', base .. 'delayed.e', id)
  end
end
