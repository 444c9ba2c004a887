-- When the first entry of any of these streams was written, by this clock in ms; what time it is if there is none.
local time = redis.call('TIME')
local oldest = time[1] * 1000 + math.floor(time[2] / 1000)
for _, stream in ipairs(KEYS) do
  local first = redis.call('XRANGE', stream, '-', '+', 'COUNT', 1)[1]
  if first then oldest = math.min(oldest, tonumber(string.match(first[1], '^(%d+)'))) end
end
return oldest
