-- A message that was kept back has gone out: what is sent by its template waits no more.
-- KEYS: the board. ARGV: field, id of the message. Answers 1 if anything changed.
local stored = redis.call('HGET', KEYS[1], ARGV[1])
local known = stored and cjson.decode(stored) or {}
for _, id in ipairs(known.hold and known.hold.ids or {}) do
  if id == ARGV[2] then
    known.hold = nil
    redis.call('HSET', KEYS[1], ARGV[1], cjson.encode(known))
    redis.call('HINCRBY', KEYS[1], '#version', 1)
    return 1
  end
end
return 0
