-- What waits in a shard. KEYS[1]: the shard's key prefix. Returns {events, deliveries}
local base = KEYS[1]
local events = redis.call('XLEN', base .. 'inbox') + redis.call('ZCARD', base .. 'delayed')
return { events, redis.call('HLEN', base .. 'deliveries') }
