-- What a webhook told of a template: each part counts unless something newer is known.
-- KEYS: the board. ARGV: field, at (ms), status, category, quality (empty: nothing told). Answers 1 if anything changed.
local stored = redis.call('HGET', KEYS[1], ARGV[1])
local known = stored and cjson.decode(stored) or {}
local at = tonumber(ARGV[2])
local changed = 0

local function learn(part, value)
  if value ~= '' and at >= (known[part .. 'At'] or 0) then
    known[part] = value
    known[part .. 'At'] = at
    changed = 1
  end
end

learn('status', ARGV[3])
learn('category', ARGV[4])
learn('quality', ARGV[5])
if changed == 1 then
  redis.call('HSET', KEYS[1], ARGV[1], cjson.encode(known))
  redis.call('HINCRBY', KEYS[1], '#version', 1)
end
return changed
