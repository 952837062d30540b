-- Changes the presence of a room, and tells about it. All of it in one script, since each use first removes what is due.
-- KEYS: members, their ends, connections per user. ARGV: what to do, then what it needs.
-- A member's value begins with the length of its user's id in 4 bytes, then the id; a length of 0 means no user.
local members, ends, users = KEYS[1], KEYS[2], KEYS[3]
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)

local function user(value)
    local length = struct.unpack('>I4', value)
    return string.sub(value, 5, 4 + length)
end

local function remove(id)
    local value = redis.call('HGET', members, id)
    if value then
        redis.call('HDEL', members, id)
        local of = user(value)
        if of ~= '' and redis.call('HINCRBY', users, of, -1) <= 0 then
            redis.call('HDEL', users, of)
        end
    end
    redis.call('ZREM', ends, id)
end

for _, id in ipairs(redis.call('ZRANGEBYSCORE', ends, '-inf', now)) do
    remove(id)
end

if ARGV[1] == 'present' then
    local ttl = tonumber(ARGV[2])
    for at = 3, #ARGV, 2 do
        local id, value = ARGV[at], ARGV[at + 1]
        local before = redis.call('HGET', members, id)
        if before ~= value then
            if before then
                remove(id)
            end
            redis.call('HSET', members, id, value)
            local of = user(value)
            if of ~= '' then
                redis.call('HINCRBY', users, of, 1)
            end
        end
        redis.call('ZADD', ends, now + ttl, id)
    end
    for _, key in ipairs(KEYS) do
        if redis.call('PTTL', key) < ttl then
            redis.call('PEXPIRE', key, ttl)
        end
    end
elseif ARGV[1] == 'absent' then
    remove(ARGV[2])
elseif ARGV[1] == 'count' then
    return {redis.call('HLEN', members), redis.call('HLEN', users)}
elseif ARGV[1] == 'list' then
    return redis.call('HGETALL', members)
end
return {}
