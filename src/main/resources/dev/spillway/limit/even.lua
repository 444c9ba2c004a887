-- What is known of even limits, by the clock of this Redis. One is a hash that stays:
--   next        the first time that is not handed out (micros)
--   perSecond   what the other side says it takes, if that is not what we were told
--   factor, factorAt   it takes less than it says: by how much, and when we heard (micros)
--   floorAt     until when the lowest rank has had what is kept for it (micros)
-- KEYS: the limit. ARGV: what it takes a second, seconds counted, seconds of drift, micros that are handed out ahead at most,
--   then what a script wants
local arg = 0
local function number()
  arg = arg + 1
  return tonumber(ARGV[arg])
end
-- A first write that needs no memory is allowed while Redis is full, and then the others are, too (see shard.lua).
redis.call('DEL', KEYS[1] .. ':nothing')
local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]
-- A sender that was told off takes up again what it lost, by one percent a second.
local RECOVERY = 0.01 / 1000000
local FACTOR_MIN = 0.01
-- Nothing is handed out farther ahead, nor rested longer; ten minutes.
local REST_MAX = 600000000

local per_second, counted, drift, most = number(), number(), number(), number()
local fields = redis.call('HMGET', KEYS[1], 'next', 'perSecond', 'factor', 'factorAt', 'floorAt')
local factor = 1
if fields[3] then
  factor = math.min(1, tonumber(fields[3]) * math.exp(RECOVERY * math.max(0, now - tonumber(fields[4]))))
end
per_second = tonumber(fields[2] or per_second)
local gap = 1000000 * (counted + drift) / (per_second * counted - 1) / factor
-- Where nothing is known, others may still have what was handed out before.
local next_free = tonumber(fields[1] or now + most)
-- A clock that was set back must not stop everything.
if next_free > now + REST_MAX then next_free = now + most end
local floor_at = tonumber(fields[5] or next_free)

local function exact(n) return string.format('%.17g', n) end
