import { type Clock, systemClock } from "#mesh/kernel";
import { type CheckSession, noTokens, type TokenVerifier } from "./access.ts";
import type { Contracts } from "./contracts.ts";
import type { ServiceBinding } from "./implement.ts";
import type { Incoming } from "./incoming.ts";
import { noObserver, type RpcObserver } from "./observer.ts";
import { makePlans } from "./plan.ts";
import { serveStream } from "./serve-stream.ts";
import { serveUnary } from "./serve-unary.ts";
import type { Arrival } from "./serving.ts";
import { createShedder, type SheddingOptions } from "./shedding.ts";

export interface RpcCoreOptions {
  readonly services: readonly ServiceBinding[];
  readonly contracts: Contracts;
  /** Default: every token is refused. */
  readonly tokens?: TokenVerifier | undefined;
  /** Asked on each call of a sensitive method; without it none can be served. */
  readonly checkSession?: CheckSession | undefined;
  /** Default: none. */
  readonly observer?: RpcObserver | undefined;
  readonly clock?: Clock | undefined;
  /** Largest message, either way, in bytes. Default: 4 MiB. */
  readonly maxMessageBytes?: number | undefined;
  /** When calls are refused for overload. Default: 1,000 calls, ten times as many streams, or 500 ms of event-loop delay. */
  readonly shedding?: Partial<SheddingOptions> | undefined;
}

/** Serves encoded calls: the one way in, whatever the transport. Failures are RpcErrors. */
export interface RpcCore {
  /** Paths of the methods served. */
  readonly paths: readonly string[];
  readonly contracts: Contracts;
  readonly maxMessageBytes: number;
  /** Calls being worked on. */
  readonly inFlight: number;
  unary(path: string, request: Uint8Array, incoming: Incoming): Promise<Uint8Array>;
  /** Serves methods of any kind; one whose response is no stream gives one message. */
  stream(path: string, requests: AsyncIterable<Uint8Array>, incoming: Incoming): AsyncGenerator<Uint8Array, void>;
}

/** Throws if a service is not in the contracts, or bound twice, or a validation rule is broken. */
export function createRpcCore(options: RpcCoreOptions): RpcCore {
  const { contracts, tokens = noTokens, observer = noObserver, clock = systemClock } = options;
  const { maxMessageBytes = 4 * 1024 * 1024 } = options;
  const shedding = { maxInFlight: 1_000, maxLoopDelayMs: 500, ...options.shedding };
  const unaries = createShedder(shedding);
  const streams = createShedder({ ...shedding, maxInFlight: shedding.maxInFlight * 10 });
  const { checkSession } = options;
  const plans = makePlans({ contracts, tokens, checkSession, maxMessageBytes, unaries, streams }, options.services);
  const arrive = (path: string, incoming: Incoming): Arrival => {
    const plan = plans.get(path);
    const observation = observer.serving(plan === undefined ? "" : path, incoming);
    return { plan, incoming, now: clock.now().getTime(), observation };
  };
  return {
    paths: [...plans.keys()],
    contracts,
    maxMessageBytes,
    get inFlight() {
      return unaries.inFlight + streams.inFlight;
    },
    unary: (path, request, incoming) => serveUnary(arrive(path, incoming), request),
    stream: (path, requests, incoming) => serveStream(arrive(path, incoming), requests),
  };
}
