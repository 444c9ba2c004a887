-- What a script begins with that writes for several shards of one server. KEYS are their key prefixes.
local base
-- Turns to a shard: all other keys are made from its prefix. Answers whether the fencing token is its owner's.
local function enter(prefix, token)
  base = prefix
  return redis.call('GET', base .. 'fence') == token
end
-- First of all a write that is always allowed and changes nothing; see shard.lua.
redis.call('DEL', KEYS[1] .. 'nothing')
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local HELD = 9000000000000000
