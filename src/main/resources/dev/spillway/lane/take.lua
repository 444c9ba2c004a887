-- Takes deliveries whose turn it is and marks an attempt of each as started.
-- ARGV  2: lane, 3: how many at most, 4: number of this take, which no other take of this owner has, 5: 1 to be told what is known of
--       whoever gets them, else 0
-- Returns {ms until the next turn or -1, the time in ms, then per delivery: its id, its record, its attempts, and what is known if asked
-- for, see facts.lua}
local key = base .. 'lane:' .. ARGV[2]
local taken = { -1, now }
for _, contact in ipairs(redis.call('ZRANGEBYSCORE', key, '-inf', now, 'LIMIT', 0, ARGV[3])) do
  local id = redis.call('LINDEX', key .. ':' .. contact, 0)
  local record = id and redis.call('HGET', base .. 'deliveries', id)
  if record and redis.call('HEXISTS', base .. 'started', id) == 1 then
    redis.call('ZADD', key, HELD, contact) -- out already, together with one before it: its end brings the contact back
  elseif record then
    redis.call('ZADD', key, HELD, contact)
    lane_start(id, ARGV[1] .. ':' .. ARGV[4])
    taken[#taken + 1] = id
    taken[#taken + 1] = record
    taken[#taken + 1] = lane_past(id)
    if ARGV[5] == '1' then taken[#taken + 1] = facts_of(lane_contact(contact)) end
  else
    redis.call('ZREM', key, contact)
  end
end
local next = redis.call('ZRANGE', key, 0, 0, 'WITHSCORES')
if next[2] and tonumber(next[2]) < HELD then taken[1] = math.max(0, tonumber(next[2]) - now) end
return taken
