-- Brings back what was put off for one reason: its turn is now. Looks at a part of the lane.
-- ARGV  2: lane, 3: why, 4: where to go on, 0 to begin, 5: how many contacts to look at, about
-- Returns {where to go on, 0 if all has been looked at; how many were brought back}
local key = base .. 'lane:' .. ARGV[2]
local suffix = '\t' .. ARGV[3]
local part = redis.call('ZSCAN', key, ARGV[4], 'COUNT', ARGV[5])
local woken = 0
for i = 1, #part[2], 2 do
  local queue, turn = part[2][i], tonumber(part[2][i + 1])
  if turn > now and turn < HELD and string.sub(queue, -#suffix) == suffix then
    redis.call('ZADD', key, now, queue)
    woken = woken + 1
  end
end
return { part[1], woken }
