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
  const wasRefused = (error: unknown, key: string): boolean => {
    const isRefused = isTokenInvalid(error);
    if (isRefused) keys.forget(key);
    return isRefused;
  };
  return {
    unary(method, request, call) {
      const answer = invoke.unary(method, request, call);
      const key = keyOf(call);
      if (key === undefined) return answer;
      return answer.catch((error) => {
        if (wasRefused(error, key) && method.kind === "safe") return invoke.unary(method, request, call);
        throw error;
      });
    },
    stream(method, requests, call) {
      const answers = invoke.stream(method, requests, call);
      const key = keyOf(call);
      return key === undefined ? answers : watched(answers, (error) => wasRefused(error, key));
    },
  };
}

function keyOf({ token }: EdgeCall): string | undefined {
  return token !== undefined && isApiKey(token) ? token : undefined;
}

async function* watched(answers: AsyncIterable<Uint8Array>, failed: (error: unknown) => void) {
  try {
    yield* answers;
  } catch (error) {
    failed(error);
    throw error;
  }
}
