-- Dedupes and appends a micro-batch of events, each atomically with its mark.
-- KEYS  per event: dedupe key, inbox stream (in a cluster all in one slot)
-- ARGV  1: age in ms from which an event counts as old; then per event: ttl ms, occurred at ms (0 = unknown), stored event
-- Returns one character per event: 1 accepted, 0 seen before, - not appended (and no mark left).
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local oldAge = tonumber(ARGV[1])
local receipts = {}
for i = 1, #KEYS / 2 do
  local mark, stream = KEYS[2 * i - 1], KEYS[2 * i]
  local ttl, occurred, event = ARGV[3 * i - 1], tonumber(ARGV[3 * i]), ARGV[3 * i + 1]
  local marked = redis.pcall('SET', mark, '', 'NX', 'PX', ttl)
  if not marked then
    receipts[i] = '0'
  elseif marked.err then
    receipts[i] = '-'
  else
    local field = 'e'
    if occurred > 0 and now - occurred > oldAge then field = 'o' end
    local added = redis.pcall('XADD', stream, '*', field, event)
    if type(added) == 'table' and added.err then
      redis.call('DEL', mark)
      receipts[i] = '-'
    else
      receipts[i] = '1'
    end
  end
end
return table.concat(receipts)
