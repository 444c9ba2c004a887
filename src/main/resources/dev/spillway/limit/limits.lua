-- What is known of limits, by the clock of this Redis. A limit is a hash:
--   bucket, pace  tokens, at (micros when they were right)      -- the same sums as TokenBucket.java; less than 0: given ahead
--   quota         <number of a slice of time> -> what was spent in it, other -> what others have spent, otherAt, slice (micros),
--                 size -> what the other side says there is in all
--   slots         <node>:<lease> -> until when it holds (ms), wish <node> -> until when it counts as waiting (ms)
--   credit        since (micros), count -> so many since then: the next when count intervals have passed, see Limit.java; late -> how
--                 late the first of them may have come (micros)
--   people        beside it a sorted set, <key>:people: member -> when it was counted last (ms)
--   all           spent -> what was ever spent, until -> shut until (micros)
-- KEYS: the limits. ARGV: for each its kind and three numbers, then what a script wants
--   bucket, pace  capacity, tokens a second, micros ahead      quota  max, ms, slices      slots  max, -, -
--   credit        burst, ms of the interval, ms of drift                people  max, ms, -
local arg = 0
local function word()
  arg = arg + 1
  return ARGV[arg]
end
local function number() return tonumber(word()) end

-- A first write that needs no memory is allowed while Redis is full, and then the others are, too (see shard.lua).
redis.call('DEL', KEYS[1] .. ':nothing')
local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]

local function fields_of(key)
  local flat, fields = redis.call('HGETALL', key), {}
  for i = 1, #flat, 2 do fields[flat[i]] = flat[i + 1] end
  return fields
end

local function open_bucket(l, fields, capacity, per_second, ahead)
  local tokens, at = tonumber(fields.tokens or capacity), tonumber(fields.at or now)
  if now >= at then
    tokens, at = tokens + (now - at) * per_second / 1000000, now
  elseif at - now > capacity / per_second * 1000000 then
    at = now
  end
  l.capacity, l.per_second, l.ahead = capacity, per_second, ahead
  l.tokens, l.at = math.min(capacity, tokens), at
end

local function open_quota(l, fields, max, ms, slices)
  l.max, l.per, l.slices, l.length = max, ms * 1000, slices, ms * 1000 / slices
  l.size = tonumber(fields.size or max)
  l.current = math.floor(now / l.length)
  l.used, l.counts, l.stale = 0, {}, {}
  local same = tonumber(fields.slice or l.length) == l.length
  for field, value in pairs(fields) do
    local n = tonumber(field)
    if n and same and n >= l.current - slices then
      l.used = l.used + value
      l.counts[#l.counts + 1] = { n, tonumber(value) }
    elseif n then
      l.stale[#l.stale + 1] = field
    end
  end
  -- What others have spent runs out by and by: nobody knows when they spent it.
  l.other = tonumber(fields.other or 0) * math.max(0, 1 - (now - tonumber(fields.otherAt or now)) / l.per)
  table.sort(l.counts, function(a, b) return a[1] < b[1] end)
end

local function open_slots(l, fields, max)
  l.max, l.taken, l.stale, l.last, l.by_node, l.wishes = max, 0, {}, 0, {}, {}
  for field, value in pairs(fields) do
    local wish, node = string.match(field, '^wish (.*)$'), string.match(field, '^([^:]*):')
    if (wish or node) and tonumber(value) * 1000 <= now then
      l.stale[#l.stale + 1] = field
    elseif wish then
      l.wishes[wish] = true
    elseif node then
      l.taken, l.last = l.taken + 1, math.max(l.last, tonumber(value))
      l.by_node[node] = (l.by_node[node] or 0) + 1
    end
  end
end

local function open_credit(l, fields, burst, ms, drift)
  l.burst, l.interval, l.drift = burst, ms * 1000, drift * 1000
  l.since, l.count, l.late = tonumber(fields.since or 0), tonumber(fields.count or 0), tonumber(fields.late or l.drift)
  if now >= l.since + l.count * l.interval + l.late then l.since, l.count = now, 0 end
end

local function open_people(l, max, ms)
  l.max, l.per, l.set = max, ms * 1000, l.key .. ':people'
  redis.call('ZREMRANGEBYSCORE', l.set, '-inf', string.format('%.0f', now / 1000 - ms))
  l.counted = redis.call('ZCARD', l.set)
end

local function open(key)
  local l = { key = key, kind = word() }
  local a, b, c = number(), number(), number()
  local fields = fields_of(key)
  if l.kind == 'quota' then
    open_quota(l, fields, a, b, c)
  elseif l.kind == 'slots' then
    open_slots(l, fields, a)
  elseif l.kind == 'credit' then
    open_credit(l, fields, a, b, c)
  elseif l.kind == 'people' then
    open_people(l, a, b)
  elseif l.kind ~= 'none' then
    open_bucket(l, fields, a, b, c)
  end
  l.spent, l.shut_until = tonumber(fields.spent or 0), tonumber(fields['until'] or 0)
  return l
end

local limits = {}
for i, key in ipairs(KEYS) do limits[i] = open(key) end

-- 17 digits carry a double unharmed.
local function exact(n) return string.format('%.17g', n) end
local function whole(n) return string.format('%.0f', n) end

-- Nobody remembers what time will have healed; nor does anybody forget that a limit is shut.
local function keep(l, ms)
  redis.call('PEXPIRE', l.key, whole(math.max(ms, (l.shut_until - now) / 1000) + 1))
end

local function save_bucket(l)
  redis.call('HSET', l.key, 'tokens', exact(l.tokens), 'at', whole(l.at), 'spent', exact(l.spent))
  keep(l, (l.capacity - l.tokens) / l.per_second * 1000)
end

local function save_credit(l)
  redis.call('HSET', l.key, 'since', whole(l.since), 'count', whole(l.count), 'late', whole(l.late), 'spent', exact(l.spent))
  keep(l, (l.since + l.count * l.interval + l.late - now) / 1000)
end

local function save_quota(l, added)
  if #l.stale > 0 then redis.call('HDEL', l.key, unpack(l.stale)) end
  redis.call('HSET', l.key, 'slice', exact(l.length), 'spent', exact(l.spent))
  if added ~= 0 then redis.call('HINCRBYFLOAT', l.key, whole(l.current), exact(added)) end
  keep(l, (l.per + l.length) / 1000)
end
