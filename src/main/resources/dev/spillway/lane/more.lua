-- Takes those right behind a delivery that is out, of the same contact and operation, and marks an attempt of each as started.
-- ARGV  2: id of the one that is out, 3: number of the take that brought it, 4: how many at most, 5: number of this take
-- Returns as take.lua does.
local taken = { -1, now }
local first = ARGV[2]
local key, contact = lane_of(first)
if not key or lane_out(first) ~= ARGV[1] .. ':' .. ARGV[3] then return taken end
local queue = redis.call('LRANGE', key .. ':' .. contact, 0, tonumber(ARGV[4]))
if queue[1] ~= first then return taken end

local wanted = lane_operation(redis.call('HGET', base .. 'deliveries', first))
for i = 2, #queue do
  local id = queue[i]
  local record = redis.call('HGET', base .. 'deliveries', id)
  if not wanted or not record or lane_operation(record) ~= wanted then break end
  if redis.call('HEXISTS', base .. 'started', id) == 1 then break end
  lane_start(id, ARGV[1] .. ':' .. ARGV[5])
  taken[#taken + 1] = id
  taken[#taken + 1] = record
  taken[#taken + 1] = lane_past(id)
end
return taken
