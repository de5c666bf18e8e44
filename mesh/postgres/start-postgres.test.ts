import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { networkInterfaces } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { jest } from "@jest/globals";
import pg from "pg";
import { silentLogger } from "#mesh/kernel";
import { isAlive } from "#mesh/machine";
import { eventually, postgresTemplate as template, temporaryFolder } from "#mesh/testing";
import { type Postgres, type PostgresOptions, startPostgres, withoutDurability } from "./mod.ts";

const owner = fileURLToPath(new URL("./test/owner.ts", import.meta.url));
const servers: Postgres[] = [];
const warnings: string[] = [];
let root: string;

jest.setTimeout(30_000);

beforeAll(async () => {
  root = await temporaryFolder();
});

afterAll(async () => {
  await Promise.all(servers.map((server) => server.stop()));
  await rm(root, { recursive: true, force: true });
});

const freshFolder = () => mkdtemp(join(root, "folder-"));

async function start(folder: string, options: Partial<PostgresOptions> = {}): Promise<Postgres> {
  const log = { ...silentLogger, warn: (message: string) => warnings.push(message) };
  const server = await startPostgres({ folder, template, settings: withoutDurability, log, ...options });
  servers.push(server);
  return server;
}

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  client.on("error", () => {});
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

const refusal = (reason: string, message: RegExp) =>
  expect.objectContaining({ name: "PostgresStartError", reason, message: expect.stringMatching(message) });

test("a first start makes a UTF-8 cluster with checksums, for loopback and for those with the password", async () => {
  const folder = await freshFolder();
  const server = await startPostgres({ folder, log: silentLogger });
  servers.push(server);
  const sql = `SELECT current_setting('fsync') fsync, current_setting('data_checksums') checksums, datlocale,
    current_setting('max_connections') connections, pg_encoding_to_char(encoding) encoding FROM pg_database LIMIT 1`;
  expect(await query(server.url, sql)).toEqual([
    { fsync: "on", checksums: "on", datlocale: "C.UTF-8", connections: "200", encoding: "UTF8" },
  ]);
  expect((await stat(join(folder, "data", "superuser-password"))).mode & 0o777).toBe(0o600);
  const wrong = new URL(server.url);
  wrong.password = "guess";
  await expect(query(wrong.href, "SELECT 1")).rejects.toMatchObject({ code: "28P01" });
});

test("nothing but loopback is listened on", async () => {
  const server = await start(await freshFolder());
  const others = Object.values(networkInterfaces()).flatMap((list) => list ?? []);
  for (const { address } of others.filter(({ internal, family }) => !internal && family === "IPv4")) {
    const url = new URL(server.url);
    url.hostname = address;
    await expect(query(url.href, "SELECT 1")).rejects.toMatchObject({ code: "ECONNREFUSED" });
  }
  expect(await query(server.url, "SHOW listen_addresses")).toEqual([{ listen_addresses: "127.0.0.1" }]);
  expect(await query(server.url, "SHOW unix_socket_directories")).toEqual([{ unix_socket_directories: "" }]);
});

test("a second start finds the data and the password of the first", async () => {
  const folder = await freshFolder();
  const first = await start(folder);
  await query(first.url, "CREATE TABLE kept AS SELECT 1 AS n");
  await first.stop();
  await first.stop();
  await expect(first.exited).resolves.toEqual({ code: 0, signal: null });
  const second = await start(folder, { port: first.port });
  expect(second.url).toBe(first.url);
  expect(await query(second.url, "SELECT n FROM kept")).toEqual([{ n: 1 }]);
});

test("right after kill -9, with a worker still busy, it starts again on its port with all that was committed", async () => {
  const folder = await freshFolder();
  const first = await start(folder, { settings: {} });
  await query(first.url, "CREATE TABLE kept AS SELECT 1 AS n");
  const busy = query(first.url, "SELECT count(*) FROM generate_series(1, 1000000000000)").catch((error) => error);
  await eventually(async () => {
    const rows = await query(
      first.url,
      "SELECT 1 FROM pg_stat_activity WHERE query LIKE '%generate_series%' AND pid <> pg_backend_pid()",
    );
    return rows.length > 0;
  });
  process.kill(first.pid, "SIGKILL");
  await expect(first.exited).resolves.toEqual({ code: null, signal: "SIGKILL" });
  const second = await start(folder, { port: first.port, settings: {} });
  expect(await query(second.url, "SELECT n FROM kept")).toEqual([{ n: 1 }]);
  expect(await busy).toBeInstanceOf(Error);
  expect(warnings).toContain("ending workers of a PostgreSQL that was killed");
});

test("a lock file whose process id now belongs to another program is no obstacle", async () => {
  const folder = await freshFolder();
  const first = await start(folder);
  const lock = join(folder, "data", "postmaster.pid");
  const lines = (await readFile(lock, "utf8")).split("\n");
  await first.stop();
  const stranger = spawn("/bin/sleep", ["60"], { stdio: "ignore" });
  await writeFile(lock, [stranger.pid, ...lines.slice(1)].join("\n"));
  await start(folder);
  expect(stranger.kill()).toBe(true);
  expect(warnings).toContain("removing the lock file of a dead PostgreSQL, whose process id is in use again");
});

test("a second server on the same folder is refused, and the first goes on", async () => {
  const folder = await freshFolder();
  const first = await start(folder);
  await expect(start(folder)).rejects.toThrow(refusal("ALREADY_RUNNING", /already running on .*make stop/));
  expect(await query(first.url, "SELECT 1 AS n")).toEqual([{ n: 1 }]);
});

test("of two first starts at once one wins, and the other says that a server is running", async () => {
  const folder = await freshFolder();
  const results = await Promise.allSettled([start(folder), start(folder)]);
  expect(results.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
  const refused = results.find((result) => result.status === "rejected");
  expect(refused?.reason).toEqual(refusal("ALREADY_RUNNING", /already running/));
  expect(await readdir(folder)).toEqual(["data", "postgres.log"]);
});

test("a wanted port that is taken is refused by its number", async () => {
  const other = createServer().listen(0, "127.0.0.1");
  await once(other, "listening");
  const { port } = other.address() as { port: number };
  await expect(start(await freshFolder(), { port })).rejects.toThrow(
    refusal("PORT_TAKEN", new RegExp(`^Port ${port} is taken by another program: `)),
  );
  other.close();
});

test("data of another major version is refused, naming both", async () => {
  const folder = await freshFolder();
  await mkdir(join(folder, "data"), { mode: 0o700 });
  await writeFile(join(folder, "data", "PG_VERSION"), "17\n");
  await expect(start(folder)).rejects.toThrow(refusal("VERSION_MISMATCH", /PostgreSQL 17, and this is 18: /));
});

test.each([
  ["a folder that is a data directory itself", (folder: string) => writeFile(join(folder, "PG_VERSION"), "18\n")],
  ["a data folder without PG_VERSION", (folder: string) => mkdir(join(folder, "data"))],
])("%s is left alone", async (_, prepare) => {
  const folder = await freshFolder();
  await prepare(folder);
  const before = await readdir(folder);
  await expect(start(folder)).rejects.toThrow(refusal("FOLDER_NOT_OURS", /move it away, or choose another/));
  expect(await readdir(folder)).toEqual(before);
});

test("a file in the place of the folder is refused", async () => {
  const file = join(await freshFolder(), "file");
  await writeFile(file, "");
  await expect(start(join(file, "below"))).rejects.toThrow(refusal("FOLDER_NOT_OURS", /is not a folder/));
});

test("a lost password is told apart, and no server stays behind", async () => {
  const folder = await freshFolder();
  await (await start(folder)).stop();
  await rm(join(folder, "data", "superuser-password"));
  await expect(start(folder)).rejects.toThrow(refusal("PASSWORD_MISSING", /restore that file/));
  expect(await readdir(join(folder, "data"))).not.toContain("postmaster.pid");
});

test("a path far longer than a Unix socket's may be works, and one too long for PostgreSQL is refused", async () => {
  const deep = join(await freshFolder(), "d".repeat(200), "e".repeat(200));
  expect(await query((await start(deep)).url, "SELECT 1 AS n")).toEqual([{ n: 1 }]);
  const tooDeep = join(deep, "f".repeat(200), "g".repeat(200), "h".repeat(200));
  await expect(start(tooDeep)).rejects.toThrow(refusal("FOLDER_PATH_TOO_LONG", /below 900 bytes/));
});

/** A process of its own that starts a server, to be killed. */
function startElsewhere(folder: string, ...template: string[]): ChildProcess {
  return spawn(process.execPath, [owner, folder, ...template], { stdio: ["ignore", "inherit", "inherit", "ipc"] });
}

test("when the process that started it is killed the server ends, and a start meanwhile waits for that", async () => {
  const folder = await freshFolder();
  const child = startElsewhere(folder, template);
  const [{ pid, url }] = await once(child, "message");
  await query(url, "CREATE TABLE kept AS SELECT 1 AS n");
  child.kill("SIGKILL");
  await once(child, "exit");
  const next = await start(folder);
  expect(isAlive(pid)).toBe(false);
  expect(await query(next.url, "SELECT n FROM kept")).toEqual([{ n: 1 }]);
});

test("a first start that is killed while the data directory is made leaves nothing in the way of the next", async () => {
  const folder = await freshFolder();
  const child = startElsewhere(folder);
  await eventually(async () => (await readdir(folder)).some((name) => /^data\.new-\d+-[^.]+$/.test(name)));
  child.kill("SIGKILL");
  await once(child, "exit");
  expect(await readdir(folder)).not.toContain("data");
  await start(folder);
  expect((await readdir(folder)).toSorted()).toEqual(["data", "postgres.log"]);
});
