-- A user id that came with a phone claims the phone's entry. KEYS[1]: that entry, a hash: h home, p user key that claimed it last,
-- m the home before, where it was this person's.
-- ARGV  1: ttl ms, 2: user key, 3: the user's home, or '' if it has none yet
-- Returns {the home of both, the home before or ''}
redis.call('HDEL', KEYS[1], '') -- a write that a full Redis allows: after it those below are allowed too
local entry = redis.call('HMGET', KEYS[1], 'h', 'p', 'm')
-- Seen by phone alone so far, or claimed by this very user before: one person. Claimed by another: the number changed hands.
local same = entry[1] and (not entry[2] or entry[2] == ARGV[2])
local home = ARGV[3]
if home == '' then home = same and entry[1] or ARGV[2] end
local before = same and entry[3]
if same and entry[1] ~= home then before = entry[1] end
redis.call('HSET', KEYS[1], 'h', home, 'p', ARGV[2])
if before then redis.call('HSET', KEYS[1], 'm', before) else redis.call('HDEL', KEYS[1], 'm') end
redis.call('PEXPIRE', KEYS[1], ARGV[1])
return { home, before or '' }
