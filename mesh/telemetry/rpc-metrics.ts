import { type Attributes, type HrTime, ValueType } from "@opentelemetry/api";
import type { Resource } from "@opentelemetry/resources";
import {
  AggregationTemporality,
  type CollectionResult,
  type DataPoint,
  DataPointType,
  type GaugeMetricData,
  type Histogram,
  type HistogramMetricData,
  type MetricProducer,
  type SumMetricData,
} from "@opentelemetry/sdk-metrics";
import {
  ATTR_RPC_METHOD,
  ATTR_RPC_STATUS_CODE,
  ATTR_RPC_SYSTEM_NAME,
  METRIC_RPC_CLIENT_CALL_DURATION,
  METRIC_RPC_SERVER_CALL_DURATION,
  RPC_SYSTEM_NAME_VALUE_GRPC,
} from "@opentelemetry/semantic-conventions";
import { Code } from "#gen/es/google/rpc/code_pb.js";
import { boundaries, CallStatistics, type Durations, type MethodStatistics } from "./call-statistics.ts";

/** Rate, errors and durations of the calls this process serves and makes, in the shape metric readers collect. */
export class RpcMetrics implements MetricProducer {
  readonly serving = new CallStatistics();
  readonly calling = new CallStatistics();
  /** Whether calls to a service are let through, by its name. */
  readonly breakers = new Map<string, "closed" | "open" | "half-open">();
  readonly #resource: Resource;
  readonly #startTime: HrTime = now();

  constructor(resource: Resource) {
    this.#resource = resource;
  }

  async collect(): Promise<CollectionResult> {
    const metrics = [
      this.#durations(METRIC_RPC_SERVER_CALL_DURATION, "duration of calls served", this.serving),
      this.#active("rpc.server.active_calls", "calls being served", this.serving),
      this.#durations(METRIC_RPC_CLIENT_CALL_DURATION, "duration of calls made", this.calling),
      this.#active("rpc.client.active_calls", "calls waiting for their answer", this.calling),
      this.#brokenBreakers(),
    ].filter(({ dataPoints }) => dataPoints.length > 0);
    const scopeMetrics = [{ scope: { name: "ultramarket.rpc" }, metrics }];
    return { resourceMetrics: { resource: this.#resource, scopeMetrics }, errors: [] };
  }

  #durations(name: string, description: string, statistics: CallStatistics): HistogramMetricData {
    const dataPoints = [...statistics.all()].flatMap((method) =>
      method.byCode.flatMap((durations, code) =>
        durations === undefined ? [] : this.#point(attributesOf(method, code), histogramOf(durations)),
      ),
    );
    return {
      descriptor: { name, description, unit: "s", valueType: ValueType.DOUBLE },
      aggregationTemporality: AggregationTemporality.CUMULATIVE,
      dataPointType: DataPointType.HISTOGRAM,
      dataPoints,
    };
  }

  #active(name: string, description: string, statistics: CallStatistics): SumMetricData {
    return {
      descriptor: { name, description, unit: "{call}", valueType: ValueType.INT },
      aggregationTemporality: AggregationTemporality.CUMULATIVE,
      dataPointType: DataPointType.SUM,
      isMonotonic: false,
      dataPoints: [...statistics.all()].map((method) => this.#point(attributesOf(method), method.active)),
    };
  }

  #brokenBreakers(): GaugeMetricData {
    const description = "1 if calls to the service are stopped or only tried, else 0";
    return {
      descriptor: { name: "rpc.client.breaker_open", description, unit: "1", valueType: ValueType.INT },
      aggregationTemporality: AggregationTemporality.CUMULATIVE,
      dataPointType: DataPointType.GAUGE,
      dataPoints: [...this.breakers].map(([service, state]) =>
        this.#point({ "service.peer.name": service }, state === "closed" ? 0 : 1),
      ),
    };
  }

  #point<T>(attributes: Attributes, value: T): DataPoint<T> {
    return { startTime: this.#startTime, endTime: now(), attributes, value };
  }
}

function attributesOf({ method }: MethodStatistics, code?: number): Attributes {
  return {
    [ATTR_RPC_SYSTEM_NAME]: RPC_SYSTEM_NAME_VALUE_GRPC,
    [ATTR_RPC_METHOD]: method,
    ...(code === undefined ? {} : { [ATTR_RPC_STATUS_CODE]: Code[code] ?? String(code) }),
  };
}

function histogramOf({ buckets, count, sumSeconds }: Durations): Histogram {
  return { buckets: { boundaries: [...boundaries], counts: [...buckets] }, count, sum: sumSeconds };
}

function now(): HrTime {
  const ms = Date.now();
  return [Math.floor(ms / 1000), (ms % 1000) * 1e6];
}
