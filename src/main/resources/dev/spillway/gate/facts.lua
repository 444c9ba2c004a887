-- What is known of people, each in the shard of their lanes, by the key of their home:
--   window:<contact>   hash  field -> stamp: what opens windows, and rests; forgotten when none can be any more
--   consent:<contact>  hash  field -> stamp: what they allow; kept for good
--   facts              there while no consent of the shard is missing; not after Redis lost it, until it has been read back
-- A stamp is <ms it happened>:<ms it was accepted>:<word>:<source>. The newest wins; of two of one time the one that allows less.
local function facts_key(store, contact)
  return base .. store .. contact
end

-- Whether one stamp wins over another; see Stamp.winsOver, which says the same.
local function facts_wins(stamp, known)
  if not known then return true end
  local at, word = string.match(stamp, '^(%d+):%d+:([^:]*):')
  local known_at, known_word = string.match(known, '^(%d+):%d+:([^:]*):')
  if not at or not known_at then return not known_at end
  if at ~= known_at then return tonumber(at) > tonumber(known_at) end
  local less, known_less = word == 'stop' or word == 'no', known_word == 'stop' or known_word == 'no'
  if less ~= known_less then return less end
  return stamp < known
end

-- Remembers something of a person, in the store 'window:' or 'consent:'; ttl in ms, 0 for good. Answers whether it is news.
local function facts_note(store, ttl, contact, field, stamp)
  local key = facts_key(store, contact)
  if not facts_wins(stamp, redis.call('HGET', key, field)) then return false end
  redis.call('HSET', key, field, stamp)
  if tonumber(ttl) > 0 then redis.call('PEXPIRE', key, ttl) end
  return true
end

-- All that is known of a person: {1 if no consent is missing, else 0, fields and stamps in turn}
local function facts_of(contact)
  local found = redis.call('HGETALL', facts_key('consent:', contact))
  for _, each in ipairs(redis.call('HGETALL', facts_key('window:', contact))) do found[#found + 1] = each end
  return { redis.call('EXISTS', base .. 'facts'), found }
end
