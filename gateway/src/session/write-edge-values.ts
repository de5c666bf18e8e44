import type { Method } from "#mesh/rpc";
import type { Invoke } from "../edge/invoke.ts";
import { edgeValuesOf, type WriteValues } from "./edge-values.ts";

/** The same calls; requests that ask for it say what the edge knows of who sends them. Throws as `edgeValuesOf`. */
export function writeEdgeValues(invoke: Invoke, methods: readonly Method[]): Invoke {
  const writers = new Map<Method, WriteValues>();
  for (const method of methods) {
    const write = edgeValuesOf(method);
    if (write !== undefined) writers.set(method, write);
  }
  return {
    stream: invoke.stream,
    unary(method, request, call) {
      const write = writers.get(method);
      return invoke.unary(method, write === undefined ? request : write(request, call.visitor), call);
    },
  };
}
