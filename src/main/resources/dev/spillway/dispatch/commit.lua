-- Commits a run: what leaves, what is settled, the session, the ledger, and the event is done. All or nothing.
-- ARGV  2: inbox | delayed | overflow, 3: entry id, 4: mark, 5: ttl of the mark in ms, 6: contact, 7: session JSON or '',
--       8: session ttl ms, 9: ledger entries or '', 10: field of, 11: an event for the inbox or '',
--       12: how many deliveries, then per delivery: lane, contact, id, body, 1 if it may have arrived
--       before; then ids of settled deliveries
-- Returns the lanes in which something may leave now that what was before it is settled.
if not entry_there(ARGV[2], ARGV[3], ARGV[4]) then return {} end
if ARGV[7] ~= '' then redis.call('SET', base .. 'session:' .. ARGV[6], ARGV[7], 'PX', ARGV[8]) end
if ARGV[9] ~= '' then redis.call('XADD', base .. 'ledger', '*', 'r', ARGV[9]) end
if ARGV[11] ~= '' then redis.call('XADD', base .. 'inbox', '*', ARGV[10], ARGV[11]) end
local next = 13
for _ = 1, tonumber(ARGV[12]) do
  local added = lane_append(ARGV[next], ARGV[next + 1], ARGV[next + 2], ARGV[next + 3])
  if added and ARGV[next + 4] == '1' then redis.call('HSET', base .. 'attempts', ARGV[next + 2], '0:1') end
  next = next + 5
end
local freed = {}
for i = next, #ARGV do freed[#freed + 1] = lane_remove(ARGV[i]) end
entry_remove(ARGV[2], ARGV[3], ARGV[4], ARGV[5])
return freed
