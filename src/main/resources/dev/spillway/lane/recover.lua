-- Takes over the attempts that nobody is busy with:
--   those another owner, or this one before it restarted, had started and not ended: nobody knows whether they arrived, so
--   they are marked as such and get a turn after their destination's wait;
--   those of a take of ours whose answer was lost on the way: they never went out and get their turn at once;
--   those of ours that were kept back when the shard was about to be given away: they never went out either;
--   those of ours that have ended for all we know: Redis has forgotten their end, and they are ambiguous.
-- ARGV  2: takes of ours below this number have been answered or given up
--       3: how many attempts of ours are out, then per attempt: delivery id, 0 if somebody is busy with it, the
--       number of its take if its end could not be told, that number with a minus if it was kept back; then how many takes were never answered, and their
--       numbers; then in pairs: destination, ms to wait
-- Returns the names of all lanes of the shard.
local answered, out = tonumber(ARGV[2]), {}
local next = 4
for _ = 1, tonumber(ARGV[3]) do
  out[ARGV[next]] = ARGV[next + 1]
  next = next + 2
end
local unanswered = {}
for i = next + 1, next + tonumber(ARGV[next]) do unanswered[ARGV[i]] = true end
next = next + tonumber(ARGV[next]) + 1
local waits = {}
for i = next, #ARGV, 2 do waits[ARGV[i]] = tonumber(ARGV[i + 1]) end

-- began: when the attempt that may have arrived did; nil if nobody knows
local function again(id, ambiguous, began)
  local key, contact, lane = lane_of(id)
  redis.call('HDEL', base .. 'started', id)
  if not key then return end
  local wait = 0
  if ambiguous then
    local attempts = redis.call('HGET', base .. 'attempts', id) or '0:0'
    local since = string.match(attempts, '^%d+(.*):1$') or (began and ':' .. began or '')
    redis.call('HSET', base .. 'attempts', id, string.match(attempts, '^%d+') .. since .. ':1')
    wait = waits[string.match(lane, '^[^:]*')] or 0
  end
  redis.call('ZADD', key, now + wait, contact)
end

for _, id in ipairs(redis.call('HKEYS', base .. 'started')) do
  local owner, began = lane_out(id)
  local token, take = string.match(owner, '^(.*):(%d+)$')
  if token ~= ARGV[1] or out[id] == take then
    again(id, true, began)
  elseif out[id] == '-' .. take then
    again(id, false)
  elseif out[id] ~= '0' and tonumber(take) < answered then
    again(id, not unanswered[take], began)
  end
end
return redis.call('SMEMBERS', base .. 'lanes')
