import { AccountServiceService, AuthServiceService } from "#gen/grpc/ultramarket/auth/v1/auth_service.ts";
import type { Env } from "#mesh/config";
import { createClient } from "#mesh/rpc";
import type { Host } from "#mesh/runtime";
import { startTestHost } from "#mesh/test-host";
import { authService } from "../src/service.ts";

/** The clients of one process. */
export function clientsOf(host: Host) {
  const channel = host.channelTo("auth", "gateway");
  return { auth: createClient(AuthServiceService, channel), accounts: createClient(AccountServiceService, channel) };
}

/** The auth service over a database of its own, with an admin's token. */
export async function startMarket(env: Env = {}) {
  const market = await startTestHost({ services: [authService], env });
  const admin = { token: await market.tokenFor(["*"]) };
  return { ...market, ...clientsOf(market.host), admin };
}

export type Market = Awaited<ReturnType<typeof startMarket>>;

/** A refusal with this reason. */
export const refusal = (reason: string, more: object = {}) => expect.objectContaining({ reason, ...more });

/** True if the host takes the token. */
export async function isAccepted(host: Host, token: string): Promise<boolean> {
  return host.tokens.verify(token).then(
    () => true,
    () => false,
  );
}
