import { ROOT_CONTEXT, type Span, type SpanKind, type Tracer, trace } from "@opentelemetry/api";
import { ATTR_RPC_METHOD, ATTR_RPC_SYSTEM_NAME, RPC_SYSTEM_NAME_VALUE_GRPC } from "@opentelemetry/semantic-conventions";
import { parseTraceparent } from "./traceparent.ts";

/** Starts the span of a call below the span its `traceparent` names; undefined if the caller decided against tracing. */
export function startRpcSpan(
  tracer: Tracer,
  kind: SpanKind,
  path: string,
  traceparent: string | undefined,
): Span | undefined {
  const parent = traceparent === undefined ? undefined : parseTraceparent(traceparent);
  if (parent !== undefined && parent.traceFlags === 0) return undefined;
  const method = path === "" ? "_OTHER" : path.slice(1);
  const attributes = { [ATTR_RPC_SYSTEM_NAME]: RPC_SYSTEM_NAME_VALUE_GRPC, [ATTR_RPC_METHOD]: method };
  const context = parent === undefined ? ROOT_CONTEXT : trace.setSpanContext(ROOT_CONTEXT, parent);
  return tracer.startSpan(method, { kind, attributes }, context);
}
