-- Keeps the log of a room for another age. KEYS: log, its head. ARGV: age in ms.
redis.call('PEXPIRE', KEYS[1], ARGV[1])
return redis.call('PEXPIRE', KEYS[2], ARGV[1])
