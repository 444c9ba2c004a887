-- The homes of events whose contacts are known by phone alone. KEYS per event: the phone's entry, where this event was sent before
-- ARGV  1: ttl ms; then per event: phone key, ms for which a repeat of the move must go the same way
-- Returns a home per event. While entries are young and phones at home nothing is written.
redis.call('HDEL', KEYS[1], '') -- a write that a full Redis allows: after it those below are allowed too
local ttl = tonumber(ARGV[1])

local function home_of(entry, phone)
  local home = redis.call('HGET', entry, 'h')
  if not home then
    redis.call('HSET', entry, 'h', phone)
    home = phone
  end
  if redis.call('PTTL', entry) < ttl * 0.9 then redis.call('PEXPIRE', entry, ttl) end
  return home
end

local homes = {}
for i = 1, #KEYS / 2 do
  local entry, moved, phone = KEYS[2 * i - 1], KEYS[2 * i], ARGV[2 * i]
  local home = redis.call('GET', moved)
  if not home then
    home = home_of(entry, phone)
    -- The number may change hands between two tries of one move; in two homes the event would run twice.
    if home ~= phone then redis.call('SET', moved, home, 'PX', ARGV[2 * i + 1]) end
  end
  homes[i] = home
end
return homes
