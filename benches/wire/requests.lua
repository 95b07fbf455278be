-- Has wrk send the requests of a file in turn, and say what came of it as one line of JSON.
-- The file is the number of requests, then each as its length and its bytes.

local requests, turn = {}, 0

function init(arguments)
    local file = assert(io.open(arguments[1], "rb"))
    for _ = 1, file:read("*n") do
        local length = file:read("*n")
        file:read(1)
        requests[#requests + 1] = file:read(length)
    end
    file:close()
end

function request()
    turn = turn % #requests + 1
    return requests[turn]
end

function done(summary, latency)
    local errors = summary.errors
    io.write(string.format(
        '{"requests":%d,"microseconds":%d,"p50":%d,"p99":%d,"failures":%d}\n',
        summary.requests, summary.duration, latency:percentile(50), latency:percentile(99),
        errors.connect + errors.read + errors.write + errors.status + errors.timeout))
end
