-- What a number has spent: a hash of <day> -> millionths of the currency, and <month> -> free texts, each as ISO 8601 writes it.
-- KEYS: the hash   ARGV 1: day, 2: millionths more, 3: month, 4: texts more, 5 and 6: days and months before these are forgotten
-- Returns {what was spent on that day, texts of that month}
local MONTH = 7
local micros = redis.call('HINCRBY', KEYS[1], ARGV[1], ARGV[2])
local texts = redis.call('HINCRBY', KEYS[1], ARGV[3], ARGV[4])
if micros == tonumber(ARGV[2]) then
  for _, field in ipairs(redis.call('HKEYS', KEYS[1])) do
    if field < (#field == MONTH and ARGV[6] or ARGV[5]) then redis.call('HDEL', KEYS[1], field) end
  end
end
return { micros, texts }
