-- Sets a limit to what the other side says is left.
-- ARGV on: what is left, what there is in all, what the limit had spent after the call whose answer says so
local l, left, size, mark = limits[1], number(), number(), number()
left = left - math.max(0, l.spent - mark)
if l.kind == 'quota' then
  redis.call('HSET', l.key, 'other', exact(l.max - l.used - left), 'otherAt', whole(now), 'size', exact(size))
  save_quota(l, 0)
elseif l.kind == 'bucket' then
  l.tokens = math.min(l.capacity, left)
  save_bucket(l)
elseif l.kind == 'pace' then
  -- What we send evenly leaves next to nothing by itself: only what others have used too shall slow it down.
  l.tokens = math.min(l.tokens, left + 1)
  save_bucket(l)
end
return 1
