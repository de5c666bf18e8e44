import { loadConfig } from "#mesh/config";
import { parseRate } from "./rate.ts";
import { rate } from "./rate-setting.ts";

const config = { rate: rate("GATEWAY_RATE_READ", "600/1m", "reads") };

test.each([
  ["600/1m", { calls: 600, windowSeconds: 60 }],
  ["1/10s", { calls: 1, windowSeconds: 10 }],
  ["5/24h", { calls: 5, windowSeconds: 86_400 }],
  ["none", undefined],
])("%s is a rate", (spelled, expected) => {
  expect(parseRate(loadConfig(config, { GATEWAY_RATE_READ: spelled }).rate)).toEqual(expected);
});

test.each(["0/1m", "600", "600/m", "600/1d", "600/25h", "-1/1m", "1.5/1m", "600/0s"])("%s is none", (spelled) => {
  expect(() => loadConfig(config, { GATEWAY_RATE_READ: spelled })).toThrow(/"600\/1m"/);
});
