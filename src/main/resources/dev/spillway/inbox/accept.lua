-- Dedupes and appends a micro-batch of events, each atomically with its mark.
-- KEYS  per event: dedupe key, inbox stream (in a cluster all in one slot)
-- ARGV  1: deadline in ms by this clock: from then on whoever sent this has given it up, and nothing is done any more;
--       2: age in ms from which an event counts as old; then per event: ttl ms, occurred at ms (0 = unknown), stored event
-- A mark holds when its event was accepted here (ms by this clock): a number takes less room than no text at all.
-- Returns one character per event: 1 accepted, 0 seen before, - not appended (and no mark left), L too late;
-- then for each stream that grew " <place of its last event>:<that entry's id>".
local count = #KEYS / 2
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
if now >= tonumber(ARGV[1]) then return string.rep('L', count) end
local oldAge = tonumber(ARGV[2])
local receipts, last, ids = {}, {}, {}
local seen
for i = 1, count do
  local mark, stream = KEYS[2 * i - 1], KEYS[2 * i]
  local ttl, occurred, event = ARGV[3 * i], tonumber(ARGV[3 * i + 1]), ARGV[3 * i + 2]
  local marked = redis.pcall('SET', mark, now, 'NX', 'PX', ttl)
  if not marked then
    receipts[i] = '0'
    seen = i
  elseif marked.err then
    -- The wrong server, not a reason that passes here: whoever sent this must find another. Nothing was written.
    if string.find(marked.err, 'READONLY', 1, true) then return marked end
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
      last[stream], ids[stream] = i, added
    end
  end
end
-- "Seen before" is an answer too: it must not leave before what it rests on is safe. Waiting for replicas covers only what
-- was written before this connection's own last write, so there has to be one.
-- Not to the mark: when that expires tells whether it was lost and set anew.
if seen and not next(last) then redis.pcall('SET', KEYS[2 * seen] .. '.nudge', '', 'PX', 60000) end
local answer = { table.concat(receipts) }
for stream, i in pairs(last) do answer[#answer + 1] = i .. ':' .. ids[stream] end
return table.concat(answer, ' ')
