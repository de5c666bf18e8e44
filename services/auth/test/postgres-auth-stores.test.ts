import { sentStatements, type TestDatabase } from "#mesh/testing";
import { changePassword } from "../src/domain/credentials.ts";
import { refreshTokenLifeMs } from "../src/domain/session.ts";
import { apiKeyStoreContract } from "./api-key-store.contract.ts";
import { authStoresContract } from "./auth-stores.contract.ts";
import { aNewAccount, ids, noon } from "./builders.ts";
import { codeStoreContract } from "./code-store.contract.ts";
import { createAuthDatabase, openStores } from "./database.ts";

let own: TestDatabase;
let stores: Awaited<ReturnType<typeof openStores>>;

beforeAll(async () => {
  own = await createAuthDatabase();
  stores = await openStores(own.url);
});

afterAll(async () => {
  await stores?.database.close();
  await own?.drop();
});

authStoresContract(() => stores);
codeStoreContract(() => stores);
apiKeyStoreContract(() => stores);

test("neither a refresh token nor an API key nor an e-mail that failed is kept in plain text", async () => {
  const { rows } = await stores.database.pool.query(
    `SELECT token_hash AS digest FROM refresh_tokens UNION ALL SELECT email_hash FROM sign_in_failures
     UNION ALL SELECT key_hash FROM api_keys`,
  );
  expect(rows.length).toBeGreaterThan(0);
  expect(rows.filter(({ digest }) => digest.length !== 32)).toEqual([]);
});

test("whoever ends sessions locks the account first, so that none of them is undone and done again", async () => {
  const { accounts, sessions } = stores;
  for (let round = 0; round < 10; round++) {
    const { account, passwordHash } = aNewAccount();
    const { userId, email } = account;
    await accounts.create({ account, passwordHash, events: [] });
    const times = { now: noon, expireTime: new Date(noon.getTime() + refreshTokenLifeMs) };
    for (let count = 0; count < 20; count++) {
      const opened = { sessionId: ids.next("ses"), userId, refreshToken: ids.uuid(), ...times };
      await sessions.open({ email, passwordHash, opened, events: [] });
    }
    const session = { userId, sessionId: ids.next("ses") };
    const change = { session, email, verifiedHash: passwordHash, passwordHash: "another hash", now: noon };
    const sent = await sentStatements(() =>
      Promise.all([
        accounts.changePassword(change, (before, ended) => changePassword(before, ended, noon)),
        accounts.endSessions(userId, noon),
      ]),
    );
    expect(sent.filter(({ name }) => name === "BEGIN")).toHaveLength(2);
  }
});
