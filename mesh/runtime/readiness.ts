import { types } from "node:util";
import type { DomainEvent } from "#mesh/kernel";
import type { Channel, Contracts } from "#mesh/rpc";
import type { Database } from "#mesh/store";
import { serviceOf } from "./directory.ts";

/** Whether one part of the market answers. */
export interface Readiness {
  /** A service of the market, such as "product". */
  readonly name: string;
  readonly isReady: boolean;
  /** Why not, for operators. */
  readonly problem?: string | undefined;
}

const patienceMs = 1_000;
const healthCheck = "/grpc.health.v1.Health/Check";
/** HealthCheckResponse { status: SERVING }, encoded. */
const serving = Buffer.from([0x08, 0x01]);

export interface MarketParts {
  readonly contracts: Contracts;
  /** The databases of the services of this process. */
  readonly databases: readonly Database<DomainEvent>[];
  readonly hosted: ReadonlySet<string>;
  /** The way to a service of another process. */
  channelTo(service: string): Channel;
}

/** Whether each service answers: those of this process by their stores, the others by their health. */
export function marketReadiness({ contracts, databases, hosted, channelTo }: MarketParts): Promise<Readiness[]> {
  const own = databases.map((database) => readinessOf(database.service, () => database.check()));
  const called = new Set(contracts.services.map(({ typeName }) => serviceOf(typeName)));
  const others = [...called.difference(hosted)].map((service) =>
    readinessOf(service, () => checkHealth(channelTo(service))),
  );
  return Promise.all([...own, ...others]);
}

/** The services of a process that has not finished starting. */
export function starting(hosted: ReadonlySet<string>): Readiness[] {
  return [...hosted].map((name) => ({ name, isReady: false, problem: "starting" }));
}

/** Runs a check that rejects while the part does not answer. */
async function readinessOf(name: string, check: () => Promise<void>): Promise<Readiness> {
  try {
    await check();
    return { name, isReady: true };
  } catch (error) {
    return { name, isReady: false, problem: types.isNativeError(error) ? error.message : String(error) };
  }
}

/** Asks a service of another process by the gRPC health protocol. Rejects unless it serves. */
async function checkHealth(channel: Channel): Promise<void> {
  const answer = await channel.unary(healthCheck, new Uint8Array(), { deadline: Date.now() + patienceMs });
  if (!serving.equals(answer)) throw new Error("the service says it is not serving");
}
