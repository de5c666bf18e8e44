import { setTimeout as sleep } from "node:timers/promises";
import { Code, ConnectError, type Transport } from "@connectrpc/connect";
import { errorCode } from "#mesh/machine";
import { CommandError } from "../um/command.ts";
import { createSilence, type SilenceOptions } from "./silence.ts";

export interface PersistenceOptions extends SilenceOptions {
  /** How long one try may take. */
  readonly tryMs?: number;
  /** Nothing is repeated once it is aborted. */
  readonly closed?: AbortSignal;
}

const passing: ReadonlySet<Code> = new Set([
  Code.Unavailable,
  Code.ResourceExhausted,
  Code.DeadlineExceeded,
  Code.Canceled,
  Code.Aborted,
]);
const pausesMs = [50, 100, 200, 400, 800, 1_500];

/**
 * Repeats calls that fail for reasons that pass: no connection, no answer, too many calls, a process that is being
 * started again. Throws CommandError when nothing has been answered for `patienceMs`. Calls must be safe to repeat.
 * Streams are not repeated.
 */
export function persistently(transport: Transport, options: PersistenceOptions): Transport {
  const { tryMs = 60_000, closed } = options;
  const silence = createSilence(options);
  return {
    stream: (...call) => transport.stream(...call),
    async unary(method, signal, ...rest) {
      const began = Date.now();
      for (let tries = 0; ; tries += 1) {
        try {
          const answer = await within(tryMs, signal, (limited) => transport.unary(method, limited, ...rest));
          silence.ended();
          return answer;
        } catch (thrown) {
          const error = ConnectError.from(thrown);
          if (error.cause instanceof CommandError) throw error.cause;
          if (signal?.aborted || closed?.aborted) throw error;
          if (!passes(error)) {
            silence.ended();
            throw error;
          }
          const pauseMs = pauseOf(error, tries);
          silence.goesOn(error, { pauseMs, ...(tries === 0 && { began }) });
          await sleep(pauseMs);
          closed?.throwIfAborted();
        }
      }
    },
  };
}

async function within<T>(
  ms: number,
  signal: AbortSignal | undefined,
  call: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const limit = new AbortController();
  const tooLate = new ConnectError(`no answer within ${ms / 1_000} s`, Code.DeadlineExceeded);
  const timer = setTimeout(() => limit.abort(tooLate), ms);
  try {
    return await call(signal === undefined ? limit.signal : AbortSignal.any([signal, limit.signal]));
  } finally {
    clearTimeout(timer);
  }
}

/** True for a lost connection and for refusals that pass. */
function passes({ code, cause }: ConnectError): boolean {
  return passing.has(code) || errorCode(cause) !== undefined;
}

/** What the market asks for, or longer each time. */
function pauseOf({ metadata }: ConnectError, tries: number): number {
  const asked = Number(metadata.get("retry-after"));
  if (asked > 0) return asked * 1_000;
  const longest = pausesMs[Math.min(tries, pausesMs.length - 1)] ?? 0;
  return longest * (0.5 + Math.random() / 2);
}
