-- Appends to the log of a room and publishes, in one step.
-- KEYS: log, its head. ARGV: channel, publishing command, data, size, age in ms, epoch of a new log, server's run id.
-- The id of an entry is <offset>-<time in ms>, so that ranges of offsets are ranges of ids.
local head = redis.call('HMGET', KEYS[2], 'epoch', 'run', 'trimmed')
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local age = tonumber(ARGV[5])
local epoch = head[1]
local offset = 1
if epoch and head[2] == ARGV[7] then
    offset = redis.call('HINCRBY', KEYS[2], 'offset', 1)
else
    -- A log that another server process has kept may lack what that one had accepted last.
    epoch = ARGV[6]
    redis.call('HSET', KEYS[2], 'epoch', epoch, 'offset', 1, 'run', ARGV[7], 'trimmed', now)
    redis.call('DEL', KEYS[1])
    head[3] = now
end
local id = string.format('%.0f', offset)
redis.call('XADD', KEYS[1], 'MAXLEN', '~', ARGV[4], id .. '-' .. string.format('%.0f', now), 'd', ARGV[3])
if now - head[3] > age / 8 then
    redis.call('HSET', KEYS[2], 'trimmed', now)
    local expired
    repeat
        expired = 0
        local entries = redis.call('XRANGE', KEYS[1], '-', '+', 'COUNT', 100)
        local first
        for _, entry in ipairs(entries) do
            local dash = string.find(entry[1], '-', 1, true)
            if tonumber(string.sub(entry[1], dash + 1)) > now - age then
                break
            end
            expired = expired + 1
            first = string.sub(entry[1], 1, dash - 1)
        end
        if first then
            redis.call('XTRIM', KEYS[1], 'MINID', string.format('%.0f', first + 1))
        end
    until expired < 100
end
redis.call('PEXPIRE', KEYS[1], age)
redis.call('PEXPIRE', KEYS[2], age)
redis.call(ARGV[2], ARGV[1], 'A' .. string.char(#epoch) .. epoch .. struct.pack('>I8', offset) .. ARGV[3])
return epoch .. ':' .. id
