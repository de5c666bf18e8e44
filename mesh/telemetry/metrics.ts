import type { Meter } from "@opentelemetry/api";
import { PrometheusExporter, PrometheusSerializer } from "@opentelemetry/exporter-prometheus";
import type { Resource } from "@opentelemetry/resources";
import { MeterProvider } from "@opentelemetry/sdk-metrics";
import type { Logger } from "#mesh/kernel";
import { RpcMetrics } from "./rpc-metrics.ts";

/** The metrics of this program. */
export interface Metrics {
  readonly meter: Meter;
  readonly provider: MeterProvider;
  readonly rpc: RpcMetrics;
  /** All metrics in the text format of Prometheus. */
  render(): Promise<string>;
  close(): Promise<void>;
}

/** Collects metrics; they are read by `render` alone, nothing listens. */
export function startMetrics(resource: Resource, log: Logger): Metrics {
  const rpc = new RpcMetrics(resource);
  const reader = new PrometheusExporter({ preventServerStart: true, metricProducers: [rpc] });
  const serializer = new PrometheusSerializer(undefined, false, undefined, false, true);
  const provider = new MeterProvider({ resource, readers: [reader] });
  return {
    meter: provider.getMeter("ultramarket"),
    provider,
    rpc,
    render: async () => {
      const { resourceMetrics, errors } = await reader.collect();
      if (errors.length > 0) log.warn("some metrics could not be read", { errors });
      return serializer.serialize(resourceMetrics);
    },
    close: () => provider.shutdown(),
  };
}
