-- What is known of a person. ARGV  1: contact
-- Returns {1 if no consent of the shard is missing, else 0, fields and stamps in turn}
return facts_of(ARGV[1])
