-- Dedupes and appends a micro-batch of events, each atomically with its mark.
-- KEYS  the prefix of each shard that is written to (in a cluster one, and a key that never exists)
-- ARGV  1: deadline in ms by this clock: from then on whoever sent this has given it up, and nothing is done any more;
--       2: age in ms from which an event counts as old; 3: three bytes an event: the place of its shard in KEYS (two bytes),
--       and the place in ARGV where its mark's life stands (ms); 4..: those lives; then each event in its stored form
-- Of the stored form (EventCodec) this needs its fixed start: bytes 3..18 are the event's id, 19..26 when it occurred (ms,
-- below 0: unknown). One argument an event, because parsing arguments costs Redis as much as obeying them.
-- A mark holds when its event was accepted here (ms by this clock): a number takes less room than no text at all.
-- Returns one character per event: 1 accepted, 0 seen before, - not appended (and no mark left), L too late;
-- then for each stream that grew " <place of its last event>:<that entry's id>".
local pcall, sub, byte, unpack64 = redis.pcall, string.sub, string.byte, struct.unpack
local places = ARGV[3]
local count = #places / 3
local before = #ARGV - count
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
if now >= tonumber(ARGV[1]) then return string.rep('L', count) end
local oldest = now - tonumber(ARGV[2])
-- As text once: Redis would print the number anew for each command.
local acceptedAt = string.format('%.0f', now)
local marks, streams = {}, {}
for shard = 1, #KEYS do marks[shard], streams[shard] = KEYS[shard] .. 'd:', KEYS[shard] .. 'inbox' end
local receipts, last, ids = {}, {}, {}
local seen
for i = 1, count do
  local high, low, life = byte(places, 3 * i - 2, 3 * i)
  local shard, event = high * 256 + low, ARGV[before + i]
  local mark, stream = marks[shard] .. sub(event, 3, 18), streams[shard]
  local marked = pcall('SET', mark, acceptedAt, 'NX', 'PX', ARGV[life])
  if not marked then
    receipts[i] = '0'
    seen = mark
  elseif marked.err then
    -- The wrong server, not a reason that passes here: whoever sent this must find another. Nothing was written.
    if string.find(marked.err, 'READONLY', 1, true) then return marked end
    receipts[i] = '-'
  else
    local occurred, field = unpack64('>i8', event, 19), 'e'
    if occurred > 0 and occurred < oldest then field = 'o' end
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
if seen and not next(last) then redis.pcall('SET', seen .. '.nudge', '', 'PX', 60000) end
local answer = { table.concat(receipts) }
for stream, i in pairs(last) do answer[#answer + 1] = i .. ':' .. ids[stream] end
return table.concat(answer, ' ')
