import type { BatchObservableCallback, Meter } from "@opentelemetry/api";
import type { Bus } from "./bus.ts";

/**
 * Reports how far each consumer of the bus is behind, whenever metrics are collected; every process with a bus reports
 * all of them, so that one whose own processes are gone is seen too. The answer ends it.
 */
export function observeLag(meter: Meter, bus: Bus): () => void {
  const gauge = (name: string, description: string) =>
    meter.createObservableGauge(`events.consumer.${name}`, { unit: "{event}", description });
  const waiting = gauge("waiting", "events a consumer has not handled yet, at most about 10,000");
  const retrying = gauge("retrying", "failed events that will be tried again");
  const dead = gauge("dead", "events put aside for an operator");
  const gauges = [waiting, retrying, dead];
  const report: BatchObservableCallback = async (result) => {
    for (const lag of await bus.lag()) {
      const attributes = { "events.consumer": lag.consumer };
      result.observe(waiting, lag.waiting, attributes);
      result.observe(retrying, lag.retrying, attributes);
      result.observe(dead, lag.dead, attributes);
    }
  };
  meter.addBatchObservableCallback(report, gauges);
  return () => meter.removeBatchObservableCallback(report, gauges);
}
