import { ConfigError, type Values } from "#mesh/config";
import { createTokenIssuer, endAccess, readSigningKey } from "#mesh/identity";
import { defineService } from "#mesh/runtime";
import type { BootstrapAdmin } from "./app/bootstrap-admin.ts";
import { authUseCases } from "./app/use-cases.ts";
import { authConfig } from "./config.ts";
import { openCodeKey } from "./crypto/code-key.ts";
import { commonPasswords } from "./crypto/common-passwords.ts";
import { openPasswords } from "./crypto/passwords.ts";
import { openTokens } from "./crypto/tokens.ts";
import type { AuthEvent } from "./domain/events.ts";
import { accountLookupRpc } from "./rpc/account-lookup-rpc.ts";
import { accountRpc } from "./rpc/account-rpc.ts";
import { apiKeyExchangeRpc, apiKeyRpc } from "./rpc/api-key-rpc.ts";
import { authRpc } from "./rpc/auth-rpc.ts";
import { credentialRpc } from "./rpc/credential-rpc.ts";
import { encodeEvent } from "./rpc/encode-event.ts";
import { sessionLookupRpc } from "./rpc/session-lookup-rpc.ts";
import { postgresAccountStore } from "./store/postgres-account-store.ts";
import { postgresApiKeyStore } from "./store/postgres-api-key-store.ts";
import { postgresCodeStore } from "./store/postgres-code-store.ts";
import { postgresSessionStore } from "./store/postgres-session-store.ts";

const purgeEveryMs = 60_000;

/** Accounts and sessions: who may use the market, and the tokens that say so. */
export const authService = defineService({
  name: "auth",
  config: authConfig,
  async start({ config, clock, ids, log, openDatabase, process }) {
    const migrations = new URL("store/migrations/", import.meta.url);
    const database = await openDatabase<AuthEvent>({ migrations, encodeEvent });
    const { issuer, audience } = config;
    const key = await readSigningKey(config.signingKey);
    const tokens = openTokens(await createTokenIssuer({ key, issuer, audience, clock }));
    const sessions = postgresSessionStore(database);
    const app = authUseCases({
      accounts: postgresAccountStore(database),
      sessions,
      codes: postgresCodeStore(database),
      apiKeys: postgresApiKeyStore(database),
      codeKey: openCodeKey(key),
      passwords: await openPasswords(),
      tokens,
      commonPasswords,
      endAccess: ({ key: userId, sessionId = "", beforeVersion = 0 }) =>
        endAccess(process.tokens, { userId, sessionId, beforeVersion: BigInt(beforeVersion) }),
      clock,
      ids,
    });
    const admin = firstAdmin(config);
    if (admin !== undefined) log.info("first admin", { account: await app.bootstrapAdmin(admin) });
    const purge = { name: "auth.purge", everyMs: purgeEveryMs, run: () => sessions.purge(clock.now()) };
    const forUsers = [authRpc(app), credentialRpc(app), apiKeyRpc(app), accountRpc(app)];
    const forPrograms = [accountLookupRpc(app), apiKeyExchangeRpc(app), sessionLookupRpc(app)];
    return { rpc: [...forUsers, ...forPrograms], workers: [purge] };
  },
});

function firstAdmin({ bootstrap: { email, password } }: Values<typeof authConfig>): BootstrapAdmin | undefined {
  if (email === undefined && password === undefined) return undefined;
  if (email !== undefined && password !== undefined) return { email, password: password.reveal() };
  const name = email === undefined ? "AUTH_BOOTSTRAP_ADMIN_EMAIL" : "AUTH_BOOTSTRAP_ADMIN_PASSWORD";
  throw new ConfigError([{ name, text: "not set, though the other half of the first admin is" }]);
}
