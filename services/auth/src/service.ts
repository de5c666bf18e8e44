import { ConfigError, type Values } from "#mesh/config";
import { createTokenIssuer, endAccess as endAccessOf, openSigningKeys } from "#mesh/identity";
import { currentCall } from "#mesh/kernel";
import { defineService } from "#mesh/runtime";
import { personRecords } from "#mesh/store";
import type { BootstrapAdmin } from "./app/bootstrap-admin.ts";
import { erasePerson } from "./app/erase-person.ts";
import type { AuthPorts } from "./app/ports.ts";
import { authUseCases } from "./app/use-cases.ts";
import { oidcProviders } from "./clients/oidc-providers.ts";
import { readProviders } from "./clients/read-providers.ts";
import { authConfig } from "./config.ts";
import { erasureStarted } from "./consumers/erasure-started.ts";
import { openBindings } from "./crypto/bindings.ts";
import { openChallenges } from "./crypto/challenges.ts";
import { openCodeKeys } from "./crypto/code-key.ts";
import { commonPasswords } from "./crypto/common-passwords.ts";
import { openFactorCodes } from "./crypto/factor-codes.ts";
import { openPasskeys } from "./crypto/passkeys.ts";
import { openPasswords } from "./crypto/passwords.ts";
import { openSealing } from "./crypto/sealing.ts";
import { openTokens } from "./crypto/tokens.ts";
import { challengeMs } from "./domain/challenge.ts";
import type { AuthEvent } from "./domain/events.ts";
import { accountImportRpc } from "./rpc/account-import-rpc.ts";
import { accountLookupRpc } from "./rpc/account-lookup-rpc.ts";
import { accountRpc } from "./rpc/account-rpc.ts";
import { apiKeyExchangeRpc, apiKeyRpc } from "./rpc/api-key-rpc.ts";
import { authRpc } from "./rpc/auth-rpc.ts";
import { credentialRpc } from "./rpc/credential-rpc.ts";
import { encodeEvent } from "./rpc/encode-event.ts";
import { factorRpc } from "./rpc/factor-rpc.ts";
import { identityRpc } from "./rpc/identity-rpc.ts";
import { impersonationRpc } from "./rpc/impersonation-rpc.ts";
import { knownPermissions } from "./rpc/known-permissions.ts";
import { passkeyRpc } from "./rpc/passkey-rpc.ts";
import { personExportRpc } from "./rpc/person-export-rpc.ts";
import { roleRpc } from "./rpc/role-rpc.ts";
import { sessionLookupRpc } from "./rpc/session-lookup-rpc.ts";
import { sessionRpc } from "./rpc/session-rpc.ts";
import { collections } from "./store/person-record-statements.ts";
import { postgresAccountStore } from "./store/postgres-account-store.ts";
import { postgresApiKeyStore } from "./store/postgres-api-key-store.ts";
import { postgresCodeStore } from "./store/postgres-code-store.ts";
import { postgresFactorStore } from "./store/postgres-factor-store.ts";
import { postgresIdentityStore } from "./store/postgres-identity-store.ts";
import { postgresImpersonationStore } from "./store/postgres-impersonation-store.ts";
import { postgresPasskeyStore } from "./store/postgres-passkey-store.ts";
import { postgresPersonStore } from "./store/postgres-person-store.ts";
import { postgresRoleStore } from "./store/postgres-role-store.ts";
import { postgresSessionListStore } from "./store/postgres-session-list-store.ts";
import { postgresSessionStore } from "./store/postgres-session-store.ts";

const purgeEveryMs = 60_000;
const readKeysEveryMs = 1_000;

/** Accounts and sessions: who may use the market, and the tokens that say so. */
export const authService = defineService({
  name: "auth",
  config: authConfig,
  async start({ config, clock, ids, log, openDatabase, process }) {
    const migrations = new URL("store/migrations/", import.meta.url);
    const database = await openDatabase<AuthEvent>({ migrations, encodeEvent });
    const { issuer, audience } = config;
    const keys = await openSigningKeys(config.signingKey);
    const tokens = openTokens(await createTokenIssuer({ key: keys, issuer, audience, clock }));
    const challenges = openChallenges(keys, challengeMs);
    const sessions = postgresSessionStore(database);
    const endAccess: AuthPorts["endAccess"] = ({ key: userId, sessionId = "", beforeVersion = 0 }) => {
      if (currentCall()?.validateOnly) return;
      endAccessOf(process.tokens, { userId, sessionId, beforeVersion: BigInt(beforeVersion) });
    };
    const app = authUseCases({
      accounts: postgresAccountStore(database),
      sessions,
      sessionList: postgresSessionListStore(database),
      impersonations: postgresImpersonationStore(database),
      roles: postgresRoleStore(database),
      knownPermissions: knownPermissions(process.contracts),
      codes: postgresCodeStore(database),
      apiKeys: postgresApiKeyStore(database),
      factors: postgresFactorStore(database),
      sealing: openSealing(keys, clock),
      factorCodes: openFactorCodes(issuer),
      passkeys: postgresPasskeyStore(database),
      passkeyCeremonies: openPasskeys(config.passkeys, challenges),
      identities: postgresIdentityStore(database),
      providers: oidcProviders(readProviders(config.oidc.providers?.reveal() ?? "[]"), config.oidc.redirectUri),
      bindings: openBindings(challenges, keys),
      codeKey: openCodeKeys(keys),
      passwords: await openPasswords(),
      tokens,
      commonPasswords,
      proofLifetimeMs: config.proofLifetimeMs,
      endAccess,
      clock,
      ids,
      log,
    });
    const admin = firstAdmin(config);
    if (admin !== undefined) log.info("first admin", { account: await app.bootstrapAdmin(admin) });
    const purge = { name: "auth.purge", everyMs: purgeEveryMs, run: () => sessions.purge(clock.now()) };
    const follow = { name: "auth.signing_keys", everyMs: readKeysEveryMs, run: () => keys.reload() };
    const reseal = { name: "auth.reseal", everyMs: purgeEveryMs, run: () => app.resealFactors() };
    const forUsers = [
      authRpc(app),
      credentialRpc(app),
      factorRpc(app),
      passkeyRpc(app),
      identityRpc(app),
      apiKeyRpc(app),
      accountRpc(app),
      sessionRpc(app),
      impersonationRpc(app),
      roleRpc(app),
      accountImportRpc(app),
    ];
    const forPrograms = [
      personExportRpc(personRecords(database, collections)),
      accountLookupRpc(app),
      apiKeyExchangeRpc(app),
      sessionLookupRpc(app),
    ];
    const erasures = erasureStarted(erasePerson({ people: postgresPersonStore(database), endAccess, clock }));
    return { rpc: [...forUsers, ...forPrograms], consumers: [erasures], workers: [purge, follow, reseal] };
  },
});

function firstAdmin({ bootstrap: { email, password } }: Values<typeof authConfig>): BootstrapAdmin | undefined {
  if (email === undefined && password === undefined) return undefined;
  if (email !== undefined && password !== undefined) return { email, password: password.reveal() };
  const name = email === undefined ? "AUTH_BOOTSTRAP_ADMIN_EMAIL" : "AUTH_BOOTSTRAP_ADMIN_PASSWORD";
  throw new ConfigError([{ name, text: "not set, though the other half of the first admin is" }]);
}
