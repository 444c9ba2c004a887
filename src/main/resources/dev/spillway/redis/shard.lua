-- What every script that writes for a shard begins with. KEYS[1] is the shard's key prefix: it picks the slot, all other
-- keys are made from it. ARGV[1] is the owner's fencing token.
local base = KEYS[1]
if redis.call('GET', base .. 'fence') ~= ARGV[1] then
  return redis.error_reply('FENCED another owner holds this shard')
end
-- A full Redis refuses what needs memory, but only as the first write of a script. What was accepted must be able to end, so
-- the first write here is one that is always allowed and changes nothing.
redis.call('DEL', base .. 'nothing')
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
-- A turn that comes only when somebody says so: taken by an attempt, or being run.
local HELD = 9000000000000000
