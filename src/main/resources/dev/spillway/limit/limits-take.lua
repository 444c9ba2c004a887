-- Takes for claims, the first claim first; each call of a claim gets all it needs or nothing.
-- ARGV on: how many claims, and for each: how many calls, the name of its slots, ms they hold, how many needs, and for each
--   need: the limit's index, what it costs, what must be left, who is counted
-- Returns for each claim { ms until it is worth asking again, index of the limit that lacks or 0,
--   { ms until it may go, for each call that may }, { by need: what the limit has spent after these } },
--   and at last { by limit: what is left of it }
local SLOT_AGAIN = 50000
-- A node that waits says so again before it is forgotten.
local WISH_MS = 200

-- Answers micros until it can be given, and if that is 0 for how long it is given ahead.
local function bucket_lacks(l, cost, floor)
  local short = math.min(cost + floor, l.capacity) - l.tokens
  -- A sum may be a hair short of a whole token that has come.
  if short <= 1e-9 then return 0, 0 end
  local due = short / l.per_second * 1000000 + (l.at - now)
  if due <= l.ahead then return 0, due end
  return due - l.ahead
end

-- What may go waits for its time and for a connection: whom nobody waits for up to some seconds.
local function late(l, floor) return floor > 0 and 5 * l.drift or l.drift end
-- The other side's interval may have begun later than ours: near its end nothing is added, and it is over for us a while later.
local function credit_lacks(l, cost, floor)
  if l.count == 0 then return 0, 0 end
  if now < l.since + l.interval - late(l, floor) and l.count + cost + floor <= l.burst then return 0, 0 end
  return l.since + l.count * l.interval + l.late - now
end

-- What must be left is a part of what there is in all, and that the other side knows best.
local function quota_lacks(l, cost, floor)
  floor = floor * l.size / l.max
  local short = math.min(cost + floor, l.max) - (l.max - l.used - l.other)
  if short <= 1e-9 then return 0, 0 end
  local wait, gone = l.per, 0
  if l.other > 0 then wait = math.min(wait, short / l.other * l.per) end
  for _, count in ipairs(l.counts) do
    gone = gone + count[2]
    if gone >= short then return math.max(1, math.min(wait, (count[1] + l.slices + 1) * l.length - now)) end
  end
  return math.max(1, wait)
end

-- While other nodes wait for slots none takes more than its part: who gives one back would else be the next to have it, always.
local function mine(l, node) return l.by_node[node] or 0 end
local function fair(l, node)
  local waiting = 0
  for other in pairs(l.wishes) do
    if other ~= node then waiting = waiting + 1 end
  end
  return waiting == 0 and l.max or math.ceil(l.max / (waiting + 1))
end

local function people_lacks(l, floor, member)
  if redis.call('ZSCORE', l.set, member) or l.counted + 1 + floor <= l.max then return 0, 0 end
  local oldest = redis.call('ZRANGE', l.set, 0, 0, 'WITHSCORES')
  return math.max(1, oldest[2] and oldest[2] * 1000 + l.per - now or l.per)
end

local function lacks(l, cost, floor, node, member)
  if l.shut_until > now then return l.shut_until - now end
  if l.barred and floor >= l.barred then return l.barred_for end
  if l.kind == 'quota' then return quota_lacks(l, cost, floor) end
  if l.kind == 'people' then return people_lacks(l, floor, member) end
  if l.kind == 'credit' then return credit_lacks(l, cost, floor) end
  if l.kind ~= 'slots' then return bucket_lacks(l, cost, floor) end
  if l.taken + cost <= l.max and mine(l, node) < fair(l, node) then return 0, 0 end
  l.wish = node
  return SLOT_AGAIN
end

local function spend(l, need, lease, ends, node)
  local cost, member = need.cost, need.member
  l.spent, l.changed = l.spent + cost, true
  if l.kind == 'quota' then
    l.used, l.added = l.used + cost, (l.added or 0) + cost
  elseif l.kind == 'people' then
    l.counted = l.counted + redis.call('ZADD', l.set, whole(now / 1000), member)
    redis.call('PEXPIRE', l.set, whole(l.per / 1000))
  elseif l.kind == 'credit' then
    if l.count == 0 then l.late = late(l, need.floor) end
    l.count = l.count + cost
  elseif l.kind == 'slots' then
    l.taken, l.last = l.taken + 1, math.max(l.last, ends)
    l.by_node[node] = mine(l, node) + 1
    l.leases = l.leases or {}
    l.leases[#l.leases + 1] = lease
    l.leases[#l.leases + 1] = whole(ends)
  else
    l.tokens = l.tokens - cost
  end
end

-- What one call lacks: micros, and the limits it lacks. 0 and for how long it is given ahead if it lacks nothing.
local function lacking(needs, node)
  local wait, ahead, which = 0, 0, {}
  for _, need in ipairs(needs) do
    local micros, early = lacks(need.limit, need.cost, need.floor, node, need.member)
    if micros > 0 then which[#which + 1] = need end
    if micros >= wait and micros > 0 then wait, needs.lacking = micros, need.index end
    ahead = math.max(ahead, early or 0)
  end
  return wait, ahead, which
end

-- What is lacked by who goes first is not given to who comes later, however little that wants; but who is counted already takes
-- nothing.
local function bar(which, wait)
  for _, need in ipairs(which) do
    local l = need.limit
    if l.kind ~= 'people' and ( not l.barred or need.floor < l.barred) then l.barred, l.barred_for = need.floor, wait end
  end
end

local function claim()
  local count, lease, ms, needs = number(), word(), number(), {}
  local ends, node = now / 1000 + ms, string.match(lease, '^[^:]*')
  for i = 1, number() do
    local index = number()
    needs[i] = { index = index, limit = limits[index], cost = number(), floor = number(), member = word() }
  end
  local delays, wait = {}, 0
  for i = 1, count do
    local micros, ahead, which = lacking(needs, node)
    if micros > 0 then
      wait = micros
      bar(which, wait)
      break
    end
    delays[i] = math.ceil(ahead / 1000)
    for _, need in ipairs(needs) do spend(need.limit, need, lease .. '.' .. i, ends, node) end
  end
  local marks = {}
  for i, need in ipairs(needs) do marks[i] = exact(need.limit.spent) end
  return { math.ceil(wait / 1000), wait > 0 and needs.lacking or 0, delays, marks }
end

local rulings = {}
for i = 1, number() do rulings[i] = claim() end

for _, l in ipairs(limits) do
  if l.wish then
    redis.call('HSET', l.key, 'wish ' .. l.wish, whole(now / 1000 + WISH_MS))
    keep(l, math.max(WISH_MS, l.last - now / 1000))
  end
  if l.changed and l.kind == 'quota' then
    save_quota(l, l.added)
  elseif l.changed and l.kind == 'slots' then
    if #l.stale > 0 then redis.call('HDEL', l.key, unpack(l.stale)) end
    redis.call('HSET', l.key, unpack(l.leases))
    keep(l, math.max(WISH_MS, l.last - now / 1000))
  elseif l.changed and l.kind == 'credit' then
    save_credit(l)
  elseif l.kind == 'people' then
    keep(l, 0)
  elseif l.changed then
    save_bucket(l)
  end
end
local left = {}
for i, l in ipairs(limits) do
  if l.kind == 'quota' then
    left[i] = exact(l.max - l.used - l.other)
  elseif l.kind == 'slots' then
    left[i] = exact(l.max - l.taken)
  elseif l.kind == 'credit' then
    left[i] = exact(l.burst - l.count)
  elseif l.kind == 'people' then
    left[i] = exact(l.max - l.counted)
  else
    left[i] = exact(l.tokens)
  end
end
rulings[#rulings + 1] = left
return rulings
