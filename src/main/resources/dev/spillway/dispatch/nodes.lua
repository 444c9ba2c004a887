-- Reads the registry, see nodes-beat.lua. KEYS[1]: the registry. Returns {node, age ms, what it tells, ...}
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local found = {}
local all = redis.call('ZRANGE', KEYS[1] .. ':seen', 0, -1, 'WITHSCORES')
for i = 1, #all, 2 do
  found[#found + 1] = all[i]
  found[#found + 1] = math.max(0, now - all[i + 1])
  found[#found + 1] = redis.call('HGET', KEYS[1], all[i]) or ''
end
return found
