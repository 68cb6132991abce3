-- What wrk sends, and how it tells what it found. Arguments of a write: method, body, a file of session ids, seed.

local sessions, hex, next_session = {}, "0123456789abcdef", 0

local function fresh_id()
   return (("xxxxxxxx-xxxx-4xxx-8xxx-xxxxxxxxxxxx"):gsub("x", function()
      local digit = math.random(16)
      return hex:sub(digit, digit)
   end))
end

function init(args)
   if not args[1] then return end
   local method, body, path = args[1], args[2], wrk.path
   for line in io.lines(args[3]) do sessions[#sessions + 1] = line end
   math.randomseed(tonumber(args[4]))
   next_session = math.random(#sessions)
   wrk.headers["Content-Type"] = "application/json"
   function request()
      next_session = next_session % #sessions + 1
      local filled = body:gsub("{session}", sessions[next_session])
      return wrk.format(method, (path:gsub("{fresh}", fresh_id())), nil, filled)
   end
end

function done(summary, latency, requests)
   local errors = summary.errors
   io.write(string.format(
      '\nJSON {"requests": %d, "seconds": %.6f, "p50_ms": %.3f, "p95_ms": %.3f, "refused": %d, "broken": %d}\n',
      summary.requests, summary.duration / 1e6, latency:percentile(50) / 1e3, latency:percentile(95) / 1e3,
      errors.status, errors.connect + errors.read + errors.write + errors.timeout))
end
