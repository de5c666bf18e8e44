import { limits, testGateway } from "./test-gateway.ts";

const json = { "content-type": "application/json" };

/** Errors that no service has thrown: what the edge itself finds wrong with a request. */
test.each<[status: number, reason: string, path: string, request: RequestInit]>([
  [404, "RESOURCE_NOT_FOUND", "/v1/nothing", {}],
  [405, "METHOD_UNKNOWN", "/v1/echo/a", { method: "DELETE" }],
  [400, "INVALID_REQUEST", "/v1/echo/a?nothing=1", {}],
  [400, "INVALID_REQUEST", "/v1/echo", { method: "POST", headers: json, body: "{" }],
  [415, "INVALID_REQUEST", "/v1/echo", { method: "POST", body: "a" }],
  [406, "INVALID_REQUEST", "/v1/echo/a:repeat", { headers: { accept: "image/png" } }],
  [413, "MESSAGE_TOO_LARGE", "/v1/echo", { method: "POST", headers: json, body: " ".repeat(limits.readBytes + 1) }],
  [504, "DEADLINE_PASSED", "/v1/echo/a", { headers: { "request-timeout": "0.05" } }],
])("%i by REST names the reason %s, as by every other protocol: %s", async (status, reason, path, request) => {
  await using gateway = await testGateway({ echo: () => new Promise(() => {}) });
  const response = await fetch(gateway.url + path, request);
  const { details } = (await response.json()) as { details: Record<string, unknown>[] };
  expect([response.status, details[0]]).toMatchObject([status, { reason, domain: "ultramarket" }]);
});
