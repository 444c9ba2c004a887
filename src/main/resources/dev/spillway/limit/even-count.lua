-- So many times were taken by what came in. A flood of them must not stop us for longer than a second.
-- ARGV on: how many
next_free = math.min(math.max(next_free, now) + number() * gap, math.max(next_free, now + 1000000))
redis.call('HSET', KEYS[1], 'next', exact(next_free), 'floorAt', exact(floor_at))
return 1
