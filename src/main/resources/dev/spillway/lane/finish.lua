-- Ends an attempt.
-- ARGV  2: delivery id, 3: gone, again, or the word for why it is put off, 4: ms until the next turn, 5: attempts that count,
--       6: <ms>:1 if one may have arrived, with when the first such began, else 0, 7: ledger entry or '',
--       8: event for the inbox or '', 9: number of the take that began it, 10: 1 if the ledger entry is true of a delivery that is settled, too
-- Returns 1, or 0 if the attempt had ended before: the script may be sent twice.
local id = ARGV[2]
if lane_out(id) ~= ARGV[1] .. ':' .. ARGV[9] then
  -- A status settled it while its answer was on the way: the attempt happened all the same. The ledger keeps a row once.
  if ARGV[10] == '1' and ARGV[7] ~= '' then redis.call('XADD', base .. 'ledger', '*', 'r', ARGV[7]) end
  return 0
end
if ARGV[3] == 'gone' then
  lane_remove(id)
else
  local key, contact = lane_of(id)
  redis.call('HDEL', base .. 'started', id)
  redis.call('HSET', base .. 'attempts', id, ARGV[5] .. ':' .. ARGV[6])
  if ARGV[3] ~= 'again' then
    lane_put_off(id, now + tonumber(ARGV[4]), ARGV[3])
  -- One behind the first was out together with it: the contact's turn is the first one's.
  elseif redis.call('LINDEX', key .. ':' .. contact, 0) == id then
    redis.call('ZADD', key, now + tonumber(ARGV[4]), contact)
  end
end
if ARGV[7] ~= '' then redis.call('XADD', base .. 'ledger', '*', 'r', ARGV[7]) end
if ARGV[8] ~= '' then redis.call('XADD', base .. 'inbox', '*', 'e', ARGV[8]) end
return 1
