-- Who may write for a shard. KEYS[1]: the shard's key prefix.
--   fence  <epoch>.<counter>.<node>: the token in force. The node is empty once it gave the shard back. The counter grows with
--          every owner; the epoch is the time in ms when it began from nothing
--   lease  the token again, for as long as its owner is sure to be the only one; nobody takes a shard that has one
local base = KEYS[1]
local fence = redis.call('GET', base .. 'fence')

-- Makes a node the owner. The counter becomes higher than any that the node remembers: a Redis that came back without its last
-- seconds must not give out a token again.
local function take(node, ttl, remembered)
  local epoch, counter = string.match(fence or '', '^(%d+)%.(%d+)%.')
  if not epoch then
    local time = redis.call('TIME')
    epoch, counter = string.format('%.0f', time[1] * 1000 + math.floor(time[2] / 1000)), 0
  end
  -- A full Redis lets a script write more once it has written what takes no memory.
  redis.call('DEL', base .. 'lease')
  fence = epoch .. '.' .. string.format('%.0f', math.max(tonumber(counter), tonumber(remembered)) + 1) .. '.' .. node
  redis.call('SET', base .. 'fence', fence)
  redis.call('SET', base .. 'lease', fence, 'PX', ttl)
  return fence
end
