import { loadConfig } from "#mesh/config";
import { startTelemetry, telemetryConfig } from "#mesh/telemetry";
import { reportExchanges } from "./report-exchanges.ts";

test("exchanges become a histogram by route and a line of the access log", async () => {
  const lines: string[] = [];
  const config = loadConfig(telemetryConfig, { MESH_LOG_LEVEL: "debug" });
  const destination = { write: (line: string) => void lines.push(line) };
  const telemetry = await startTelemetry({ service: "gateway", config, destination });
  const report = reportExchanges(telemetry.log, telemetry.meter);
  const exchange = {
    requestId: "r1",
    httpVersion: "2.0",
    route: "/v1/products/{product_id}",
    status: 200,
    seconds: 0.02,
  };
  report({ ...exchange, httpMethod: "GET" });
  report({ ...exchange, httpMethod: "MADE-UP" });
  const metrics = await telemetry.renderMetrics();
  await telemetry.close();
  expect(metrics).toMatch(/http_server_request_duration\w*_count\{.*http_request_method="GET".*\} 1/);
  expect(metrics).toMatch(/http_request_method="_OTHER"/);
  expect(metrics).toContain('http_route="/v1/products/{product_id}"');
  expect(metrics).not.toContain("MADE-UP");
  expect(lines.map((line) => JSON.parse(line))).toContainEqual(
    expect.objectContaining({ request: "r1", route: exchange.route, status: 200 }),
  );
});
