-- Renews a lease. ARGV 1: node, 2: ttl ms, 3: highest counter the node remembers for this shard, 4: its token
-- Returns the token in force: the same, also when the lease had run out and nobody took it; another one if Redis came back
-- empty, for then the shard is the node's again, but nothing that was written under the old token may come after this.
if not fence then return take(ARGV[1], ARGV[2], ARGV[3]) end
if fence ~= ARGV[4] then return redis.error_reply('FENCED another owner holds this shard') end
if redis.call('PEXPIRE', base .. 'lease', ARGV[2]) == 0 then
  redis.call('SET', base .. 'lease', fence, 'PX', ARGV[2])
end
return fence
