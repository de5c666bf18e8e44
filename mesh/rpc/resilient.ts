import { refuse } from "#mesh/kernel";
import { attributed } from "./attributed.ts";
import { type Breaker, type BreakerOptions, createBreaker } from "./breaker.ts";
import type { CallOptions, Channel } from "./channel.ts";
import type { Contracts } from "./contracts.ts";
import { noObserver, type Observation, type RpcObserver } from "./observer.ts";
import { createRepeater } from "./repeater.ts";
import type { RetryBudgetOptions } from "./retry-budget.ts";
import { fromStatus, RpcError, toStatus } from "./status.ts";

export interface ResilienceOptions {
  /** The service behind the channel. */
  readonly service: string;
  readonly contracts: Contracts;
  readonly observer?: RpcObserver | undefined;
  readonly budget?: RetryBudgetOptions | undefined;
  readonly breaker?: BreakerOptions | undefined;
}

/**
 * A channel around a channel, for the calling side: fills in the method's default deadline, repeats what may be repeated
 * within a budget, and stops calling a server that fails. Streams are not repeated.
 */
export function resilient(channel: Channel, options: ResilienceOptions): Channel {
  const { service, contracts, observer = noObserver } = options;
  const breaker = createBreaker(service, options.breaker ?? {}, (state) => observer.breakerChanged?.(service, state));
  const repeat = createRepeater(service, options.budget ?? {});
  return {
    unary(path, request, given) {
      const method = contracts.method(path);
      const observation = observer.calling(service, path, given);
      const call = complete(given, method?.defaultMs, observation);
      const attempt = () => breaker.run(() => channel.unary(path, request, call));
      return observed(observation, repeat(method, request, call, attempt));
    },
    stream(path, requests, given) {
      const observation = observer.calling(service, path, given);
      const call = complete(given, contracts.method(path)?.defaultMs, observation);
      return streamed(observation, breaker, service, channel.stream(path, requests, call));
    },
    async close() {
      breaker.close();
      await channel.close();
    },
  };
}

function complete(given: CallOptions, defaultMs: number | undefined, { traceparent }: Observation): CallOptions {
  const deadline = given.deadline ?? (defaultMs === undefined ? undefined : Date.now() + defaultMs);
  return { ...given, deadline, traceparent: traceparent ?? given.traceparent };
}

async function observed(observation: Observation, answer: Promise<Uint8Array>): Promise<Uint8Array> {
  try {
    const bytes = await answer;
    observation.end({ code: 0, reason: "" });
    return bytes;
  } catch (error) {
    endFailed(observation, error);
    throw error;
  }
}

/** The breaker judges a stream by its first answer. */
async function* streamed(
  observation: Observation,
  breaker: Breaker,
  service: string,
  answers: AsyncIterable<Uint8Array>,
) {
  const iterator = answers[Symbol.asyncIterator]();
  let outcome: unknown = toStatus(refuse("CALL_CANCELLED"));
  try {
    let step = await breaker.run(() => iterator.next());
    for (; !step.done; step = await iterator.next()) yield step.value;
    outcome = undefined;
  } catch (error) {
    outcome = attributed(error, service);
    throw outcome;
  } finally {
    if (outcome === undefined) observation.end({ code: 0, reason: "" });
    else endFailed(observation, outcome);
    await iterator.return?.();
  }
}

function endFailed(observation: Observation, error: unknown): void {
  if (error instanceof RpcError) observation.end({ code: error.code, reason: fromStatus(error).reason, error });
  else observation.end({ code: 2, reason: "", error });
}
