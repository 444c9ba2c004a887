-- What is known of a shard's delayed events without their bodies. ARGV 2: how many at most. Changes nothing.
-- Returns per event: entry id, head
local found = {}
for _, id in ipairs(redis.call('ZRANGE', base .. 'delayed', 0, tonumber(ARGV[2]) - 1)) do
  local stored = redis.call('HGET', base .. 'delayed.e', id)
  if stored then
    found[#found + 1] = id
    found[#found + 1] = string.match(stored, '^[^\n]*')
  end
end
return found
