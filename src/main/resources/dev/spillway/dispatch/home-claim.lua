-- A user id that came with a phone claims the phone's entry. KEYS[1]: that entry, a hash: h home, p user key that claimed it last.
-- ARGV  1: ttl ms, 2: user key, 3: the user's home, or '' if it has none yet
-- Returns the home of both.
redis.call('HDEL', KEYS[1], '') -- a write that a full Redis allows: after it those below are allowed too
local entry = redis.call('HMGET', KEYS[1], 'h', 'p')
local home = ARGV[3]
if home == '' then
  -- Seen by phone alone so far, or claimed by this very user before: one person. Claimed by another: the number changed hands.
  local same = entry[1] and (not entry[2] or entry[2] == ARGV[2])
  home = same and entry[1] or ARGV[2]
end
redis.call('HSET', KEYS[1], 'h', home, 'p', ARGV[2])
redis.call('PEXPIRE', KEYS[1], ARGV[1])
return home
