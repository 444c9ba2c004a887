-- A lane of a shard, by the name <destination>:<priority>:
--   lane:<lane>            sorted set  contact -> when its first delivery may leave (ms; HELD while one is out)
--   lane:<lane>:<contact>  list        delivery ids of the contact, first to leave first
--   lane:<lane>:born       sorted set  delivery id -> when it was queued, or until when it was put off (ms)
-- A contact's deliveries that are put off let those behind them pass: they wait in a queue of their own, as if of a contact named
-- <contact>\t<why>, and keep their order there. No contact's name holds a \t.
-- And of all lanes of the shard:
--   deliveries  hash  id -> lane \n contact, as its queue is called \n body
--   attempts    hash  id -> <attempts that count>:0, or <attempts that count>:<ms>:1 if one may have reached the destination: when
--                     the first such began; without ms nobody knows
--   progress    hash  id -> how far an attempt has got with work of several steps; only of those that have attempts
--   started     hash  id -> <owner's token>:<number of the take>@<ms it began>, while an attempt is out
--   lanes       set   names of lanes ever used
-- Whose queue it is.
local function lane_contact(queue)
  return string.match(queue, '^[^\t]*')
end

-- Answers whether it is new.
local function lane_append(lane, contact, id, body)
  if redis.call('HSETNX', base .. 'deliveries', id, lane .. '\n' .. contact .. '\n' .. body) == 0 then return false end
  local key = base .. 'lane:' .. lane
  redis.call('RPUSH', key .. ':' .. contact, id)
  redis.call('ZADD', key .. ':born', now, id)
  redis.call('ZADD', key, 'NX', now, contact)
  redis.call('SADD', base .. 'lanes', lane)
  return true
end

local function lane_of(id)
  local record = redis.call('HGET', base .. 'deliveries', id)
  if not record then return nil end
  local lane, contact = string.match(record, '^([^\n]*)\n([^\n]*)\n')
  return base .. 'lane:' .. lane, contact, lane
end

-- Marks an attempt as started; owner is <owner's token>:<number of the take>.
local function lane_start(id, owner)
  redis.call('HSET', base .. 'started', id, owner .. '@' .. now)
end

-- Whose attempt is out, and when it began; nil if none is.
local function lane_out(id)
  local started = redis.call('HGET', base .. 'started', id)
  if not started then return nil end
  local owner, began = string.match(started, '^(.*)@(%d+)$')
  return owner or started, began
end

-- What an attempt is told of those before: how many and, behind a line break, how far they got if one said so.
local function lane_past(id)
  local attempts = redis.call('HGET', base .. 'attempts', id)
  if not attempts then return '0:0' end
  local progress = redis.call('HGET', base .. 'progress', id)
  return progress and attempts .. '\n' .. progress or attempts
end

-- What a stored delivery is to do; false if it cannot be read.
local function lane_operation(record)
  local good, body = pcall(cjson.decode, string.match(record, '^[^\n]*\n[^\n]*\n(.*)$') or '')
  return good and type(body) == 'table' and body.operation
end

-- Takes a delivery out of its queue. Answers whether the contact's next one may leave now; it may not while it is out together with
-- the first.
local function lane_leave(key, contact, id)
  local queue = key .. ':' .. contact
  local first = redis.call('LINDEX', queue, 0)
  redis.call('LREM', queue, 1, id)
  if first ~= id then return false end
  local next = redis.call('LINDEX', queue, 0)
  if not next then
    redis.call('ZREM', key, contact)
    return false
  end
  if redis.call('HEXISTS', base .. 'started', next) == 1 then return false end
  redis.call('ZADD', key, now, contact)
  return true
end

-- Answers the lane's name if the contact's next delivery may leave now.
local function lane_remove(id)
  local key, contact, lane = lane_of(id)
  if not key then return end
  redis.call('ZREM', key .. ':born', id)
  redis.call('HDEL', base .. 'deliveries', id)
  redis.call('HDEL', base .. 'attempts', id)
  redis.call('HDEL', base .. 'progress', id)
  redis.call('HDEL', base .. 'started', id)
  if lane_leave(key, contact, id) then return lane end
end

-- Puts a delivery off that is not out: until then (ms), behind those of its contact that wait for the same.
local function lane_put_off(id, untilMs, why)
  local key, contact, lane = lane_of(id)
  local aside = lane_contact(contact) .. '\t' .. why
  redis.call('ZADD', key .. ':born', 'XX', untilMs, id)
  if aside == contact then
    redis.call('ZADD', key, untilMs, contact)
    return
  end
  local record = redis.call('HGET', base .. 'deliveries', id)
  local body = string.sub(record, #lane + #contact + 3)
  redis.call('HSET', base .. 'deliveries', id, lane .. '\n' .. aside .. '\n' .. body)
  lane_leave(key, contact, id)
  redis.call('RPUSH', key .. ':' .. aside, id)
  redis.call('ZADD', key, 'NX', untilMs, aside)
end
