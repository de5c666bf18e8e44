import type { Meter } from "@opentelemetry/api";
import { PrometheusExporter, PrometheusSerializer } from "@opentelemetry/exporter-prometheus";
import type { Resource } from "@opentelemetry/resources";
import { MeterProvider } from "@opentelemetry/sdk-metrics";

/** The metrics of this program. */
export interface Metrics {
  readonly meter: Meter;
  readonly provider: MeterProvider;
  /** All metrics in the text format of Prometheus. */
  render(): Promise<string>;
  close(): Promise<void>;
}

/** Collects metrics; they are read by `render` alone, nothing listens. */
export function startMetrics(resource: Resource): Metrics {
  const reader = new PrometheusExporter({ preventServerStart: true });
  const serializer = new PrometheusSerializer(undefined, false, undefined, false, true);
  const provider = new MeterProvider({ resource, readers: [reader] });
  return {
    meter: provider.getMeter("ultramarket"),
    provider,
    render: async () => `${serializer.serialize((await reader.collect()).resourceMetrics)}`,
    close: () => provider.shutdown(),
  };
}
