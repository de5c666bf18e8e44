import { text } from "#mesh/config";
import { type DomainEvent, silentLogger } from "#mesh/kernel";
import { type Database, provision, statement } from "#mesh/store";
import { createTestDatabase, eventually, fakeClock, type TestDatabase } from "#mesh/testing";
import { defineService } from "./define-service.ts";
import { startHost } from "./host.ts";
import { housekeeping } from "./housekeeping.ts";

const identity = { MESH_TOKEN_KEYS: "/nowhere", MESH_TOKEN_ISSUER: "test", MESH_LOG_LEVEL: "silent" };
const colorful = { color: text("PAINT_COLOR", { description: "the color" }) };
const day = 86_400_000;

let server: TestDatabase;

beforeAll(async () => {
  server = await createTestDatabase();
  await provision({ url: server.url, services: ["keeper", "hoarder", "miser", "magpie"] });
});

afterAll(() => server?.drop());

test("everything that is wrong with the settings of all services is said at once", async () => {
  const paint = defineService({ name: "paint", config: colorful, start: async () => ({}) });
  const env = { PAINT_COLOUR: "red", MESH_POOL_SIZE: "0" };
  const wrong = ["PAINT_COLOR", "PAINT_COLOUR", "MESH_POOL_SIZE", "MESH_TOKEN_KEYS", "MESH_TOKEN_ISSUER"];
  const problems = expect.arrayContaining(wrong.map((name) => expect.objectContaining({ name })));
  await expect(startHost({ name: "test", services: [paint], env })).rejects.toMatchObject({ problems });
});

test("a service gets its settings, and what it owns is closed with the host", async () => {
  const seen: string[] = [];
  const paint = defineService({
    name: "paint",
    config: colorful,
    async start({ config: { color }, own }) {
      own({ close: async () => void seen.push("closed") });
      seen.push(color);
      return { addresses: { easel: "north wall" } };
    },
  });
  const host = await startHost({ name: "test", services: [paint], env: { ...identity, PAINT_COLOR: "red" } });
  expect(host.addresses).toEqual({ easel: "north wall" });
  await host.close();
  expect(seen).toEqual(["red", "closed"]);
});

test("when a service cannot start, those before it are closed", async () => {
  const closed: string[] = [];
  const first = defineService({
    name: "first",
    config: {},
    async start({ own }) {
      own({ close: async () => void closed.push("first") });
      return {};
    },
  });
  const second = defineService({ name: "second", config: {}, start: () => Promise.reject(new Error("no paint")) });
  await expect(startHost({ name: "test", services: [first, second], env: identity })).rejects.toThrow("no paint");
  expect(closed).toEqual(["first"]);
});

const insert = statement<never>("test.insert", "INSERT INTO notes (note) VALUES ($1)");

/** A service with a table of notes; each note is an event. */
function notebook(name: string, opened: (database: Database<DomainEvent>) => void = () => {}) {
  return defineService({
    name,
    config: {},
    async start({ openDatabase }) {
      const migrations = new URL("test/migrations/", import.meta.url);
      const encodeEvent = () => ({ subject: "keeper.v1.noted", payload: new Uint8Array() });
      opened(await openDatabase<DomainEvent>({ migrations, encodeEvent }));
      return {};
    },
  });
}

function note(database: Database<DomainEvent>, text: string, key?: string): Promise<string> {
  const request = key === undefined ? undefined : { caller: "test", method: "note", key, hash: "" };
  return database.change(request, async (tx) => {
    await tx.query(insert, [text]);
    return { answer: text, events: [{ type: "Noted", key: text, version: 1 }] };
  });
}

test("a service that keeps data is not started without DATABASE_URL", async () => {
  const started = startHost({ name: "test", services: [notebook("keeper")], env: identity });
  await expect(started).rejects.toMatchObject({ problems: [expect.objectContaining({ name: "DATABASE_URL" })] });
});

test("pools that ask for more connections than PostgreSQL allows are refused", async () => {
  const env = { ...identity, DATABASE_URL: server.url, MESH_POOL_SIZE: "100" };
  const services = ["keeper", "hoarder", "miser", "magpie"].map((name) => notebook(name));
  await expect(startHost({ name: "test", services, env })).rejects.toThrow("the connection pools need 403 + 20");
});

test("while services start, none of them is ready, and calls to them are UNAVAILABLE", async () => {
  let seen: unknown;
  const eager = defineService({
    name: "eager",
    config: {},
    async start({ process }) {
      const call = process.channelTo("eager").unary("/a.B/C", new Uint8Array(), {});
      seen = [await process.readiness(), await call.catch(({ code }) => code)];
      return {};
    },
  });
  const host = await startHost({ name: "test", services: [eager], env: identity });
  expect(seen).toEqual([[{ name: "eager", isReady: false, problem: "starting" }], 14]);
  await host.close();
});

test("an event of one service reaches the consumer of another", async () => {
  let keeper: Database<DomainEvent> | undefined;
  const heard: string[] = [];
  const listener = defineService({
    name: "listener",
    config: {},
    async start() {
      const handle = async ({ envelope }: { envelope: { key: string } }) => void heard.push(envelope.key);
      return { consumers: [{ name: "listener", subjects: ["keeper.v1.noted"], handle }] };
    },
  });
  const services = [notebook("keeper", (database) => (keeper = database)), listener];
  const host = await startHost({ name: "test", services, env: { ...identity, DATABASE_URL: server.url } });
  if (keeper === undefined) throw new Error("not opened");
  await note(keeper, "buy milk");
  await eventually(() => heard.includes("buy milk"));
  expect(await host.readiness()).toContainEqual({ name: "keeper", isReady: true });
  await host.close();
});

test("request keys are forgotten after their retention, and not before", async () => {
  let database: Database<DomainEvent> | undefined;
  const services = [notebook("hoarder", (opened) => (database = opened))];
  const host = await startHost({ name: "test", services, env: { ...identity, DATABASE_URL: server.url } });
  if (database === undefined) throw new Error("not opened");
  await note(database, "once", "key");
  const clock = fakeClock(new Date(Date.now() + 6 * day));
  const { run } = housekeeping({ databases: [database], retentionMs: 7 * day, clock, log: silentLogger });
  await run();
  expect(await note(database, "twice", "key")).toBe("once");
  clock.advance(2 * day);
  await run();
  expect(await note(database, "twice", "key")).toBe("twice");
  await host.close();
});
