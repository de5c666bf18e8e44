import { ProxyTracerProvider } from "@opentelemetry/api";
import type { Traces, TracesOptions } from "./exported-traces.ts";

export type { Traces } from "./exported-traces.ts";

/** Traces that go to the collector; none without one, whose code is not even loaded then. */
export async function startTraces(options: TracesOptions): Promise<Traces> {
  const { endpoint } = options;
  if (endpoint !== undefined) return (await import("./exported-traces.ts")).exportTraces(endpoint, options);
  const tracer = new ProxyTracerProvider().getTracer("ultramarket");
  return { tracer, enabled: false, close: async () => undefined };
}
