import { startTelemetry } from "#mesh/telemetry";
import type { Bus } from "./bus.ts";
import { observeLag } from "./observe-lag.ts";

const config = { logLevel: "warn", otlpEndpoint: undefined, traceRatio: 0, flushTimeoutMs: 100 } as const;

test("metrics tell how far each consumer is behind, until that is ended; a bus that is away breaks no other metric", async () => {
  const lines: string[] = [];
  const telemetry = await startTelemetry({ service: "t", config, destination: { write: (line) => lines.push(line) } });
  let lag: Bus["lag"] = async () => [{ consumer: "search.products", waiting: 7, retrying: 2, dead: 1 }];
  const end = observeLag(telemetry.meter, { lag: () => lag() } as Bus);
  const metrics = await telemetry.renderMetrics();
  for (const [name, value] of Object.entries({ waiting: 7, retrying: 2, dead: 1 })) {
    expect(metrics).toMatch(
      new RegExp(`^events_consumer_${name}\\{.*events_consumer="search.products".*\\} ${value}`, "m"),
    );
  }
  lag = () => Promise.reject(new Error("the bus is away"));
  expect(await telemetry.renderMetrics()).toContain("process_uptime");
  expect(lines.join("")).toContain("the bus is away");
  end();
  lag = () => Promise.reject(new Error("asked after the end"));
  await telemetry.renderMetrics();
  expect(lines.join("")).not.toContain("asked after the end");
  await telemetry.close();
});
