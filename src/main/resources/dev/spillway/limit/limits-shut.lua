-- Shuts a limit for a time.
-- ARGV on: ms
local l, till = limits[1], now + number() * 1000
if till > l.shut_until then
  l.shut_until = till
  redis.call('HSET', l.key, 'until', whole(till))
  keep(l, redis.call('PTTL', l.key))
end
return 1
