-- Takes deliveries whose turn it is and that do the same as another one, and marks an attempt of each as started. Looks at a
-- bounded number of contacts: those that do something else are left where they are.
-- ARGV  2: lane, 3: operation, 4: how many at most, 5: number of this take
-- Returns as take.lua does.
local key = base .. 'lane:' .. ARGV[2]
local taken = { -1, now }
local left = tonumber(ARGV[4])
for _, contact in ipairs(redis.call('ZRANGEBYSCORE', key, '-inf', now, 'LIMIT', 0, left + 20)) do
  if left == 0 then break end
  local id = redis.call('LINDEX', key .. ':' .. contact, 0)
  local record = id and redis.call('HGET', base .. 'deliveries', id)
  if record and redis.call('HEXISTS', base .. 'started', id) == 0 and lane_operation(record) == ARGV[3] then
    redis.call('ZADD', key, HELD, contact)
    lane_start(id, ARGV[1] .. ':' .. ARGV[5])
    taken[#taken + 1] = id
    taken[#taken + 1] = record
    taken[#taken + 1] = lane_past(id)
    left = left - 1
  end
end
return taken
