import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createTestDatabase } from "#mesh/testing";
import { runUm, startUm } from "./um-program.ts";

let dataDir: string;

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "um-"));
});

afterEach(async () => {
  // What a failed test left running.
  if (existsSync(join(dataDir, "run.json"))) await runUm(["stop"], { DATA_DIR: dataDir });
  await rm(dataDir, { recursive: true });
}, 60_000);

/** Both accounts of the running market sign in with the passwords kept for the owner alone. */
async function expectAccounts(): Promise<void> {
  const file = join(dataDir, "accounts.json");
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  const { admin, customer } = JSON.parse(await readFile(file, "utf8"));
  expect(admin.password).toBe("a password for the test");
  const { notes } = JSON.parse(await readFile(join(dataDir, "run.json"), "utf8"));
  for (const body of [admin, customer]) {
    const headers = { "content-type": "application/json" };
    const response = await fetch(`${notes.url}/v1/auth:signIn`, {
      method: "POST",
      headers,
      body: JSON.stringify(body),
    });
    expect([body.email, response.status]).toEqual([body.email, 200]);
  }
}

const quick = () => ({ DATA_DIR: dataDir, PORT: "0", SAMPLE_SHOP: "false" });

test("um names its verbs, and each explains itself", async () => {
  const { code, output } = await runUm(["--help"]);
  expect(code).toBe(0);
  for (const verb of ["start", "stop", "status", "down", "up", "token", "call", "completion"]) {
    expect(output).toContain(`  ${verb} `);
    expect((await runUm([verb, "--help"])).output).toContain(`um ${verb}`);
  }
});

test("an unknown verb ends with 2 and says where to look", async () => {
  expect(await runUm(["fly"])).toEqual({ code: 2, output: 'um: there is no "fly"; see um --help\n' });
});

test("an option that does not exist ends with 2 and says where to look", async () => {
  const { code, output } = await runUm(["replay", "x.csv", "--form", "2010-12-01"]);
  expect({ code, output }).toEqual({
    code: 2,
    output: expect.stringMatching(/^um replay: .*'--form'(.|\n)*See um replay --help/),
  });
  expect(output).not.toMatch(/^ +at /m);
});

test("a port that is taken is named, with what to do", async () => {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as { port: number };
  const { code, output } = await runUm(["start"], { ...quick(), PORT: String(port) });
  server.close();
  expect(code).toBe(1);
  expect(output).toBe(
    `Port ${port} is taken by another program: choose another one with PORT=<port>, or 0 for any that is free.\n`,
  );
});

test("a data folder that cannot be made is named, with what to do", async () => {
  const file = join(dataDir, "file");
  await writeFile(file, "");
  const { code, output } = await runUm(["start"], { ...quick(), DATA_DIR: join(file, "data") });
  expect(code).toBe(1);
  expect(output).toContain("choose another one with DATA_DIR=<folder>.\n");
});

test("settings that are wrong are all named at once", async () => {
  const { code, output } = await runUm(["start"], { ...quick(), PORT: "eighty", PROCESSES: "some" });
  expect(code).toBe(1);
  expect(output).toContain("PORT");
  expect(output).toContain("PROCESSES");
});

test("PROFILE=production is refused: nothing of the demo belongs there, and nothing is made", async () => {
  const { code, output } = await runUm(["start"], { ...quick(), PROFILE: "production" });
  expect(code).toBe(1);
  expect(output).toContain("PROFILE=production takes identities");
  expect(await readdir(dataDir)).toEqual([]);
});

test("a password too short for an account is refused by name, and not shown", async () => {
  const { code, output } = await runUm(["start"], { ...quick(), DEMO_ADMIN_PASSWORD: "swordfish" });
  expect(code).toBe(1);
  expect(output).toContain("DEMO_ADMIN_PASSWORD");
  expect(output).not.toContain("swordfish");
});

test("a market is filled and sells once, refuses a second one on its data, survives kill -9, and stops", async () => {
  const env = { DATA_DIR: dataDir, PORT: "0" };
  const first = startUm(["start"], { ...env, DEMO_ADMIN_PASSWORD: "a password for the test" });
  await first.printed("Stop ");
  await first.printed("sample shop is loaded: 64 products of 17 brands in 8 categories and 4 collections");
  await first.printed("first purchase, as customer@ultramarket.example: order ");
  await first.printed(" is PAID");
  await expectAccounts();
  const another = await runUm(["start"], env);
  expect(another.output).toMatch(/^UltraMarket is already running on .* stop it first/m);
  expect(another.output).not.toMatch(/^ +at /m);
  expect(await runUm(["status"], env)).toMatchObject({ code: 0, output: expect.stringContaining("market") });

  expect((await runUm(["down", "chimney"], env)).output).toMatch(/^There is no process "chimney": postgres, /);

  process.kill(first.pid, "SIGKILL");
  await first.ended;
  const second = startUm(["start"], env);
  await second.printed("sample shop was loaded before");
  await second.printed("market answers; its newest product is ");
  await second.printed(`(passwords: ${join(dataDir, "accounts.json")})`);
  await second.printed("Stop ");
  expect(await runUm(["stop"], env)).toEqual({ code: 0, output: "UltraMarket has stopped.\n" });
  expect(await second.ended).toMatchObject({ code: 0, output: expect.stringContaining("UltraMarket has stopped.") });
  expect((await second.ended).output).not.toContain("first purchase");
  expect((await runUm(["status"], env)).code).toBe(1);
  for (const args of [["stop"], ["down", "market"], ["up", "market"]]) {
    expect((await runUm(args, env)).output).toBe(`No market runs on ${dataDir}.\n`);
  }
}, 120_000);

test("DATABASE_URL uses a server of one's own, and the sample shop stays away from what is in it", async () => {
  const database = await createTestDatabase();
  const env = { ...quick(), DATABASE_URL: database.url };
  const market = startUm(["start"], env);
  await market.printed("Stop ");
  await runUm(["stop"], env);
  const { output } = await market.ended;
  expect(output).toContain("PostgreSQL of DATABASE_URL is prepared");
  expect(output).toContain("has no products yet");
  await database.drop();
}, 60_000);

test("a PostgreSQL that cannot be reached is named", async () => {
  const { code, output } = await runUm(["start"], { ...quick(), DATABASE_URL: "postgres://nobody@127.0.0.1:1/none" });
  expect(code).toBe(1);
  expect(output).toContain("The PostgreSQL of DATABASE_URL cannot be used: ");
});

test("a token is printed for a role, and a role that is none is refused", async () => {
  const env = { DATA_DIR: dataDir };
  expect((await runUm(["token", "--role", "customer"], env)).output).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+\n$/);
  expect(await runUm(["token", "--role", "king"], env)).toEqual({
    code: 1,
    output: 'there is no role "king"; the roles are customer, staff, clerk, admin\n',
  });
  expect((await runUm(["token", "--hours", "100"], env)).output).toContain("at most 24");
});
