import type { CheckSession, TokenVerifier } from "./access.ts";
import type { Contracts, Method } from "./contracts.ts";
import type { BoundMethod, ServiceBinding } from "./implement.ts";
import type { Shedder } from "./shedding.ts";
import { createRequestReaders, type RequestReader } from "./validation.ts";

/** What all methods of a server share. */
export interface PlanContext {
  readonly contracts: Contracts;
  readonly tokens: TokenVerifier;
  /** Needed to serve sensitive methods. */
  readonly checkSession: CheckSession | undefined;
  readonly maxMessageBytes: number;
  /** Admits calls with one answer. */
  readonly unaries: Shedder;
  /** Admits streams. */
  readonly streams: Shedder;
}

/** A method with everything that serving it needs, prepared at start. */
export interface Plan {
  readonly method: Method;
  readonly bound: BoundMethod;
  readonly read: RequestReader;
  readonly isUnary: boolean;
  readonly shedder: Shedder;
  /** Set for sensitive methods. */
  readonly checkSession: CheckSession | undefined;
  readonly context: PlanContext;
}

/** The plans by path. Throws if a service is not in the contracts, bound twice, or sensitive without who looks up sessions. */
export function makePlans(context: PlanContext, services: readonly ServiceBinding[]): ReadonlyMap<string, Plan> {
  const readerOf = createRequestReaders(context.contracts);
  const plans = new Map<string, Plan>();
  for (const bound of services.flatMap((service) => service.methods)) {
    const method = context.contracts.method(bound.path);
    if (method === undefined) throw new Error(`${bound.path} is served, but not in the contracts`);
    if (plans.has(bound.path)) throw new Error(`${bound.path} is served twice`);
    const isUnary = !bound.requestStream && !bound.responseStream;
    const shedder = isUnary ? context.unaries : context.streams;
    const isSensitive = method.policy.sensitive || method.policy.freshProof;
    const checkSession = isSensitive ? context.checkSession : undefined;
    if (isSensitive && checkSession === undefined) {
      throw new Error(`${bound.path} is sensitive, and nobody is there to look up sessions`);
    }
    plans.set(bound.path, { method, bound, read: readerOf(method, bound), isUnary, shedder, checkSession, context });
  }
  return plans;
}
