-- A node takes leave. KEYS[1]: the registry, see nodes-beat.lua. ARGV 1: node
redis.call('HDEL', KEYS[1], ARGV[1])
return redis.call('ZREM', KEYS[1] .. ':seen', ARGV[1])
