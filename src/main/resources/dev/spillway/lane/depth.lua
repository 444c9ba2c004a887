-- How full the lanes of a shard are. KEYS[1]: the shard's key prefix.
-- Returns per lane: its name, how many deliveries, the age of the oldest in ms.
local base = KEYS[1]
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local found = {}
for _, lane in ipairs(redis.call('SMEMBERS', base .. 'lanes')) do
  local born = base .. 'lane:' .. lane .. ':born'
  local oldest = redis.call('ZRANGE', born, 0, 0, 'WITHSCORES')
  found[#found + 1] = lane
  found[#found + 1] = redis.call('ZCARD', born)
  found[#found + 1] = oldest[2] and now - tonumber(oldest[2]) or 0
end
return found
