-- Nothing for a while.
-- ARGV on: ms
redis.call('HSET', KEYS[1], 'next', exact(math.max(next_free, now + math.min(number() * 1000, REST_MAX))), 'floorAt', exact(floor_at))
return 1
