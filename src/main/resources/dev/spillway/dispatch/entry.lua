-- An event that is being run is an entry of the inbox, of the delayed set, or a row of the overflow inbox in Postgres:
--   inbox      stream
--   delayed    sorted set  entry id -> when it runs again (ms; HELD while it runs)
--   delayed.e  hash        entry id -> head, line feed, stored event
--   d:<id>     the mark by which repeats are known: when its event was accepted (ms; 0 = long ago); while a row of the
--              overflow is run, that row's entry id
-- Of a row, "mark" is its dedupe mark's 16 raw bytes and "ttl" how long that lives.
-- Scripts look first and take the entry away last: a script that is sent twice does nothing the second time.
local function entry_there(from, id, mark)
  if from == 'inbox' then return #redis.call('XRANGE', base .. 'inbox', id, id) > 0 end
  if from == 'delayed' then return redis.call('HEXISTS', base .. 'delayed.e', id) == 1 end
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
