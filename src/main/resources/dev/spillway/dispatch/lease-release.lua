-- Gives a shard back: from now on its token is void, and anybody may take it. ARGV 1: the token. Returns 1, or 0 if it was void
-- before.
if fence ~= ARGV[1] then return 0 end
redis.call('DEL', base .. 'lease')
redis.call('SET', base .. 'fence', (string.gsub(fence, '[^.]*$', '')))
return 1
