import { monitorEventLoopDelay, performance } from "node:perf_hooks";
import type { Meter } from "@opentelemetry/api";
import {
  METRIC_NODEJS_EVENTLOOP_DELAY_MAX,
  METRIC_NODEJS_EVENTLOOP_DELAY_MEAN,
  METRIC_NODEJS_EVENTLOOP_DELAY_P50,
  METRIC_NODEJS_EVENTLOOP_DELAY_P99,
  METRIC_NODEJS_EVENTLOOP_UTILIZATION,
  METRIC_PROCESS_CPU_TIME,
  METRIC_PROCESS_MEMORY_USAGE,
  METRIC_PROCESS_UPTIME,
  METRIC_V8JS_MEMORY_HEAP_USED,
} from "@opentelemetry/semantic-conventions/incubating";

/** CPU, memory and event loop of this process, read when metrics are collected. Answers the function that stops it. */
export function observeProcess(meter: Meter): () => void {
  const started = performance.now();
  meter
    .createObservableCounter(METRIC_PROCESS_CPU_TIME, { unit: "s", description: "CPU time used" })
    .addCallback((result) => {
      const { user, system } = process.cpuUsage();
      result.observe(user / 1e6, { "cpu.mode": "user" });
      result.observe(system / 1e6, { "cpu.mode": "system" });
    });
  gauge(meter, METRIC_PROCESS_MEMORY_USAGE, "By", "resident memory", () => process.memoryUsage.rss());
  gauge(meter, METRIC_V8JS_MEMORY_HEAP_USED, "By", "heap in use", () => process.memoryUsage().heapUsed);
  gauge(meter, METRIC_PROCESS_UPTIME, "s", "time since start", () => (performance.now() - started) / 1000);
  return observeEventLoop(meter);
}

function observeEventLoop(meter: Meter): () => void {
  const delay = monitorEventLoopDelay({ resolution: 20 });
  delay.enable();
  const seconds = (nanoseconds: number) => (Number.isFinite(nanoseconds) ? nanoseconds / 1e9 : 0);
  gauge(meter, METRIC_NODEJS_EVENTLOOP_DELAY_MEAN, "s", "mean delay of the event loop", () => seconds(delay.mean));
  gauge(meter, METRIC_NODEJS_EVENTLOOP_DELAY_P50, "s", "median delay", () => seconds(delay.percentile(50)));
  gauge(meter, METRIC_NODEJS_EVENTLOOP_DELAY_P99, "s", "99th percentile", () => seconds(delay.percentile(99)));
  gauge(meter, METRIC_NODEJS_EVENTLOOP_DELAY_MAX, "s", "longest delay since the last reading", () => {
    const longest = seconds(delay.max);
    delay.reset();
    return longest;
  });
  let last = performance.eventLoopUtilization();
  gauge(meter, METRIC_NODEJS_EVENTLOOP_UTILIZATION, "1", "busy share since the last reading", () => {
    const now = performance.eventLoopUtilization();
    const { utilization } = performance.eventLoopUtilization(now, last);
    last = now;
    return utilization;
  });
  return () => delay.disable();
}

function gauge(meter: Meter, name: string, unit: string, description: string, read: () => number): void {
  meter.createObservableGauge(name, { unit, description }).addCallback((result) => result.observe(read()));
}
