import { refuse } from "#mesh/kernel";
import type { CloseError } from "./edge-error.ts";
import type { Invoke } from "./invoke.ts";

/** The same calls; answers of more than `mostBytes`, encoded, become MESSAGE_TOO_LARGE. */
export function limitAnswers(invoke: Invoke, mostBytes: number, closeError: CloseError): Invoke {
  const within = (answer: Uint8Array, requestId: string): Uint8Array => {
    if (answer.length <= mostBytes) return answer;
    throw closeError(refuse("MESSAGE_TOO_LARGE", { metadata: { max_bytes: String(mostBytes) } }), requestId);
  };
  return {
    unary: async (method, request, call) => within(await invoke.unary(method, request, call), call.requestId),
    async *stream(method, requests, call) {
      for await (const answer of invoke.stream(method, requests, call)) yield within(answer, call.requestId);
    },
  };
}
