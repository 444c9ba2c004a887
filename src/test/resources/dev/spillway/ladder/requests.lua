-- For wrk. The line before says: folder, parts, digits, and of which parts this process' threads take their requests: the
-- thread n the parts first + n, first + n + step, and so on. Each request is sent once; who finds none left ends its thread.
local threads = {}
local part, file

function setup(thread)
  thread:set("number", #threads)
  table.insert(threads, thread)
end

local function open()
  if part >= parts then return end
  file = assert(io.open(folder .. "/" .. part .. ".requests", "rb"))
  file:setvbuf("full", 65536)
end

function init(arguments)
  part = first + number
  exhausted = false
  open()
end

function request()
  while file do
    local length = file:read(digits)
    if length then return file:read(tonumber(length)) end
    file:close()
    file = nil
    part = part + step
    open()
  end
  exhausted = true
  wrk.thread:stop()
  return ""
end

-- wrk counts as an error of status what is above 399; nothing else than 200 and such is ever answered.
function done(summary, latency, requests)
  local errors = summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.status
      + summary.errors.timeout
  local ended = false
  for _, thread in ipairs(threads) do ended = ended or thread:get("exhausted") end
  print(string.format("ladder requests=%d us=%d errors=%d p50=%.0f p99=%.0f p999=%.0f exhausted=%s",
    summary.requests, summary.duration, errors, latency:percentile(50), latency:percentile(99),
    latency:percentile(99.9), tostring(ended)))
end
