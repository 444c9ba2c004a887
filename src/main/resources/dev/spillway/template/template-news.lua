-- What a webhook told of a template: each part counts unless something newer is known.
-- KEYS: the board. ARGV: field, at (ms), status, category, quality (empty: nothing told), which pause it is.
-- Answers 1 if anything changed.
local CLOCKS_APART = 1000 -- webhooks tell whole seconds

local stored = redis.call('HGET', KEYS[1], ARGV[1])
local known = stored and cjson.decode(stored) or {}
local at = tonumber(ARGV[2])
local changed = 0

local function learn(part, value)
  if value ~= '' and at >= (known[part .. 'At'] or 0) then
    known[part] = value
    known[part .. 'At'] = at
    changed = 1
    return true
  end
end

local before = known.status
if learn('status', ARGV[3]) then
  if before ~= ARGV[3] or ARGV[6] ~= '' then
    known.since = at
    known.pause = ARGV[6]
  end
  -- What its answers said is older than this.
  if known.hold and at + CLOCKS_APART > known.hold.at then known.hold = nil end
end
learn('category', ARGV[4])
learn('quality', ARGV[5])
if changed == 1 then
  redis.call('HSET', KEYS[1], ARGV[1], cjson.encode(known))
  redis.call('HINCRBY', KEYS[1], '#version', 1)
end
return changed
