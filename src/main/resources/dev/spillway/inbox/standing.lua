-- Tells what Redis still knows of a shard's inbox. Writes nothing.
-- KEYS  1: the inbox stream, 2..: dedupe marks
-- Returns the last id the stream ever had, then per mark when it expires (ms), 0 if it is gone
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local answer = { '0-0' }
if redis.call('EXISTS', KEYS[1]) == 1 then
  local info = redis.call('XINFO', 'STREAM', KEYS[1])
  for i = 1, #info, 2 do
    if info[i] == 'last-generated-id' then answer[1] = info[i + 1] end
  end
end
for i = 2, #KEYS do
  local left = redis.call('PTTL', KEYS[i])
  answer[i] = left >= 0 and now + left or 0
end
return answer
