-- Empties buckets, and adds to quotas what was spent while nobody asked here.
-- ARGV on: for each limit what was spent
for _, l in ipairs(limits) do
  local spent = number()
  if l.kind == 'quota' then
    save_quota(l, spent)
  elseif l.kind == 'bucket' or l.kind == 'pace' then
    l.tokens, l.at = math.min(0, l.tokens), now
    save_bucket(l)
  end
end
return 1
