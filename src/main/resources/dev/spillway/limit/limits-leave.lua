-- Gives a slot back.
-- ARGV on: its lease
return redis.call('HDEL', KEYS[1], word())
