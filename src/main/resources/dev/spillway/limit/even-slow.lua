-- The other side had too much. All refusals of a second are one; who is told again soon was far off.
local FIRST, AGAIN, REST = 0.95, 0.75, 100000
local at = tonumber(fields[4] or 0)
if now - at < 1000000 then return 0 end
factor = math.max(FACTOR_MIN, factor * (now - at < 3000000 and AGAIN or FIRST))
next_free = math.max(next_free, now) + REST
redis.call('HSET', KEYS[1], 'factor', exact(factor), 'factorAt', exact(now), 'next', exact(next_free))
return 1
