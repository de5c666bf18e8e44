import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import http from "node:http";
import http2 from "node:http2";
import { connect } from "node:net";
import { createInterface } from "node:readline";
import { buffer } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { jest } from "@jest/globals";
import fc from "fast-check";
import { type Attack, attack, rawAttack } from "./attacks.ts";

/** The long form attacks ten times as often. */
const times = process.env.CONFORMANCE === "1" ? 10 : 1;

jest.setTimeout(times * 60_000);

/** One seed, so that a failure of one run is a failure of each. */
const seed = 20_260_101;
const patienceMs = 250;
/** A connection that sent some hundreds of malformed requests is ended: what comes after them would not be read. */
const attacksPerConnection = 250;

interface Target extends AsyncDisposable {
  readonly url: string;
  isAlive(): boolean;
  /** What it logged as errors. */
  errors(): Promise<unknown[]>;
}

async function target(): Promise<Target> {
  const program = fileURLToPath(new URL("run-gateway.ts", import.meta.url));
  const child: ChildProcess = spawn("node", [program], { stdio: ["pipe", "pipe", "inherit"] });
  if (child.stdout === null || child.stdin === null) throw new Error("the gateway has no pipes");
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  const read = async () => JSON.parse((await lines.next()).value ?? "{}");
  const { url } = await read();
  return {
    url,
    isAlive: () => child.exitCode === null && child.signalCode === null,
    async errors() {
      child.stdin?.write("\n");
      return (await read()).errors;
    },
    async [Symbol.asyncDispose]() {
      const gone = once(child, "exit");
      if (child.exitCode === null && child.kill()) await gone;
    },
  };
}

async function inTurns<T>(items: readonly T[], atOnce: number, work: (item: T) => Promise<void>): Promise<void> {
  const left = items.values();
  const worker = async () => {
    for (const item of left) await work(item);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
}

/** What the answer says of the call: its HTTP status, and the one of gRPC if it has one. */
interface Verdict {
  readonly http: number;
  readonly grpc: number;
  readonly text: string;
}

function byHttp1(url: string, { method, path, headers, body }: Attack): Promise<Verdict | undefined> {
  return new Promise((resolve) => {
    const request = http.request(
      url + path,
      { method, headers, agent: false, timeout: patienceMs },
      async (response) => {
        const text = (await buffer(response).catch(() => Buffer.alloc(0))).toString("latin1");
        const told = { ...response.headers, ...response.trailers };
        resolve(verdict(response.statusCode, told["grpc-status"], `${text}${told["grpc-message"] ?? ""}`));
      },
    );
    request.on("error", () => resolve(undefined)).on("timeout", () => request.destroy());
    request.end(body);
  });
}

function byHttp2(
  session: http2.ClientHttp2Session,
  { method, path, headers, body }: Attack,
): Promise<Verdict | undefined> {
  return new Promise((resolve) => {
    const stream = session.request({ ...headers, ":method": method, ":path": path });
    let status: number | undefined;
    let grpc: unknown;
    const chunks: Buffer[] = [];
    stream.on("response", (head) => {
      status = head[":status"];
      grpc = head["grpc-status"];
    });
    stream.on("trailers", (trailers) => {
      grpc = trailers["grpc-status"];
      chunks.push(Buffer.from(String(trailers["grpc-message"] ?? "")));
    });
    stream.on("data", (chunk) => chunks.push(chunk)).on("error", () => resolve(undefined));
    stream.setTimeout(patienceMs, () => stream.close(http2.constants.NGHTTP2_CANCEL));
    stream.on("close", () => resolve(verdict(status, grpc, Buffer.concat(chunks).toString("latin1"))));
    stream.end(body);
  });
}

function verdict(status: number | undefined, grpc: unknown, text: string): Verdict {
  const inBody = /grpc-status: (\d+)/i.exec(text)?.[1];
  return { http: status ?? 0, grpc: Number(grpc ?? inBody ?? 0), text };
}

function raw(url: string, bytes: Buffer): Promise<void> {
  return new Promise((resolve) => {
    const socket = connect(Number(new URL(url).port), "127.0.0.1", () => socket.write(bytes));
    socket.setTimeout(patienceMs, () => socket.destroy());
    socket.on("error", () => undefined).on("close", () => resolve());
    socket.resume();
  });
}

/** What gRPC itself calls INTERNAL: a compressed message of no coding. */
const allowed = /not(?: |%20)know(?: |%20)how(?: |%20)to(?: |%20)decompress/;

/** What the gateway calls its own failure, though all that happened was sent by a stranger. */
function blamed(sent: Attack, got: Verdict | undefined): readonly string[] {
  if (got === undefined || allowed.test(got.text)) return [];
  if (got.http !== 500 && got.grpc !== 13 && got.grpc !== 2) return [];
  return [`${sent.method} ${sent.path} ${JSON.stringify(sent.headers)}: ${got.http} ${got.grpc} ${got.text}`];
}

test("nothing a stranger sends kills the gateway, or is called a failure of its own", async () => {
  await using gateway = await target();
  const failures: string[] = [];
  const attacks = fc.sample(attack, { seed, numRuns: times * 1_000 });
  const answered = { http1: 0, http2: 0 };
  await inTurns(attacks.slice(0, times * 500), 20, async (sent) => {
    const got = await byHttp1(gateway.url, sent);
    if (got !== undefined) answered.http1 += 1;
    failures.push(...blamed(sent, got));
  });
  const overHttp2 = attacks.slice(times * 500);
  for (let at = 0; at < overHttp2.length; at += attacksPerConnection) {
    const session = http2.connect(gateway.url).on("error", () => undefined);
    await inTurns(overHttp2.slice(at, at + attacksPerConnection), 20, async (sent) => {
      const got = await byHttp2(session, sent);
      if (got !== undefined) answered.http2 += 1;
      failures.push(...blamed(sent, got));
    });
    session.destroy();
  }
  await inTurns(fc.sample(rawAttack, { seed, numRuns: times * 600 }), 40, (bytes) => raw(gateway.url, bytes));
  expect(failures).toEqual([]);
  expect(gateway.isAlive()).toBe(true);
  expect((await fetch(`${gateway.url}/healthz`)).status).toBe(200);
  expect(await gateway.errors()).toEqual([]);
  process.stderr.write(`answered ${answered.http1} by HTTP/1.1, ${answered.http2} by HTTP/2, of ${times * 500} each\n`);
  // Without an answer are those that a client of HTTP/2 does not even send, and those a busy machine answers late.
  expect(answered.http1).toBeGreaterThan(times * 250);
  expect(answered.http2).toBeGreaterThan(times * 250);
});
