-- Commits runs of one shard or several, each wholly or not at all: what leaves, what is settled, what is known of the contact,
-- the session, the ledger, and the event is done.
-- ARGV  1: session ttl ms, 2 and 3: what a ledger value begins and ends with; then per shard, in the order of KEYS: its owner's
--       token, how many runs, and per run: how many arguments are its own, and they are
--       1: inbox | delayed | overflow, 2: entry id, 3: mark, 4: ttl of the mark in ms, 5: contact, 6: session JSON or '',
--       7: ledger entries or '', 8: field of events for the inbox, 9: how many there are, 10: how many deliveries, 11: how many
--       facts of the contact, then the events, then per delivery: lane, contact, id, body, 1 if it may have arrived before;
--       then per fact: store, ttl ms, field, stamp; then ids of settled deliveries
-- Returns per shard the lanes in which something may leave now that what was before it is settled; 0 for one that another
-- owner holds.
local freed, history, ended, inbox, known

-- A run whose arguments stand from first to last.
local function commit(first, last)
  local from, id, mark, ttl, contact, session, ledger, field, events, deliveries, facts = unpack(ARGV, first, first + 10)
  if known[id] or not entry_there(from, id, mark) then return end
  known[id] = true
  if session ~= '' then redis.call('SET', base .. 'session:' .. contact, session, 'PX', ARGV[1]) end
  if ledger ~= '' then history[#history + 1] = ledger end
  local next = first + 11
  for _ = 1, tonumber(events) do
    redis.call('XADD', base .. 'inbox', '*', field, ARGV[next])
    next = next + 1
  end
  for _ = 1, tonumber(deliveries) do
    local added = lane_append(ARGV[next], ARGV[next + 1], ARGV[next + 2], ARGV[next + 3])
    if added and ARGV[next + 4] == '1' then redis.call('HSET', base .. 'attempts', ARGV[next + 2], '0:1') end
    next = next + 5
  end
  for _ = 1, tonumber(facts) do
    facts_note(ARGV[next], ARGV[next + 1], contact, ARGV[next + 2], ARGV[next + 3])
    next = next + 4
  end
  for i = next, last do freed[#freed + 1] = lane_remove(ARGV[i]) end
  if from == 'inbox' then inbox[#inbox + 1] = id else ended[#ended + 1] = { from, id, mark, ttl } end
end

-- What the runs of a shard have in common.
local function finish()
  if history[1] then redis.call('XADD', base .. 'ledger', '*', 'r', ARGV[2] .. table.concat(history, ',') .. ARGV[3]) end
  if inbox[1] then redis.call('XDEL', base .. 'inbox', unpack(inbox)) end
  for _, entry in ipairs(ended) do entry_remove(unpack(entry)) end
end

local results, next = {}, 4
while ARGV[next] do
  local place = #results + 1
  local ours = enter(KEYS[place], ARGV[next])
  local runs = tonumber(ARGV[next + 1])
  freed, history, ended, inbox, known = {}, {}, {}, {}, {}
  next = next + 2
  for _ = 1, runs do
    local last = next + tonumber(ARGV[next])
    if ours then commit(next + 1, last) end
    next = last + 1
  end
  if ours then finish() end
  results[place] = ours and freed or 0
end
return results
