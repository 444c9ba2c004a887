-- Takes a shard that nobody has. ARGV 1: node, 2: ttl ms, 3: highest counter the node remembers for this shard
-- Returns the node's token, or '' while another node has the shard. A claim of ours whose answer was lost is found again, so
-- that one which runs late or twice changes nothing.
local lease = redis.call('GET', base .. 'lease')
if not lease then return take(ARGV[1], ARGV[2], ARGV[3]) end
if lease ~= fence or string.match(fence, '[^.]*$') ~= ARGV[1] then return '' end
redis.call('PEXPIRE', base .. 'lease', ARGV[2])
return fence
