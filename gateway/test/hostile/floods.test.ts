import { spawn } from "node:child_process";
import { once } from "node:events";
import { connect } from "node:net";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { jest } from "@jest/globals";
import { bombs, floods } from "./floods.ts";
import { rawHttp2 } from "./http2-bytes.ts";

jest.setTimeout(120_000);

const program = fileURLToPath(new URL("run-gateway.ts", import.meta.url));
const enhanceYourCalm = 11;

async function target() {
  const child = spawn("node", ["--expose-gc", program], { stdio: ["pipe", "pipe", "inherit"] });
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  const read = async () => JSON.parse((await lines.next()).value ?? "{}");
  const { url } = await read();
  return {
    url: String(url),
    isAlive: () => child.exitCode === null && child.signalCode === null,
    /** Bytes in use after a forced collection. */
    async heapUsed(): Promise<number> {
      child.stdin.write("heap\n");
      return (await read()).heapUsed;
    },
    async [Symbol.asyncDispose]() {
      const gone = once(child, "exit");
      if (child.exitCode === null && child.kill()) await gone;
    },
  };
}

/** Floods one connection; gives the code of the GOAWAY, if the gateway ended it. */
async function flood(url: string, { frames, ends }: (typeof floods)[string]): Promise<number | undefined> {
  const client = rawHttp2(url);
  client.send(Buffer.concat(frames()));
  if (ends) await client.closed;
  const [goaway] = ends ? await client.seen(7).catch(() => []) : [];
  client.close();
  return goaway?.readUInt32BE(4);
}

async function bomb(url: string, { headers, body }: (typeof bombs)[string]): Promise<number> {
  const response = await fetch(`${url}/ultramarket.testing.v1.EchoService/Echo`, { method: "POST", headers, body });
  await response.arrayBuffer();
  return response.status;
}

/** Connections that say little, and slowly; all are cut off. */
async function slowClients(url: string, count: number): Promise<number> {
  const port = Number(new URL(url).port);
  const starts = [
    "",
    "PRI * HT",
    "GET / HTTP/1.1\r\nHost:",
    "POST /v1/echo HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\n{",
  ];
  const closing = Array.from({ length: count }, (_, at) => {
    const socket = connect(port, "127.0.0.1").on("error", () => undefined);
    socket.write(starts[at % starts.length] ?? "");
    return once(socket.resume(), "close");
  });
  return (await Promise.all(closing)).length;
}

/** Another client, all the while; gives how often it was answered and how often not. */
function bystander(url: string) {
  const tally = { answered: 0, unanswered: 0 };
  let isOver = false;
  const calling = (async () => {
    while (!isOver) {
      const response = await fetch(`${url}/v1/echo/a`, { signal: AbortSignal.timeout(5_000) }).catch(() => undefined);
      if (response?.ok) tally.answered += 1;
      else tally.unanswered += 1;
      await response?.arrayBuffer();
    }
  })();
  return async () => {
    isOver = true;
    await calling;
    return tally;
  };
}

test("floods, bombs and slow clients end by themselves; others are served, and nothing is kept of them", async () => {
  await using gateway = await target();
  const heap: number[] = [];
  const leave = bystander(gateway.url);
  for (let repetition = 0; repetition < 3; repetition += 1) {
    const slow = slowClients(gateway.url, 200);
    for (const [name, attack] of Object.entries(floods)) {
      const code = await flood(gateway.url, attack);
      if (name === "calls taken back") expect(code).toBe(enhanceYourCalm);
    }
    for (const attack of Object.values(bombs)) expect(await bomb(gateway.url, attack)).toBeLessThan(500);
    expect(await slow).toBe(200);
    heap.push(await gateway.heapUsed());
  }
  const { answered, unanswered } = await leave();
  const growth = (heap[2] ?? 0) / (heap[1] ?? 1);
  process.stdout.write(
    `attacked 3 times: ${answered} calls of others answered, ${unanswered} not; heap ${heap.map((bytes) => (bytes / 2 ** 20).toFixed(1)).join(", ")} MiB, third to second ${growth.toFixed(3)}\n`,
  );
  expect(gateway.isAlive()).toBe(true);
  expect(unanswered).toBe(0);
  expect(answered).toBeGreaterThan(10);
  expect(growth).toBeLessThanOrEqual(1.05);
});
