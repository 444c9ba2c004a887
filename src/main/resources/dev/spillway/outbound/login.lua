-- A login that all nodes share, and the leave to obtain the next one, which one of them has at a time.
-- KEYS: the login   ARGV 1: what is wanted, 2: who wants it; then for
--   ask   3: the version that was refused, 4: ms the leave lasts, 5: logins within 6: ms
--         -> { 'here', version, ms it lives or -1, values } | { 'yours', version before, values before } | { 'wait', ms }
--   keep  3: version, 4: ms it lives or -1, 5: values   -> 1, or 0 if the leave was somebody else's by then
--   free  3: 1 if surely none was obtained, so that this one does not count   -> 1
-- A first write that needs no memory is allowed while Redis is full, and then the others are, too (see shard.lua).
redis.call('DEL', KEYS[1] .. ':nothing')
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local read = redis.call('HMGET', KEYS[1], 'version', 'ends', 'values', 'owner', 'until', 'made', 'since')
local version, ends, values = tonumber(read[1] or 0), tonumber(read[2] or 0), read[3] or ''
local owner, held, made, since = read[4], tonumber(read[5] or 0), tonumber(read[6] or 0), tonumber(read[7] or 0)
local mine = owner == ARGV[2]

if ARGV[1] == 'keep' then
  if not mine then return 0 end
  local life = tonumber(ARGV[4])
  redis.call('HSET', KEYS[1], 'version', ARGV[3], 'ends', life < 0 and 0 or now + life, 'values', ARGV[5])
end
if ARGV[1] ~= 'ask' then
  if mine then redis.call('HDEL', KEYS[1], 'owner', 'until') end
  if mine and ARGV[1] == 'free' and ARGV[3] == '1' then redis.call('HSET', KEYS[1], 'made', math.max(0, made - 1)) end
  return 1
end

local refused, per = tonumber(ARGV[3]), tonumber(ARGV[6])
if version > refused and (ends == 0 or ends > now) then
  return { 'here', version, ends == 0 and -1 or ends - now, values }
end
if owner and not mine and held > now then return { 'wait', held - now } end
if now - since >= per or now < since then made, since = 0, now end
if made >= tonumber(ARGV[5]) then return { 'wait', since + per - now } end
redis.call('HSET', KEYS[1], 'owner', ARGV[2], 'until', now + tonumber(ARGV[4]), 'made', made + 1, 'since', since)
return { 'yours', version, values }
