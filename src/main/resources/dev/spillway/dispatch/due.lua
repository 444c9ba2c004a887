-- Takes delayed events whose time has come. ARGV 2: how many at most, 3: 1 to let go first of those that an earlier owner held.
-- Returns {ms until the next one or -1, then per event: entry id, stored form}
local due = { -1 }
if ARGV[3] == '1' then
  for _, id in ipairs(redis.call('ZRANGEBYSCORE', base .. 'delayed', HELD, HELD)) do
    redis.call('ZADD', base .. 'delayed', now, id)
  end
end
for _, id in ipairs(redis.call('ZRANGEBYSCORE', base .. 'delayed', '-inf', now, 'LIMIT', 0, ARGV[2])) do
  local stored = redis.call('HGET', base .. 'delayed.e', id)
  if stored then
    redis.call('ZADD', base .. 'delayed', HELD, id)
    due[#due + 1] = id
    due[#due + 1] = stored
  else
    redis.call('ZREM', base .. 'delayed', id)
  end
end
local next = redis.call('ZRANGE', base .. 'delayed', 0, 0, 'WITHSCORES')
if next[2] and tonumber(next[2]) < HELD then due[1] = math.max(0, tonumber(next[2]) - now) end
return due
