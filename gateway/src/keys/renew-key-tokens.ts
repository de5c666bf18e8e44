import type { EdgeCall } from "../edge/edge-call.ts";
import type { Invoke } from "../edge/invoke.ts";
import { isTokenInvalid } from "../edge/is-token-invalid.ts";
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
    stream(method, requests, call) {
      const answers = invoke.stream(method, requests, call);
      const { token = "" } = call;
      return isApiKey(token) ? watched(answers, (error) => wasRefused(error, call)) : answers;
    },
  };
}

async function* watched(answers: AsyncIterable<Uint8Array>, failed: (error: unknown) => void) {
  try {
    yield* answers;
  } catch (error) {
    failed(error);
    throw error;
  }
}
