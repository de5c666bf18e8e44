import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { silentLogger } from "#mesh/kernel";
import { createTestDatabase, type TestDatabase } from "#mesh/testing";
import { checkPoolBudget, openStore, provision, purgeRequestKeys, type Store, statement } from "./mod.ts";
import { aRequest, asOwner, count, countKeys, makeThing, openShop } from "./test/shop.ts";

let database: TestDatabase;
let folder: string;

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "migrations-"));
  await asOwner(database.url, 'DROP SCHEMA IF EXISTS shop CASCADE; DROP SCHEMA IF EXISTS "user" CASCADE');
});
afterEach(() => rm(folder, { recursive: true }));

async function migration(name: string, sql: string): Promise<void> {
  await mkdir(join(folder, name), { recursive: true });
  await writeFile(join(folder, name, "migration.sql"), sql);
}

function open(service = "shop", url = database.url): Promise<Store> {
  return openStore({ service, url, poolSize: 1, migrations: [pathToFileURL(`${folder}/`)], log: silentLogger });
}

async function openAndClose(service?: string): Promise<void> {
  const store = await open(service);
  await store.close();
}

const who = statement<{ role: string; cap: string }>(
  "t.who",
  "SELECT current_user AS role, current_setting('statement_timeout') AS cap",
);

test("each service owns its schema by a role that sees no other's, also where the name is a word of SQL", async () => {
  const services = ["shop", "user"];
  expect(await provision({ url: database.url, services })).toEqual({ schemas: [...services, "bus"], roles: true });
  await migration("1_things", "CREATE TABLE things (id int)");
  const [shop, user] = [await open("shop"), await open("user")];
  expect(await user.query(who)).toEqual([{ role: "um_user", cap: "30s" }]);
  await user.query(statement("t.own", 'SELECT FROM "user".things'));
  const foreign = shop.query(statement("t.foreign", 'SELECT FROM "user".things'));
  await expect(foreign).rejects.toThrow("permission denied for schema user");
  await Promise.all([shop.close(), user.close()]);
});

test("provisioning again, or several times at once, changes nothing", async () => {
  const services = ["shop", "user", "other"];
  await Promise.all(Array.from({ length: 4 }, () => provision({ url: database.url, services })));
  await provision({ url: database.url, services });
  await openAndClose();
});

test("a login that may not create roles owns the schemas itself", async () => {
  const login = `login_${process.pid}_${Date.now()}`;
  await asOwner(
    database.url,
    `CREATE ROLE ${login} LOGIN PASSWORD 'secret'; GRANT CREATE ON DATABASE ${new URL(database.url).pathname.slice(1)} TO ${login}`,
  );
  const url = new URL(database.url);
  url.username = login;
  url.password = "secret";
  await asOwner(database.url, "DROP SCHEMA IF EXISTS bus CASCADE");
  expect(await provision({ url: url.href, services: ["shop"] })).toEqual({ schemas: ["shop", "bus"], roles: false });
  const store = await open("shop", url.href);
  expect(await store.query(who)).toEqual([{ role: login, cap: "30s" }]);
  await store.close();
  await asOwner(database.url, `DROP OWNED BY ${login} CASCADE; DROP ROLE ${login}`);
});

test("names that do not belong into SQL are refused", async () => {
  await expect(provision({ url: database.url, services: ['a" CASCADE'] })).rejects.toThrow(RangeError);
});

test("a schema nobody provisioned is told", async () => {
  await expect(open()).rejects.toThrow("there is no schema shop in the database: provision it first");
});

describe("migrations", () => {
  beforeEach(() => provision({ url: database.url, services: ["shop"] }));

  test("processes that start at once apply each once, in order, into Prisma's table", async () => {
    await migration("1_things", "CREATE TABLE things (id int)");
    await migration("2_more", "ALTER TABLE things ADD name text");
    await Promise.all(Array.from({ length: 3 }, () => openAndClose()));
    const history = await asOwner(
      database.url,
      "SELECT migration_name, length(checksum), applied_steps_count, finished_at IS NOT NULL AS finished FROM shop._prisma_migrations ORDER BY 1",
    );
    const row = { length: 64, applied_steps_count: 1, finished: true };
    expect(history).toEqual([
      { migration_name: "1_things", ...row },
      { migration_name: "2_more", ...row },
    ]);
  });

  test("one that was changed after it had been applied is refused by name", async () => {
    await migration("1_things", "CREATE TABLE things (id int)");
    await openAndClose();
    await migration("1_things", "CREATE TABLE things (id bigint)");
    await expect(open()).rejects.toThrow("migration 1_things was changed after it had been applied to schema shop");
  });

  test("one that fails leaves nothing of itself and can be mended", async () => {
    await migration("1_things", "CREATE TABLE things (id int); SELECT 1/0");
    await expect(open()).rejects.toThrow("migration 1_things failed on schema shop: division by zero");
    await migration("1_things", "CREATE TABLE things (id int)");
    await openAndClose();
  });
});

test("pools that do not fit into the server are told before it refuses them", async () => {
  await checkPoolBudget(database.url, { shop: 4, user: 4 });
  await expect(checkPoolBudget(database.url, { shop: 5_000, user: 4 })).rejects.toThrow(
    /need 5004 \+ 20 connections, but PostgreSQL allows \d+: .*\(shop 5000, user 4\)/,
  );
});

test("old request keys are purged in batches, young ones stay", async () => {
  const shop = await openShop(database.url);
  for (let index = 0; index < 7; index++) await makeThing(shop, `thing_${index}`, aRequest(`k${index}`));
  const soon = new Date(Date.now() + 1_000);
  expect(await purgeRequestKeys(shop, { before: new Date(0) })).toBe(0);
  expect(await purgeRequestKeys(shop, { before: soon, batchSize: 2, batches: 2 })).toBe(4);
  expect(await purgeRequestKeys(shop, { before: soon, batchSize: 2 })).toBe(3);
  expect(await count(shop, countKeys)).toBe(0);
  await shop.close();
});

test("a statement's name fits into PostgreSQL's", () => {
  expect(() => statement("n".repeat(64), "SELECT 1")).toThrow(RangeError);
});
