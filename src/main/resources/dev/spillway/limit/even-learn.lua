-- The other side takes another number from now on.
-- ARGV on: how many a second
redis.call('HSET', KEYS[1], 'perSecond', exact(number()))
redis.call('HDEL', KEYS[1], 'factor', 'factorAt')
return 1
