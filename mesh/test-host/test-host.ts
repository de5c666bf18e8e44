import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Env } from "#mesh/config";
import { openDevelopmentIssuer } from "#mesh/identity";
import { createIds, systemClock } from "#mesh/kernel";
import { type AnyService, type Host, startHost } from "#mesh/runtime";
import { provision } from "#mesh/store";
import { createTestDatabase } from "#mesh/testing";

export interface TestHostOptions {
  readonly services: readonly AnyService[];
  /** Settings besides those of the database and the tokens. */
  readonly env?: Env;
}

/** Services as they run in production, over a database of their own. */
export interface TestHost {
  readonly host: Host;
  /** The environment the services were started with, for starting more of them. */
  readonly env: Env;
  /** An access token of a user with these permissions; a new user unless one is named. */
  tokenFor(permissions: readonly string[], userId?: string): Promise<string>;
  close(): Promise<void>;
}

/** Provisions a fresh database and starts the services over it. */
export async function startTestHost({ services, env: more = {} }: TestHostOptions): Promise<TestHost> {
  const database = await createTestDatabase();
  const folder = await mkdtemp(join(tmpdir(), "test-host-"));
  const issuer = await openDevelopmentIssuer(folder, { profile: "development" });
  const keys = join(folder, "jwks.json");
  await writeFile(keys, JSON.stringify(issuer.jwks()));
  const clean = async () => {
    await database.drop();
    await rm(folder, { recursive: true });
  };
  const env: Env = {
    DATABASE_URL: database.url,
    MESH_TOKEN_KEYS: keys,
    MESH_TOKEN_ISSUER: issuer.issuer,
    AUTH_SIGNING_KEY: join(folder, "issuer.jwk"),
    MESH_LOG_LEVEL: "silent",
    ...more,
  };
  try {
    await provision({ url: database.url, services: services.map(({ name }) => name) });
    const host = await startHost({ name: "test", services, env });
    return { host, env, tokenFor, close: () => host.close().finally(clean) };
  } catch (error) {
    await clean();
    throw error;
  }

  function tokenFor(permissions: readonly string[], userId: string = ids.next("usr")): Promise<string> {
    return issuer.issue({ userId, sessionId: ids.next("ses"), permissions });
  }
}

const ids = createIds(systemClock);
