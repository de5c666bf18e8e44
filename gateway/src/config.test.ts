import { loadConfig } from "#mesh/config";
import { gatewayConfig } from "./config.ts";

test("the defaults are within their own bounds", () => {
  const { port, adminPort, host, limits } = loadConfig(gatewayConfig, {});
  expect([port, adminPort, host]).toEqual([8080, 8081, "127.0.0.1"]);
  expect(limits).toMatchObject({ messageBytes: 4 * 2 ** 20, headersTimeoutMs: 10_000, streams: 100 });
});
