import type { TestDatabase } from "#mesh/testing";
import { authStoresContract } from "./auth-stores.contract.ts";
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

test("neither a refresh token nor an e-mail that failed is kept in plain text", async () => {
  const { rows } = await stores.database.pool.query(
    `SELECT token_hash AS digest FROM refresh_tokens UNION ALL SELECT email_hash FROM sign_in_failures`,
  );
  expect(rows.length).toBeGreaterThan(0);
  expect(rows.filter(({ digest }) => digest.length !== 32)).toEqual([]);
});
