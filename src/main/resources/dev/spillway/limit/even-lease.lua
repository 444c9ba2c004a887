-- Hands out times: the same sums as Line.java.
-- ARGV on: percent kept for the lowest rank, micros ahead for the lowest rank, for each above it more, micros of a chunk, how many
--   ranks, and how many wait in each
-- Returns now, the first time, the gap, how many, micros until it is worth asking again
local HAIR = 1e-6
local share, least_ahead, step, chunk, ranks = number() / 100, number(), number(), number(), number()
local chunk_count = math.ceil(chunk / gap)
next_free = math.max(next_free, now)
local first, granted, wait = next_free, 0, 0

local function least(wanted) return math.min(wanted, chunk_count) end
local function room(wanted, ahead)
  local n = math.min(wanted, math.floor((now + ahead - next_free) / gap + HAIR) + 1)
  return n < least(wanted) and 0 or n
end
local function repay(n)
  if share == 0 then return end
  floor_at = math.min(now, math.max(floor_at, now - chunk_count * gap / share) + n * gap / share)
end

for rank = 0, ranks - 1 do
  local wanted, ahead, lowest = number(), least_ahead + (ranks - 1 - rank) * step, rank == ranks - 1
  if wanted > 0 then
    local n = room(wanted, ahead)
    if n == 0 and lowest and (now - floor_at) * share / gap + HAIR >= least(wanted) then
      n = math.min(least(wanted), room(wanted, least_ahead + (ranks - 1) * step + chunk))
    end
    next_free = next_free + n * gap
    granted = granted + n
    if n > 0 and lowest then repay(n) end
    if n < wanted then
      local later = math.max(1, next_free + (least(wanted - n) - 1) * gap - now - ahead)
      wait = wait == 0 and later or math.min(wait, later)
    end
  end
end
if granted > 0 or not fields[1] then
  redis.call('HSET', KEYS[1], 'next', exact(next_free), 'floorAt', exact(floor_at))
end
return { exact(now), exact(first), exact(gap), granted, exact(wait) }
