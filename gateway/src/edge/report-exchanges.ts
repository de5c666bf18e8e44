import type { Meter } from "@opentelemetry/api";
import type { Logger } from "#mesh/kernel";
import type { ExchangeObserver } from "./exchange.ts";

const methods = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]);
/** Seconds, as OpenTelemetry's HTTP conventions advise. */
const boundaries = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** Counts every exchange in `http.server.request.duration` and writes an access log at debug level. */
export function reportExchanges(log: Logger, meter: Meter): ExchangeObserver {
  const duration = meter.createHistogram("http.server.request.duration", {
    unit: "s",
    description: "Duration of HTTP requests at the edge",
    advice: { explicitBucketBoundaries: boundaries },
  });
  return (exchange) => {
    const { httpMethod, httpVersion, route, status, seconds, requestId } = exchange;
    duration.record(seconds, {
      "http.request.method": methods.has(httpMethod) ? httpMethod : "_OTHER",
      "http.route": route,
      "http.response.status_code": status,
      "network.protocol.version": httpVersion,
    });
    log.debug("request answered", { request: requestId, method: httpMethod, route, status, seconds });
  };
}
