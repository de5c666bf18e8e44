import { silentLogger, systemClock } from "#mesh/kernel";
import { openDatabase, provision } from "#mesh/store";
import { createTestDatabase } from "#mesh/testing";
import type { AuthEvent } from "../src/domain/events.ts";
import { encodeEvent } from "../src/rpc/encode-event.ts";
import { postgresAccountStore } from "../src/store/postgres-account-store.ts";
import { postgresApiKeyStore } from "../src/store/postgres-api-key-store.ts";
import { postgresCodeStore } from "../src/store/postgres-code-store.ts";
import { postgresFactorStore } from "../src/store/postgres-factor-store.ts";
import { postgresIdentityStore } from "../src/store/postgres-identity-store.ts";
import { postgresImpersonationStore } from "../src/store/postgres-impersonation-store.ts";
import { postgresPasskeyStore } from "../src/store/postgres-passkey-store.ts";
import { postgresRoleStore } from "../src/store/postgres-role-store.ts";
import { postgresSessionListStore } from "../src/store/postgres-session-list-store.ts";
import { postgresSessionStore } from "../src/store/postgres-session-store.ts";
import { ids } from "./builders.ts";

/** The PostgreSQL stores over the database of this URL, provisioned before. */
export async function openStores(url: string, poolSize = 4) {
  const database = await openDatabase<AuthEvent>({
    service: "auth",
    url,
    poolSize,
    migrations: new URL("../src/store/migrations/", import.meta.url),
    encodeEvent,
    clock: systemClock,
    ids,
    log: silentLogger,
  });
  return {
    database,
    accounts: postgresAccountStore(database),
    sessions: postgresSessionStore(database),
    codes: postgresCodeStore(database),
    apiKeys: postgresApiKeyStore(database),
    sessionList: postgresSessionListStore(database),
    factors: postgresFactorStore(database),
    passkeys: postgresPasskeyStore(database),
    identities: postgresIdentityStore(database),
    impersonations: postgresImpersonationStore(database),
    roles: postgresRoleStore(database),
  };
}

/** A fresh database with the schema of the auth service. */
export async function createAuthDatabase() {
  const own = await createTestDatabase();
  await provision({ url: own.url, services: ["auth"] });
  return own;
}
