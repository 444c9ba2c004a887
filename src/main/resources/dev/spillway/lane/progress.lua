-- Keeps how far an attempt that is out has got, in place of what was kept before.
-- ARGV  2: delivery id, 3: number of the take that began it, 4: how far
-- Returns 1, or 0 if the attempt has ended.
if lane_out(ARGV[2]) ~= ARGV[1] .. ':' .. ARGV[3] then return 0 end
redis.call('HSET', base .. 'progress', ARGV[2], ARGV[4])
return 1
