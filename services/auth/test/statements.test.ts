import { exportJWK, generateKeyPair } from "jose";
import { createTokenIssuer } from "#mesh/identity";
import { type Call, runInCall, systemClock } from "#mesh/kernel";
import type { TestDatabase } from "#mesh/testing";
import { type CountingProxy, startCountingProxy } from "../../../tools/bench/counts/counting-proxy.ts";
import { type AuthUseCases, authUseCases } from "../src/app/use-cases.ts";
import { commonPasswords } from "../src/crypto/common-passwords.ts";
import { openPasswords } from "../src/crypto/passwords.ts";
import { openTokens } from "../src/crypto/tokens.ts";
import type { UserId } from "../src/domain/ids.ts";
import { guestOf } from "../src/domain/session.ts";
import { aCaller, aRegistration, ids } from "./builders.ts";
import { createAuthDatabase, openStores } from "./database.ts";

let own: TestDatabase;
let proxy: CountingProxy;
let stores: Awaited<ReturnType<typeof openStores>>;
let app: AuthUseCases;

beforeAll(async () => {
  own = await createAuthDatabase();
  proxy = await startCountingProxy(own.url);
  stores = await openStores(proxy.url, 1);
  const { privateKey } = await generateKeyPair("EdDSA", { extractable: true });
  const key = { ...(await exportJWK(privateKey)), kid: "test" };
  const issuer = await createTokenIssuer({ key, issuer: "test", audience: "test", clock: systemClock });
  app = authUseCases({
    ...stores,
    passwords: await openPasswords(),
    tokens: openTokens(issuer),
    commonPasswords,
    endAccess: () => undefined,
    clock: systemClock,
    ids,
  });
});

afterAll(async () => {
  await stores?.database.close();
  await proxy?.close();
  await own?.drop();
});

const stranger = { kind: "stranger" } as const;
const aGuest = () => guestOf(ids.next("usr"));
const aGuestVisitor = () => ({ kind: "guest", guest: aGuest() }) as const;
const request = { caller: "usr_1", method: "/m", hash: "" };
const aRequest = () => ({ ...request, key: ids.uuid() });

/** A use case to count, after what it needs has been done. */
type Prepare = () => Promise<() => Promise<unknown>>;

const anAccount = async () => {
  const registration = aRegistration();
  const pair = await app.register(stranger, registration);
  return { ...pair, ...registration, userId: pair.userId as UserId };
};

const budget: readonly (readonly [string, number, Prepare])[] = [
  ["StartGuestSession", 0, async () => () => app.startGuestSession()],
  [
    "RefreshSession of a guest",
    1,
    async () => {
      const { refreshToken } = await app.startGuestSession();
      return () => app.refreshSession(refreshToken);
    },
  ],
  ["Register", 5, async () => () => app.register(stranger, aRegistration())],
  ["Register as a guest", 6, async () => () => app.register(aGuestVisitor(), aRegistration())],
  [
    "SignIn",
    2,
    async () => {
      const account = await anAccount();
      return () => app.signIn(stranger, account);
    },
  ],
  [
    "SignIn as a guest",
    7,
    async () => {
      const account = await anAccount();
      return () => app.signIn(aGuestVisitor(), account);
    },
  ],
  [
    "SignIn with a wrong password",
    2,
    async () => {
      const { email } = await anAccount();
      return () => app.signIn(stranger, { email, password: "wrong" }).catch(() => undefined);
    },
  ],
  [
    "RefreshSession",
    1,
    async () => {
      const { refreshToken } = await anAccount();
      return () => app.refreshSession(refreshToken);
    },
  ],
  [
    "RefreshSession with a token that was exchanged",
    7,
    async () => {
      const { refreshToken } = await anAccount();
      await app.refreshSession(refreshToken);
      return () => app.refreshSession(refreshToken).catch(() => undefined);
    },
  ],
  ["SignOut", 5, async () => () => app.signOut(aGuest())],
  [
    "GetAccount",
    1,
    async () => {
      const { userId } = await anAccount();
      return () => app.getAccount(userId);
    },
  ],
  ["ListAccounts", 1, async () => () => app.listAccounts({ pageSize: 0, pageToken: "", email: "" })],
  [
    "SetRoles",
    8,
    async () => {
      const { userId } = await anAccount();
      return () => app.setRoles(aCaller("*"), { userId, roles: ["clerk"], request: aRequest() });
    },
  ],
  [
    "EndSessions",
    7,
    async () => {
      const { userId } = await anAccount();
      return () => app.endSessions(userId, aRequest());
    },
  ],
];

test.each(budget)("%s takes %i statements", async (_, most, prepare) => {
  const run = await prepare();
  const call: Call = {
    method: "/t",
    caller: { workload: "gateway" },
    deadline: Date.now() + 10_000,
    signal: new AbortController().signal,
    requestId: "r",
    traceparent: "",
  };
  const before = proxy.counts().statements;
  await runInCall(call, run);
  expect(proxy.counts().statements - before).toBe(most);
});
