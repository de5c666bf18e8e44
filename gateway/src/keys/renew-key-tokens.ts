import { ErrorInfoSchema } from "#gen/es/google/rpc/error_details_pb.js";
import { detail, RpcError } from "#mesh/rpc";
import type { EdgeCall } from "../edge/edge-call.ts";
import type { Invoke } from "../edge/invoke.ts";
import { type ApiKeys, isApiKey } from "./api-keys.ts";

/**
 * The same calls; the token that is remembered for a key is forgotten when a service refuses it, which may hear sooner
 * than this process that it ended. A call without side effects is made again, with the next token.
 */
export function renewKeyTokens(invoke: Invoke, keys: ApiKeys | undefined): Invoke {
  if (keys === undefined) return invoke;
  const wasRefused = (error: unknown, { token }: EdgeCall): boolean => {
    if (token === undefined || !isApiKey(token) || !isTokenInvalid(error)) return false;
    keys.forget(token);
    return true;
  };
  return {
    unary: (method, request, call) =>
      invoke.unary(method, request, call).catch((error) => {
        if (wasRefused(error, call) && method.kind === "safe") return invoke.unary(method, request, call);
        throw error;
      }),
    async *stream(method, requests, call) {
      try {
        yield* invoke.stream(method, requests, call);
      } catch (error) {
        wasRefused(error, call);
        throw error;
      }
    },
  };
}

function isTokenInvalid(error: unknown): boolean {
  return error instanceof RpcError && detail(error, ErrorInfoSchema)?.reason === "TOKEN_INVALID";
}
