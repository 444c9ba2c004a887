-- The provider's list of an account's templates, as it was at a moment: what webhooks have told since then stays, what is
-- listed no more goes.
-- KEYS: the board. ARGV: account, as of (ms), then for each template: field, status, category, quality, needs.
local asOf = tonumber(ARGV[2])
local listed = {}

local function learn(known, part, value)
  if value ~= '' and asOf >= (known[part .. 'At'] or 0) then
    known[part] = value
    known[part .. 'At'] = asOf
    return true
  end
end

-- A pause that an answer told of is over if the list says so; that messages are kept back no list tells.
local function learn_status(known, status)
  local before = known.status
  if not learn(known, 'status', status) then return end
  if before ~= status then
    known.since = asOf
    known.pause = ''
  end
  local hold = known.hold
  if hold and hold.why == 'PAUSED' and asOf > hold.at then known.hold = nil end
end

for i = 3, #ARGV, 5 do
  local field = ARGV[i]
  listed[field] = true
  local stored = redis.call('HGET', KEYS[1], field)
  local known = stored and cjson.decode(stored) or {}
  learn_status(known, ARGV[i + 1])
  learn(known, 'category', ARGV[i + 2])
  learn(known, 'quality', ARGV[i + 3])
  known.needs = ARGV[i + 4]
  redis.call('HSET', KEYS[1], field, cjson.encode(known))
end

local prefix = ARGV[1] .. '/'
for _, field in ipairs(redis.call('HKEYS', KEYS[1])) do
  if string.sub(field, 1, #prefix) == prefix and not listed[field] then
    local known = cjson.decode(redis.call('HGET', KEYS[1], field))
    if (known.statusAt or 0) <= asOf then redis.call('HDEL', KEYS[1], field) end
  end
end

redis.call('HSET', KEYS[1], '#listed:' .. ARGV[1], ARGV[2])
redis.call('HINCRBY', KEYS[1], '#version', 1)
return 1
