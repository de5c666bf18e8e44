import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startTimeOf } from "#mesh/machine";
import { freePort } from "#mesh/testing";
import { layoutOf } from "../um/start/layout.ts";
import { findOrStartMarket } from "./find-or-start-market.ts";

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "find-market-"));
});

afterEach(() => rm(folder, { recursive: true }));

/** Answers every request by this. */
async function answering(status: number, body: string) {
  const server = createServer((_, response) => response.writeHead(status).end(body));
  await once(server.listen(0, "127.0.0.1"), "listening");
  const { port } = server.address() as AddressInfo;
  const close = async () => {
    server.close();
    server.closeAllConnections();
  };
  return { port, [Symbol.asyncDispose]: close };
}

const runFile = (startTime: string | undefined, notes: object) =>
  writeFile(
    join(folder, "run.json"),
    JSON.stringify({ supervisor: { pid: process.pid, startTime }, units: [], notes }),
  );

/** Looks for a market; one that is started in vain says so. */
async function look(port: number, start?: readonly string[]) {
  const told: string[] = [];
  const found = await findOrStartMarket(port, layoutOf(folder), (text) => told.push(text), start);
  return { found, told };
}

const startsNothing = ["-e", "process.exit(1)"];
const notes = { welcomed: true, url: "http://127.0.0.1:4711" };

test.each([200, 503])("a market that says %i is found at the port", async (status) => {
  await using market = await answering(status, JSON.stringify({ ready: status === 200 }));
  const url = `http://127.0.0.1:${market.port}`;
  expect(await look(market.port)).toEqual({ found: { url, started: false }, told: [] });
});

test.each([
  ["a page", "<h1>Hello</h1>"],
  ["other JSON", "[]"],
])("%s at the port is no market", async (_, body) => {
  await using other = await answering(200, body);
  await expect(look(other.port)).rejects.toThrow(`answers at http://127.0.0.1:${other.port}; set PORT`);
});

test("a market that runs on the data folder is found wherever it answers", async () => {
  await runFile(startTimeOf(process.pid), notes);
  expect(await look(await freePort())).toEqual({ found: { url: notes.url, started: false }, told: [] });
  expect((await look(0)).found.url).toBe(notes.url);
});

test.each([
  ["another process under the same id", "0"],
  ["nobody", undefined],
])("the run file of %s is no market", async (_, startTime) => {
  await runFile(startTime, notes);
  await expect(look(0, startsNothing)).rejects.toThrow(/did not start; .*start.log says why/);
});

test("a market that somebody else is starting is waited for", async () => {
  await runFile(startTimeOf(process.pid), {});
  const looking = look(0, ["-e", "setTimeout(() => {}, 50)"]);
  const pause = setTimeout(() => runFile(startTimeOf(process.pid), notes), 300);
  expect((await looking).found.url).toBe(notes.url);
  clearTimeout(pause);
});

test("a market that is started is told, and found once it welcomes", async () => {
  const content = JSON.stringify({ supervisor: { pid: process.pid, startTime: startTimeOf(process.pid) }, notes });
  const script = `require("node:fs").writeFileSync(${JSON.stringify(join(folder, "run.json"))}, ${JSON.stringify(content)})`;
  const { found, told } = await look(0, ["-e", script]);
  expect(found).toEqual({ url: notes.url, started: true });
  expect(told).toEqual([expect.stringContaining(`it is started on ${folder}`)]);
});
