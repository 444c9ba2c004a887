-- KEYS[1] is a shard's key prefix: all other keys are made from it. Not fenced: whoever reads does no harm, and of what is
-- brought back the newest wins whoever brings it.
local base = KEYS[1]
