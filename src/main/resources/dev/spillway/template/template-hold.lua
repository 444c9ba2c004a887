-- What an answer told: what is sent by a template waits.
-- KEYS: the board. ARGV: field, at (ms), until (ms), why, id of a message that is kept back or '', how many ids are kept at most.
-- Answers 1 if anything changed. A hold that is in force for the same reason is not made longer: it began when it began.
local stored = redis.call('HGET', KEYS[1], ARGV[1])
local known = stored and cjson.decode(stored) or {}
local at = tonumber(ARGV[2])
local hold = known.hold
if not hold or hold.till <= at or hold.why ~= ARGV[4] then
  hold = { why = ARGV[4], at = at, till = tonumber(ARGV[3]) }
elseif ARGV[5] == '' or #(hold.ids or {}) >= tonumber(ARGV[6]) then
  return 0
end
if ARGV[5] ~= '' then
  hold.ids = hold.ids or {}
  hold.ids[#hold.ids + 1] = ARGV[5]
end
known.hold = hold
redis.call('HSET', KEYS[1], ARGV[1], cjson.encode(known))
redis.call('HINCRBY', KEYS[1], '#version', 1)
return 1
