-- Takes over the attempts that another owner, or this one before it restarted, had started and not ended: nobody knows
-- whether they arrived, so they are marked as such and get a turn after their destination's wait.
-- ARGV  from 2, in pairs: destination, ms to wait
-- Returns the names of all lanes of the shard.
local waits = {}
for i = 2, #ARGV, 2 do waits[ARGV[i]] = tonumber(ARGV[i + 1]) end
local started = redis.call('HGETALL', base .. 'started')
for i = 1, #started, 2 do
  local id, token = started[i], started[i + 1]
  if token ~= ARGV[1] then
    local key, contact, lane = lane_of(id)
    redis.call('HDEL', base .. 'started', id)
    if key then
      local attempts = redis.call('HGET', base .. 'attempts', id) or '0:0'
      redis.call('HSET', base .. 'attempts', id, string.match(attempts, '^%d+') .. ':1')
      redis.call('ZADD', key, now + (waits[string.match(lane, '^[^:]*')] or 0), contact)
    end
  end
end
return redis.call('SMEMBERS', base .. 'lanes')
