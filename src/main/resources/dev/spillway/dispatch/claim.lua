-- Claims a shard for the only node. KEYS[1]: the shard's key prefix. ARGV 1: our token, 2: 1 to take it from anybody.
-- Returns the token in force.
local base = KEYS[1]
local present = redis.call('GET', base .. 'fence')
if not present or ARGV[2] == '1' then
  redis.call('SET', base .. 'fence', ARGV[1])
  present = ARGV[1]
end
return present
