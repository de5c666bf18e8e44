import { AccountImportServiceService } from "#gen/grpc/ultramarket/auth/v1/account_import_service.ts";
import { ApiKeyExchangeServiceService, ApiKeyServiceService } from "#gen/grpc/ultramarket/auth/v1/api_key_service.ts";
import {
  AccountServiceService,
  AuthServiceService,
  CredentialServiceService,
  type RefreshSessionRequest,
  type RegisterRequest,
  SessionLookupServiceService,
  type SignInRequest,
} from "#gen/grpc/ultramarket/auth/v1/auth_service.ts";
import { FactorServiceService } from "#gen/grpc/ultramarket/auth/v1/factor_service.ts";
import { RoleServiceService } from "#gen/grpc/ultramarket/auth/v1/role_service.ts";
import { SessionServiceService } from "#gen/grpc/ultramarket/auth/v1/session_service.ts";
import type { Env } from "#mesh/config";
import { createTokenIssuer, readSigningKey } from "#mesh/identity";
import { systemClock } from "#mesh/kernel";
import { type CallOptions, type Client, createClient } from "#mesh/rpc";
import { defineService, type Host, startHost } from "#mesh/runtime";
import { startTestHost } from "#mesh/test-host";
import { authService } from "../src/service.ts";

/** The auth service over a database of its own, an admin's token, and the events it sends. */
export async function startMarket(env: Env = {}) {
  const heard: { readonly subject: string; readonly key: string; readonly payload: Uint8Array }[] = [];
  const listener = defineService({
    name: "listener",
    config: {},
    async start() {
      const handle = async ({ envelope }: { envelope: (typeof heard)[number] }) => void heard.push(envelope);
      return { consumers: [{ name: "listener", subjects: ["auth.v1.*"], handle }] };
    },
  });
  const market = await startTestHost({ services: [authService, listener], env });
  const admin = { token: await market.tokenFor(["*"]) };
  return { ...market, ...clientsOf(market.host), admin, heard };
}

export type Market = Awaited<ReturnType<typeof startMarket>>;

/** One more process of the auth service, over the same database. */
export async function startAnother({ env }: Pick<Market, "env">) {
  const host = await startHost({ name: "another", services: [authService], env });
  return { host, ...clientsOf(host), close: host.close };
}

function clientsOf(host: Host) {
  const channel = host.channelTo("auth", "gateway");
  return {
    auth: ofNobody(createClient(AuthServiceService, channel)),
    credentials: createClient(CredentialServiceService, channel),
    accounts: createClient(AccountServiceService, channel),
    factors: createClient(FactorServiceService, channel),
    apiKeys: createClient(ApiKeyServiceService, channel),
    keyExchange: createClient(ApiKeyExchangeServiceService, channel),
    sessions: createClient(SessionLookupServiceService, channel),
    imports: createClient(AccountImportServiceService, channel),
    roles: createClient(RoleServiceService, channel),
    ownSessions: createClient(SessionServiceService, channel),
  };
}

const nobody = { clientAddress: "", clientUserAgent: "", code: "", passkey: undefined };
type Auth = Client<typeof AuthServiceService>;
type OfNobody<T> = Omit<T, keyof typeof nobody> & Partial<typeof nobody>;

/** The same calls; who sends them says nothing of itself unless it wants to. */
function ofNobody(auth: Auth) {
  return {
    register: (request: OfNobody<RegisterRequest>, options?: CallOptions) =>
      auth.register({ ...nobody, ...request }, options),
    signIn: (request: OfNobody<SignInRequest>, options?: CallOptions) =>
      auth.signIn({ ...nobody, ...request }, options),
    refreshSession: (request: OfNobody<RefreshSessionRequest>, options?: CallOptions) =>
      auth.refreshSession({ ...nobody, ...request }, options),
    startGuestSession: auth.startGuestSession,
    signOut: auth.signOut,
  };
}

/** What signs with the market's own key. */
export async function signerOf({ env, host }: Market) {
  const { issuer, audience } = host.config.tokens;
  const key = await readSigningKey(env.AUTH_SIGNING_KEY ?? "");
  return createTokenIssuer({ key, issuer, audience, clock: systemClock });
}

/** A refusal with this reason. */
export const refusal = (reason: string, more: object = {}) => expect.objectContaining({ reason, ...more });

/** True if the process takes the token. */
export async function isAccepted({ host }: { readonly host: Host }, token: string): Promise<boolean> {
  return host.tokens.verify(token).then(
    () => true,
    (error) => {
      if (error.reason !== "TOKEN_INVALID") throw error;
      return false;
    },
  );
}
