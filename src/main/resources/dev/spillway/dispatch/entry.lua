-- An event that is being run is an entry of the inbox, or of the delayed set:
--   inbox      stream, group "owner"
--   delayed    sorted set  entry id -> when it runs again (ms; HELD while it runs)
--   delayed.e  hash        entry id -> <runs so far>:<1 if old>:<stored event>
-- Takes it away. Answers false if it was away already, so that scripts may be sent twice.
local function entry_remove(from, id)
  if from == 'inbox' then
    -- Whether it is in the stream decides: a Redis that lost its last second may have forgotten only that it was read.
    redis.call('XACK', base .. 'inbox', 'owner', id)
    return redis.call('XDEL', base .. 'inbox', id) == 1
  end
  redis.call('ZREM', base .. 'delayed', id)
  return redis.call('HDEL', base .. 'delayed.e', id) == 1
end
