-- Announces, withdraws and lists nodes. KEYS: nodes, their ends. ARGV: what to do, then what it needs.
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local due = redis.call('ZRANGEBYSCORE', KEYS[2], '-inf', now)
for _, id in ipairs(due) do
    redis.call('HDEL', KEYS[1], id)
    redis.call('ZREM', KEYS[2], id)
end
if ARGV[1] == 'announce' then
    -- A script that has changed something may go on without memory. A node that lives is listed, or questions to all
    -- nodes would leave it out.
    redis.call('HDEL', KEYS[1], ARGV[2])
    redis.call('HSET', KEYS[1], ARGV[2], ARGV[4])
    redis.call('ZADD', KEYS[2], now + ARGV[3], ARGV[2])
    for _, key in ipairs(KEYS) do
        if redis.call('PTTL', key) < tonumber(ARGV[3]) then
            redis.call('PEXPIRE', key, ARGV[3])
        end
    end
elseif ARGV[1] == 'withdraw' then
    redis.call('HDEL', KEYS[1], ARGV[2])
    redis.call('ZREM', KEYS[2], ARGV[2])
elseif ARGV[1] == 'list' then
    return redis.call('HGETALL', KEYS[1])
end
return {}
