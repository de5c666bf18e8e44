import { performance } from "node:perf_hooks";
import { type Span, SpanKind, SpanStatusCode } from "@opentelemetry/api";
import { ATTR_ERROR_TYPE, ATTR_RPC_STATUS_CODE } from "@opentelemetry/semantic-conventions";
import { Code } from "#gen/es/google/rpc/code_pb.js";
import { type Call, currentCall, type Logger, runInCall } from "#mesh/kernel";
import { type CallStatistics, type MethodStatistics, recordDuration } from "./call-statistics.ts";
import type { RpcMetrics } from "./rpc-metrics.ts";
import { startRpcSpan } from "./rpc-span.ts";
import { formatTraceparent } from "./traceparent.ts";
import type { Traces } from "./traces.ts";

/** How a call ended. */
export interface RpcOutcome {
  /** google.rpc.Code; 0 is OK. */
  readonly code: number;
  /** The reason of the refusal; "" on success. */
  readonly reason: string;
  readonly error?: unknown;
  /** Set for an unexpected failure, which the caller knows by this id alone. */
  readonly logId?: string | undefined;
  readonly call?: Call | undefined;
}

/** One call under observation. */
export interface RpcObservation {
  /** Names the span of this call to the calls it makes; undefined if it is not traced here. */
  readonly traceparent?: string | undefined;
  /** To be called once, when the call has ended. */
  end(outcome: RpcOutcome): void;
}

/** What travels with a call and says which trace it belongs to. */
export interface TraceCarrier {
  readonly traceparent?: string | undefined;
}

/** Watches calls for the rpc server and client; the shape `mesh/rpc` asks for. */
export interface RpcObserver {
  /** A call to "/package.Service/Method" arrived; "" stands for a method that does not exist. */
  serving(path: string, incoming: TraceCarrier): RpcObservation;
  /** A call to another service starts. */
  calling(service: string, path: string, options: TraceCarrier): RpcObservation;
  /** Calls to the service stop, are tried, or flow again. */
  breakerChanged(service: string, state: "closed" | "open" | "half-open"): void;
}

/** Codes that mean the server failed, not the caller (OpenTelemetry's conventions for gRPC spans). */
const serverFaults: ReadonlySet<number> = new Set([
  Code.UNKNOWN,
  Code.DEADLINE_EXCEEDED,
  Code.UNIMPLEMENTED,
  Code.INTERNAL,
  Code.UNAVAILABLE,
  Code.DATA_LOSS,
]);

export function createRpcObserver(metrics: RpcMetrics, traces: Traces, log: Logger): RpcObserver {
  const observe = (statistics: CallStatistics, kind: SpanKind, path: string, parent: string | undefined) => {
    const span = traces.enabled ? startRpcSpan(traces.tracer, kind, path, parent) : undefined;
    return new Observation(statistics.of(path), kind, span, log);
  };
  return {
    serving: (path, { traceparent }) => observe(metrics.serving, SpanKind.SERVER, path, traceparent),
    calling: (_service, path, { traceparent }) =>
      observe(metrics.calling, SpanKind.CLIENT, path, traceparent ?? currentCall()?.traceparent),
    breakerChanged(service, state) {
      metrics.breakers.set(service, state);
      log.warn("breaker changed", { peer: service, state });
    },
  };
}

class Observation implements RpcObservation {
  readonly traceparent: string | undefined;
  readonly #started = performance.now();
  readonly #statistics: MethodStatistics;
  readonly #kind: SpanKind;
  readonly #span: Span | undefined;
  readonly #log: Logger;

  constructor(statistics: MethodStatistics, kind: SpanKind, span: Span | undefined, log: Logger) {
    statistics.active += 1;
    this.#statistics = statistics;
    this.#kind = kind;
    this.#span = span;
    this.#log = log;
    this.traceparent = span === undefined ? undefined : formatTraceparent(span.spanContext());
  }

  end(outcome: RpcOutcome): void {
    this.#statistics.active -= 1;
    recordDuration(this.#statistics, outcome.code, (performance.now() - this.#started) / 1000);
    if (this.#span !== undefined) endSpan(this.#span, this.#kind, outcome);
    if (outcome.code !== Code.OK && this.#kind === SpanKind.SERVER) this.#report(outcome);
  }

  #report({ call, reason, error, logId }: RpcOutcome): void {
    const { method } = this.#statistics;
    const report = () =>
      logId === undefined
        ? this.#log.debug("call refused", { method, reason, error })
        : this.#log.error("call failed unexpectedly", { method, log_id: logId, error });
    if (call === undefined) report();
    else runInCall(call, report);
  }
}

function endSpan(span: Span, kind: SpanKind, { code, reason }: RpcOutcome): void {
  if (span.isRecording()) {
    span.setAttribute(ATTR_RPC_STATUS_CODE, Code[code] ?? String(code));
    if (code !== Code.OK) {
      span.setAttribute(ATTR_ERROR_TYPE, reason === "" ? (Code[code] ?? "_OTHER") : reason);
      if (kind === SpanKind.CLIENT || serverFaults.has(code)) span.setStatus({ code: SpanStatusCode.ERROR });
    }
  }
  span.end();
}
