import { exportJWK, generateKeyPair } from "jose";
import { CodeRequested } from "#gen/grpc/ultramarket/auth/v1/auth_events.ts";
import { EventEnvelope } from "#gen/grpc/ultramarket/common/v1/event.ts";
import { createTokenIssuer } from "#mesh/identity";
import { type Clock, silentLogger, systemClock } from "#mesh/kernel";
import { loadContracts } from "#mesh/rpc";
import type { Providers } from "../src/app/identity-ports.ts";
import type { Passwords } from "../src/app/ports.ts";
import { authUseCases } from "../src/app/use-cases.ts";
import { oidcProviders } from "../src/clients/oidc-providers.ts";
import { openBindings } from "../src/crypto/bindings.ts";
import { openChallenges } from "../src/crypto/challenges.ts";
import { openCodeKey } from "../src/crypto/code-key.ts";
import { commonPasswords } from "../src/crypto/common-passwords.ts";
import { openFactorCodes } from "../src/crypto/factor-codes.ts";
import { openPasskeys } from "../src/crypto/passkeys.ts";
import { openSealing } from "../src/crypto/sealing.ts";
import { openTokens } from "../src/crypto/tokens.ts";
import { challengeMs } from "../src/domain/challenge.ts";
import type { AccessEnded } from "../src/domain/events.ts";
import type { CodeId } from "../src/domain/ids.ts";
import { knownPermissions } from "../src/rpc/known-permissions.ts";
import { ids } from "./builders.ts";
import { createAuthDatabase, openStores } from "./database.ts";

/** Where passkeys are for. */
export const site = { rpId: "shop.example", origins: ["https://shop.example"] };

export interface TestAppOptions {
  readonly passwords: Passwords;
  readonly clock?: Clock;
  readonly poolSize?: number;
  /** Default: none. */
  readonly providers?: Providers;
}

const none = oidcProviders([], "https://shop.example/signed-in");

/** The use cases over a database and a key of their own, and what they ended. */
export async function openApp({ passwords, clock = systemClock, poolSize = 4, providers = none }: TestAppOptions) {
  const own = await createAuthDatabase();
  const { database, ...stores } = await openStores(own.url, poolSize);
  const { privateKey } = await generateKeyPair("EdDSA", { extractable: true });
  const key = { ...(await exportJWK(privateKey)), kid: "test" };
  const issuer = await createTokenIssuer({ key, issuer: "test", audience: "test", clock });
  const codeKey = openCodeKey(key);
  const challenges = openChallenges({ all: [key], at: () => key }, challengeMs);
  const ended: AccessEnded[] = [];
  const app = authUseCases({
    ...stores,
    passwords,
    codeKey,
    sealing: openSealing({ all: [key], at: () => key }, clock),
    factorCodes: openFactorCodes("test"),
    passkeyCeremonies: openPasskeys(site, challenges),
    providers,
    bindings: openBindings(challenges, { all: [key], at: () => key }),
    tokens: openTokens(issuer),
    commonPasswords,
    proofLifetimeMs: 600_000,
    knownPermissions: knownPermissions(loadContracts()),
    endAccess: (access) => void ended.push(access),
    clock,
    ids,
    log: silentLogger,
  });
  /** The ids of the codes the user was sent, in their order. */
  const codesOf = async (userId: string): Promise<readonly CodeId[]> => {
    const { rows } = await database.pool.query<{ envelope: Buffer }>({
      text: "SELECT envelope FROM outbox WHERE key = $1 AND subject = 'auth.v1.code_requested' ORDER BY seq",
      values: [userId],
    });
    return rows.map(({ envelope }) => CodeRequested.decode(EventEnvelope.decode(envelope).payload).codeId as CodeId);
  };
  /** The code the user was sent last. */
  const lastCode = async (userId: string) => {
    const codeId = (await codesOf(userId)).at(-1);
    if (codeId === undefined) throw new Error("no code was sent");
    return { codeId, code: codeKey.codeOf(codeId) };
  };
  /** What was told of the user, such as "factor_added", in order. */
  const subjectsOf = async (userId: string): Promise<readonly string[]> => {
    const { rows } = await database.pool.query<{ subject: string }>({
      text: "SELECT subject FROM outbox WHERE key = $1 ORDER BY seq",
      values: [userId],
    });
    return rows.map(({ subject }) => subject.replace("auth.v1.", ""));
  };
  const close = async () => {
    await database.close();
    await own.drop();
  };
  return { app, stores, database, key, codeKey, ended, codesOf, lastCode, subjectsOf, close };
}

export type TestApp = Awaited<ReturnType<typeof openApp>>;
