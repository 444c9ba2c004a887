-- Brings facts back that Redis may have lost. ARGV per fact: contact, store, ttl ms, field, stamp
redis.call('DEL', base .. 'nothing') -- a write that a full Redis allows: after it those below are allowed too
for i = 1, #ARGV, 5 do facts_note(ARGV[i + 1], ARGV[i + 2], ARGV[i], ARGV[i + 3], ARGV[i + 4]) end
return #ARGV / 5
