import type { CallOptions, Channel } from "./channel.ts";
import type { RpcCore } from "./core.ts";
import type { Incoming } from "./incoming.ts";
import { decodeStatus, encodeStatus, RpcError } from "./status.ts";

/** A way to a server in this process, for the program of this name. Only bytes cross it, as over a network. */
export function inProcessChannel(core: RpcCore, workload: string): Channel {
  return {
    async unary(path, request, options) {
      try {
        return await core.unary(path, request, incomingOf(workload, options));
      } catch (error) {
        throw carried(error);
      }
    },
    async *stream(path, requests, options) {
      try {
        yield* core.stream(path, requests, incomingOf(workload, options));
      } catch (error) {
        throw carried(error);
      }
    },
    close: () => Promise.resolve(),
  };
}

function incomingOf(workload: string, options: CallOptions): Incoming {
  const { deadline, signal, token, requestId, traceparent, tracestate, baggage } = options;
  return { workload, deadline, signal, token, requestId, traceparent, tracestate, baggage };
}

function carried(error: unknown): unknown {
  return error instanceof RpcError ? decodeStatus(encodeStatus(error)) : error;
}
