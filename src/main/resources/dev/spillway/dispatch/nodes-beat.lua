-- A node says that it lives. KEYS[1]: the registry
--   nodes       hash        node -> what it tells of itself
--   nodes:seen  sorted set  node -> when it last did (ms)
-- ARGV 1: node, 2: what it tells, 3: ms after which a silent node counts as dead, 4: ms between two words of a node
-- Returns {node, age ms, what it tells, ...} of all that live.
local nodes, seen = KEYS[1], KEYS[1] .. ':seen'
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local interval = tonumber(ARGV[4])

-- When nobody was heard, Redis was away rather than everybody dead, and the first that comes back must not take everything:
-- such a time counts as half an interval. Not as nothing: a node that alone is left, and slow, must see the dead go at last.
local latest = redis.call('ZREVRANGE', seen, 0, 0, 'WITHSCORES')
if latest[2] and now - latest[2] > interval * 1.5 then
  local silence = now - latest[2] - interval / 2
  for _, node in ipairs(redis.call('ZRANGE', seen, 0, -1)) do redis.call('ZINCRBY', seen, silence, node) end
end
for _, dead in ipairs(redis.call('ZRANGEBYSCORE', seen, '-inf', '(' .. string.format('%.0f', now - ARGV[3]))) do
  redis.call('HDEL', nodes, dead)
  redis.call('ZREM', seen, dead)
end
-- A full Redis lets a script write more once it has written what takes no memory.
redis.call('HDEL', nodes, ARGV[1])
redis.call('HSET', nodes, ARGV[1], ARGV[2])
redis.call('ZADD', seen, now, ARGV[1])
local live = {}
local alive = redis.call('ZRANGE', seen, 0, -1, 'WITHSCORES')
for i = 1, #alive, 2 do
  live[#live + 1] = alive[i]
  live[#live + 1] = math.max(0, now - alive[i + 1])
  live[#live + 1] = redis.call('HGET', nodes, alive[i]) or ''
end
return live
