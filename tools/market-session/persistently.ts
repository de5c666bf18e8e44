import { setTimeout as sleep } from "node:timers/promises";
import { Code, ConnectError, type Interceptor } from "@connectrpc/connect";
import { errorCode } from "#mesh/machine";
import { CommandError } from "../um/command.ts";

export interface PersistenceOptions {
  /** Is told when the market stops answering, and when it answers again. */
  readonly print: (text: string) => void;
  /** How long nothing at all may succeed before calls are given up. */
  readonly patienceMs?: number;
  /** How long one try may take. */
  readonly tryMs?: number;
}

const passing: ReadonlySet<Code> = new Set([
  Code.Unavailable,
  Code.ResourceExhausted,
  Code.DeadlineExceeded,
  Code.Canceled,
  Code.Aborted,
]);
const pausesMs = [50, 100, 200, 400, 800, 1_500];
const quietMs = 3_000;

/**
 * Repeats calls that fail for reasons that pass: no connection, no answer, too many calls, a process that is being
 * started again. Throws CommandError when nothing has succeeded for `patienceMs`. Calls must be safe to repeat.
 */
export function persistently({ print, patienceMs = 120_000, tryMs = 60_000 }: PersistenceOptions): Interceptor {
  let lastSuccess = Date.now();
  let isSilent = false;
  const succeeded = () => {
    lastSuccess = Date.now();
    if (isSilent) print("The market answers again.");
    isSilent = false;
  };
  const failed = (error: ConnectError) => {
    const sinceMs = Date.now() - lastSuccess;
    if (sinceMs > patienceMs) throw givenUp(error, sinceMs);
    if (sinceMs > quietMs && !isSilent) {
      isSilent = true;
      print(`The market does not answer (${error.message}); trying on ...`);
    }
  };
  return (next) => async (request) => {
    const began = Date.now();
    for (let tries = 0; ; tries += 1) {
      const limit = AbortSignal.timeout(tryMs);
      try {
        const answer = await next({ ...request, signal: AbortSignal.any([request.signal, limit]) });
        succeeded();
        return answer;
      } catch (thrown) {
        const error = ConnectError.from(thrown);
        if (request.signal.aborted || !passes(error)) throw thrown;
        lastSuccess = Math.max(lastSuccess, tries === 0 ? began : 0);
        failed(error);
        await sleep(pauseMs(error, tries));
      }
    }
  };
}

/** True for a lost connection and for refusals that pass. */
function passes({ code, cause }: ConnectError): boolean {
  return passing.has(code) || errorCode(cause) !== undefined;
}

/** What the market asks for, or longer each time. */
function pauseMs({ metadata }: ConnectError, tries: number): number {
  const asked = Number(metadata.get("retry-after"));
  if (asked > 0) return asked * 1_000;
  const longest = pausesMs[Math.min(tries, pausesMs.length - 1)] ?? 0;
  return longest * (0.5 + Math.random() / 2);
}

function givenUp(error: ConnectError, sinceMs: number): CommandError {
  const seconds = Math.round(sinceMs / 1_000);
  return new CommandError(
    `The market has not answered for ${seconds} s: ${error.message}\nSee "um status" and the logs, then run the same command again: it goes on where it was.`,
  );
}
