-- Commits a run: what leaves, what is settled, the session, the ledger, and the event is done. All or nothing.
-- ARGV  2: inbox | delayed, 3: entry id, 4: contact, 5: session JSON or '', 6: session ttl ms, 7: ledger entries or '',
--       8: how many deliveries, then per delivery: lane, contact, id, body; then ids of settled deliveries
-- Returns the lanes in which something may leave now that what was before it is settled.
if not entry_remove(ARGV[2], ARGV[3]) then return {} end
if ARGV[5] ~= '' then redis.call('SET', base .. 'session:' .. ARGV[4], ARGV[5], 'PX', ARGV[6]) end
if ARGV[7] ~= '' then redis.call('XADD', base .. 'ledger', '*', 'r', ARGV[7]) end
local next = 9
for _ = 1, tonumber(ARGV[8]) do
  lane_append(ARGV[next], ARGV[next + 1], ARGV[next + 2], ARGV[next + 3])
  next = next + 4
end
local freed = {}
for i = next, #ARGV do freed[#freed + 1] = lane_remove(ARGV[i]) end
return freed
