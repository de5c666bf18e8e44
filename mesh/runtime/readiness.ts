import { types } from "node:util";
import type { Channel } from "#mesh/rpc";

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

/** Runs a check that rejects while the part does not answer. */
export async function readinessOf(name: string, check: () => Promise<void>): Promise<Readiness> {
  try {
    await check();
    return { name, isReady: true };
  } catch (error) {
    return { name, isReady: false, problem: types.isNativeError(error) ? error.message : String(error) };
  }
}

/** Asks a service of another process by the gRPC health protocol. Rejects unless it serves. */
export async function checkHealth(channel: Channel): Promise<void> {
  const answer = await channel.unary(healthCheck, new Uint8Array(), { deadline: Date.now() + patienceMs });
  if (!serving.equals(answer)) throw new Error("the service says it is not serving");
}
