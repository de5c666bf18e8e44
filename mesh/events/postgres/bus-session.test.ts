import { silentLogger } from "#mesh/kernel";
import { openStore, provision, type Store, statement } from "#mesh/store";
import { createTestDatabase, eventually, startProxy, type TestDatabase, type Way } from "#mesh/testing";
import { type BusSession, openBusSession } from "./bus-session.ts";

const patienceMs = 200;
let database: TestDatabase;
let way: Way;
let store: Store;
let session: BusSession | undefined;

beforeAll(async () => {
  database = await createTestDatabase();
  await provision({ url: database.url, services: [] });
});
beforeEach(async () => {
  way = await startProxy(database.url);
  store = await openStore({ service: "bus", url: way.url, poolSize: 1, migrations: [], log: silentLogger });
});
afterEach(async () => {
  await session?.close();
  await store?.close();
  await way?.close();
});
afterAll(() => database?.drop());

test("a connection that went silent is given up and made anew, with its leases", async () => {
  const opened = openBusSession(store, silentLogger, patienceMs);
  session = opened;
  const lease = await eventually(async () => (await opened.tryLease("a")) ?? false);
  way.freeze();
  await expect(opened.tryLease("b")).rejects.toThrow();
  await eventually(() => !lease.isHeld());
  await lease.release();
  await eventually(async () => (await opened.tryLease("b")) !== undefined);
});

test("closing does not wait for a server that went silent", async () => {
  const opened = openBusSession(store, silentLogger, patienceMs);
  await eventually(async () => (await opened.tryLease("a")) !== undefined);
  way.freeze();
  await opened.close();
});

test("a server that refuses to be listened to is left with no connection", async () => {
  let tries = 0;
  const deaf: Store = {
    ...store,
    createClient() {
      const client = store.createClient();
      const connect = client.connect.bind(client);
      return Object.assign(client, {
        async connect() {
          await connect();
          tries++;
          Object.assign(client, { query: () => Promise.reject(new Error("cannot LISTEN during recovery")) });
        },
      });
    },
  };
  session = openBusSession(deaf, silentLogger, patienceMs);
  await eventually(() => tries === 4);
  const open = statement<{ count: bigint }>(
    "t.open",
    `SELECT count(*) FROM pg_stat_activity
     WHERE datname = current_database() AND application_name = 'bus' AND pid <> pg_backend_pid()`,
  );
  await eventually(async () => (await store.query(open))[0]?.count === 0n);
});
