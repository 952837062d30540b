-- Reads the log of a room and its position, of one moment; a log that does not exist begins.
-- KEYS: log, its head. ARGV: size, age in ms, epoch of a new log, server's run id, direction, from epoch, from offset,
-- limit. Returns epoch, offset, then an id and data for each entry.
local head = redis.call('HMGET', KEYS[2], 'epoch', 'run', 'offset')
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local age = tonumber(ARGV[2])
local epoch = head[1]
local offset = 0
if epoch and head[2] == ARGV[4] then
    offset = tonumber(head[3])
else
    epoch = ARGV[3]
    redis.call('HSET', KEYS[2], 'epoch', epoch, 'offset', 0, 'run', ARGV[4], 'trimmed', now)
    redis.call('DEL', KEYS[1])
end
redis.call('PEXPIRE', KEYS[1], age)
redis.call('PEXPIRE', KEYS[2], age)
local result = {epoch, string.format('%.0f', offset)}
local limit = tonumber(ARGV[8])
local known = ARGV[6] == ''
if limit == 0 or offset == 0 or not (known or ARGV[6] == epoch) then
    return result
end
local first = math.max(offset - ARGV[1] + 1, 1)
-- The entries are ordered by time, so those that are too old are the first ones.
local function add(entries)
    for _, entry in ipairs(entries) do
        local dash = string.find(entry[1], '-', 1, true)
        if tonumber(string.sub(entry[1], dash + 1)) > now - age then
            result[#result + 1] = string.sub(entry[1], 1, dash - 1)
            result[#result + 1] = entry[2][2]
        end
    end
end
if ARGV[5] == 'FORWARDS' then
    local from = math.max(tonumber(ARGV[7]) + 1, first)
    local missing = limit
    while missing > 0 do
        local entries = redis.call('XRANGE', KEYS[1], string.format('%.0f', from), '+', 'COUNT', missing)
        if #entries == 0 then
            break
        end
        add(entries)
        local last = entries[#entries][1]
        from = string.sub(last, 1, string.find(last, '-', 1, true) - 1) + 1
        missing = limit - (#result - 2) / 2
    end
elseif known or tonumber(ARGV[7]) > first then
    local to = '+'
    if not known then
        to = '(' .. ARGV[7] .. '-0'
    end
    add(redis.call('XREVRANGE', KEYS[1], to, string.format('%.0f', first), 'COUNT', limit))
end
return result
