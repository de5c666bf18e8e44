import { spawn } from "node:child_process";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { type Call, runInCall } from "#mesh/kernel";
import type { RpcObserver } from "#mesh/rpc";
import { eventually } from "#mesh/testing";
import { startTelemetry, type TelemetryConfig } from "./mod.ts";

const path = "/ultramarket.testing.v1.EchoService/Echo";
const sampled = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
const unsampled = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00";
const incoming = { workload: "gateway" };
const ok = { code: 0, reason: "" };

async function start(config: Partial<TelemetryConfig> = {}) {
  const lines: string[] = [];
  const defaults = { logLevel: "info", otlpEndpoint: undefined, traceRatio: 1, flushTimeoutMs: 300 } as const;
  const telemetry = await startTelemetry({
    service: "product",
    config: { ...defaults, ...config },
    destination: { write: (line) => void lines.push(line) },
  });
  const observer: RpcObserver = telemetry.rpcObserver();
  return { telemetry, observer, lines };
}

async function collector(answer: RequestListener) {
  const bodies: Buffer[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk) => chunks.push(chunk));
    request.on("end", () => {
      bodies.push(Buffer.concat(chunks));
      answer(request, response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const close = async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  return { endpoint: `http://127.0.0.1:${port}/`, bodies, close };
}

test("calls are counted by method and code, under the names of OpenTelemetry", async () => {
  const { telemetry, observer } = await start();
  const first = observer.serving(path, incoming);
  observer.serving(path, incoming).end(ok);
  observer.serving(path, incoming).end({ code: 5, reason: "RESOURCE_NOT_FOUND" });
  observer.serving("", incoming).end({ code: 12, reason: "METHOD_UNKNOWN" });
  observer.calling("product", path, {}).end({ code: 99, reason: "" });
  const text = await telemetry.renderMetrics();
  const method = 'rpc_system_name="grpc",rpc_method="ultramarket.testing.v1.EchoService/Echo"';
  expect(text).toContain(`rpc_server_call_duration_count{${method},rpc_status_code="OK"} 1\n`);
  expect(text).toContain(`rpc_server_call_duration_count{${method},rpc_status_code="NOT_FOUND"} 1\n`);
  expect(text).toContain('rpc_method="_OTHER",rpc_status_code="UNIMPLEMENTED"} 1\n');
  expect(text).toContain(`rpc_client_call_duration_count{${method},rpc_status_code="99"} 1\n`);
  expect(text).toContain(`rpc_server_active_calls{${method}} 1\n`);
  first.end(ok);
  expect(await telemetry.renderMetrics()).toContain(`rpc_server_active_calls{${method}} 0\n`);
  await telemetry.close();
});

test("a duration falls into the bucket of its seconds", async () => {
  const { telemetry, observer } = await start();
  const slow = observer.serving(path, incoming);
  const begun = performance.now();
  await eventually(() => performance.now() - begun > 12);
  slow.end(ok);
  const text = await telemetry.renderMetrics();
  expect(text).toMatch(/rpc_server_call_duration_bucket\{.*le="0.01"\} 0\n/);
  expect(text).toMatch(/rpc_server_call_duration_bucket\{.*le="10"\} 1\n/);
  expect(text).toMatch(/rpc_server_call_duration_sum\{.*\} 0\.0\d/);
  await telemetry.close();
});

test("the process tells of its CPU, memory and event loop, and counts what services count", async () => {
  const { telemetry } = await start();
  telemetry.meter.createCounter("orders.placed").add(2);
  const text = await telemetry.renderMetrics();
  expect(text).toContain("orders_placed_total 2\n");
  expect(text).toMatch(/process_cpu_time_total\{cpu_mode="user"\} [\d.]+\n/);
  expect(Number(/^process_memory_usage (\d+)$/m.exec(text)?.[1])).toBeGreaterThan(1e6);
  for (const name of ["nodejs_eventloop_delay_p99", "nodejs_eventloop_utilization", "v8js_memory_heap_used"]) {
    expect(text).toMatch(new RegExp(`^${name} [\\d.e-]+$`, "m"));
  }
  await telemetry.close();
});

test("a metric that cannot be read is logged, and the others are still told", async () => {
  const { telemetry, lines } = await start();
  telemetry.meter.createObservableGauge("broken").addCallback(() => {
    throw new Error("no sensor");
  });
  expect(await telemetry.renderMetrics()).toContain("process_uptime");
  expect(lines.join("")).toContain("no sensor");
  await telemetry.close();
});

test("an unexpected failure is logged with its id under its request; a refusal only at level debug", async () => {
  const call = { requestId: "req-1", traceparent: "" } as Call;
  const { observer, lines, telemetry } = await start();
  const failure = { code: 13, reason: "INTERNAL_FAILURE", logId: "log-1", error: new Error("broken"), call };
  observer.serving(path, incoming).end(failure);
  observer.serving(path, incoming).end({ code: 5, reason: "RESOURCE_NOT_FOUND" });
  expect(lines.map((line) => JSON.parse(line))).toMatchObject([
    { level: "error", log_id: "log-1", request_id: "req-1", method: path.slice(1), error: { message: "broken" } },
  ]);
  await telemetry.close();
  const detailed = await start({ logLevel: "debug" });
  detailed.observer.serving(path, incoming).end({ code: 16, reason: "TOKEN_INVALID", error: new Error("expired") });
  expect(JSON.parse(detailed.lines[0] ?? "")).toMatchObject({ level: "debug", reason: "TOKEN_INVALID" });
  await detailed.telemetry.close();
});

test("a breaker that opens is logged and shown until it closes", async () => {
  const { observer, telemetry, lines } = await start();
  observer.breakerChanged?.("pricing", "open");
  expect(await telemetry.renderMetrics()).toContain('rpc_client_breaker_open{service_peer_name="pricing"} 1\n');
  observer.breakerChanged?.("pricing", "closed");
  expect(await telemetry.renderMetrics()).toContain('rpc_client_breaker_open{service_peer_name="pricing"} 0\n');
  expect(lines.map((line) => JSON.parse(line).state)).toEqual(["open", "closed"]);
  await telemetry.close();
});

test("without a collector no span is made and the caller's trace is carried on", async () => {
  const { observer, telemetry } = await start();
  expect(observer.serving(path, { ...incoming, traceparent: sampled }).traceparent).toBeUndefined();
  expect(telemetry.tracer.startSpan("x").isRecording()).toBe(false);
  await telemetry.close();
});

test("spans join the caller's trace and reach the collector", async () => {
  const { endpoint, bodies, close } = await collector((_request, response) => response.end());
  const { observer, telemetry } = await start({ otlpEndpoint: endpoint, flushTimeoutMs: 5000, traceRatio: 0 });
  const serving = observer.serving(path, { ...incoming, traceparent: sampled });
  expect(serving.traceparent).toMatch(/^00-0af7651916cd43dd8448eb211c80319c-(?!b7ad6b7169203331)[0-9a-f]{16}-01$/);
  const call = { traceparent: serving.traceparent } as Call;
  const calling = runInCall(call, () => observer.calling("product", path, {}));
  expect(calling.traceparent).toContain("-0af7651916cd43dd8448eb211c80319c-");
  calling.end({ code: 14, reason: "SERVICE_UNAVAILABLE" });
  serving.end({ code: 14, reason: "" });
  await telemetry.close();
  const sent = Buffer.concat(bodies);
  for (const text of [path.slice(1), "UNAVAILABLE", "SERVICE_UNAVAILABLE", "service.name"]) {
    expect(sent.includes(text)).toBe(true);
  }
  await close();
});

test("a full queue reaches a healthy collector when the program ends", async () => {
  const { endpoint, bodies, close } = await collector((_request, response) => response.end());
  const { observer, telemetry, lines } = await start({ otlpEndpoint: endpoint, flushTimeoutMs: 5000 });
  for (let index = 0; index < 2048; index++) observer.serving(path, incoming).end(ok);
  await telemetry.close();
  const spans = Buffer.concat(bodies).toString("latin1").split("rpc.status_code").length - 1;
  expect([spans, lines]).toEqual([2048, []]);
  await close();
});

test("a caller's decision against tracing is kept, and the ratio decides for those who have not decided", async () => {
  const { endpoint, bodies, close } = await collector((_request, response) => response.end());
  const never = await start({ otlpEndpoint: endpoint, traceRatio: 0 });
  const always = await start({ otlpEndpoint: endpoint, traceRatio: 1 });
  expect(always.observer.serving(path, { ...incoming, traceparent: unsampled }).traceparent).toBeUndefined();
  expect(always.observer.serving("", incoming).traceparent).toMatch(/-01$/);
  const undecided = never.observer.serving(path, { ...incoming, traceparent: "damaged" });
  expect(undecided.traceparent).toMatch(/-00$/);
  undecided.end(ok);
  await never.telemetry.close();
  expect(bodies).toHaveLength(0);
  await always.telemetry.close();
  await close();
});

test.each([
  ["refuses connections", undefined],
  ["answers with errors", ((_request, response) => response.writeHead(400).end()) satisfies RequestListener],
  ["never answers", (() => undefined) satisfies RequestListener],
])("a collector that %s neither stops a call nor the end of the program", async (_case, answer) => {
  const { endpoint, close } = await collector(answer ?? (() => undefined));
  if (answer === undefined) await close();
  const { observer, telemetry, lines } = await start({ otlpEndpoint: endpoint, flushTimeoutMs: 100 });
  for (let index = 0; index < 3000; index++) observer.serving(path, incoming).end(ok);
  const metrics = await telemetry.renderMetrics();
  expect(metrics).toMatch(/otel_sdk_processor_span_processed_total\{.*error_type="queue_full"\} \d+/);
  const begun = performance.now();
  await telemetry.close();
  expect(performance.now() - begun).toBeLessThan(2000);
  expect(lines.join("")).toMatch(/traces (were not delivered|cannot be delivered)/);
  if (answer !== undefined) await close();
});

test("without a destination entries go to standard output, unless the level is silent", async () => {
  const config = { logLevel: "silent", otlpEndpoint: undefined, traceRatio: 0, flushTimeoutMs: 100 } as const;
  const { log, close } = await startTelemetry({ service: "quiet", config });
  log.error("not shown");
  await close();
});

test("standard output gets every entry before the program ends, and losing it ends nothing", async () => {
  const script = `
    const { startTelemetry } = await import(${JSON.stringify(new URL("mod.ts", import.meta.url).href)});
    const config = { logLevel: "info", otlpEndpoint: undefined, traceRatio: 0, flushTimeoutMs: 3_000 };
    const { log, close } = await startTelemetry({ service: "child", config });
    for (let n = 0; n < 2000; n++) log.info("entry", { n });
    await new Promise((resolve) => setImmediate(resolve));
    await close();
    process.exit(7);`;
  const run = (onOutput: (child: ReturnType<typeof spawn>) => void) =>
    new Promise((resolve) => {
      const child = spawn(process.execPath, ["--input-type=module", "-e", script], {
        stdio: ["ignore", "pipe", "ignore"],
      });
      onOutput(child);
      child.on("exit", resolve);
    });
  let output = "";
  const listening = run((child) => child.stdout?.on("data", (bytes) => (output += bytes)));
  const deaf = run((child) => child.stdout?.destroy());
  expect(await Promise.all([listening, deaf])).toEqual([7, 7]);
  await eventually(() => output.split("\n").length === 2001);
}, 20_000);
