-- Takes up to max tokens out of one bucket, by the clock of this Redis. The same sums as TokenBucket.java.
-- KEYS: the bucket   ARGV: capacity, tokens a second, max, 1 to empty it first   -> { granted, ms until there is one more }
local capacity, per_second, max = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
-- A first write that needs no memory is allowed while Redis is full, and then the others are, too (see shard.lua).
redis.call('DEL', KEYS[1] .. ':nothing')
local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]
local state = redis.call('HMGET', KEYS[1], 'tokens', 'at')
local tokens, at = tonumber(state[1] or capacity), tonumber(state[2] or now)

if now >= at then
  tokens = tokens + (now - at) * per_second / 1000000
  at = now
elseif at - now > capacity / per_second * 1000000 then
  at = now
end
tokens = math.min(capacity, tokens)
if ARGV[4] == '1' then tokens, at = 0, now end

-- A sum may be a hair short of a whole token that has come.
local granted = math.min(max, math.floor(tokens + 1e-9))
tokens = math.max(0, tokens - granted)
local wait = 0
if tokens < 1 then wait = math.ceil((1 - tokens) / per_second * 1000) end

-- 17 digits carry a double unharmed; a bucket that would be full by then need not be remembered.
redis.call('HSET', KEYS[1], 'tokens', string.format('%.17g', tokens), 'at', string.format('%.0f', at))
redis.call('PEXPIRE', KEYS[1], math.ceil((capacity - tokens) / per_second * 1000) + 1)
return { granted, wait }
