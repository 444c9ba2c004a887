-- The home of an event whose contact is known by phone alone. KEYS  1: the phone's entry, 2: where this event was sent before
-- ARGV  1: ttl ms, 2: phone key, 3: ms for which a repeat of the move must go the same way
-- Returns the home.
redis.call('HDEL', KEYS[1], '') -- a write that a full Redis allows: after it those below are allowed too
local sent = redis.call('GET', KEYS[2])
if sent then return sent end
redis.call('HSETNX', KEYS[1], 'h', ARGV[2])
local ttl = tonumber(ARGV[1])
if redis.call('PTTL', KEYS[1]) < ttl * 0.9 then redis.call('PEXPIRE', KEYS[1], ttl) end
local home = redis.call('HGET', KEYS[1], 'h')
-- The number may change hands between two tries of one move; in two homes the event would run twice.
if home ~= ARGV[2] then redis.call('SET', KEYS[2], home, 'PX', ARGV[3]) end
return home
