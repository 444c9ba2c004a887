-- The home of a user id. KEYS[1]: its entry, a hash: h home, p phone key last joined, t when (ms).
-- ARGV  1: ttl ms, 2: the home to be if there is none yet, or '' to leave it open, 3: a phone key, or '',
--       4: 1 if that phone is joined to ARGV 2 by now
-- The home never changes once it is there. Returns {home or '', 1 if there is no phone left to join}
redis.call('HDEL', KEYS[1], '') -- a write that a full Redis allows: after it those below are allowed too
local home = redis.call('HGET', KEYS[1], 'h')
if not home then
  if ARGV[2] == '' then return { '', 0 } end
  home = ARGV[2]
  redis.call('HSET', KEYS[1], 'h', home)
end
local ttl, phone = tonumber(ARGV[1]), ARGV[3]
if redis.call('PTTL', KEYS[1]) < ttl * 0.9 then redis.call('PEXPIRE', KEYS[1], ttl) end
if phone == '' then return { home, 1 } end
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
if ARGV[4] == '1' and home == ARGV[2] then
  redis.call('HSET', KEYS[1], 'p', phone, 't', now)
  return { home, 1 }
end
local joined = redis.call('HMGET', KEYS[1], 'p', 't')
-- Joined anew before long, so that the phone's entry lives as long as this one is used.
if joined[1] == phone and now - tonumber(joined[2]) < ttl * 0.1 then return { home, 1 } end
return { home, 0 }
