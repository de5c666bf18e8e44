import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import http from "node:http";
import { connect, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { setImmediate as nextTurn } from "node:timers/promises";
import { createClient } from "@connectrpc/connect";
import { createConnectTransport, createGrpcTransport } from "@connectrpc/connect-node";
import { jest } from "@jest/globals";
import { EchoService } from "#gen/es/ultramarket/testing/v1/echo_service_pb.js";
import { openDevelopmentCa } from "#mesh/identity";
import { limits, testGateway } from "./test-gateway.ts";

function dial(url: string): Socket {
  return connect(Number(new URL(url).port), "127.0.0.1").setNoDelay(true);
}

/** Writes the pieces one by one, as far as the system allows in packets of their own. */
async function write(socket: Socket, pieces: readonly (string | Buffer)[]): Promise<void> {
  for (const piece of pieces) {
    await new Promise((resolve) => socket.write(piece, resolve));
    for (let turn = 0; turn < 5; turn++) await nextTurn();
  }
}

/** What comes back until the other side closes. */
async function converse(url: string, pieces: readonly (string | Buffer)[]): Promise<string> {
  const socket = dial(url);
  const [answer] = await Promise.all([text(socket), write(socket, pieces)]);
  return answer;
}

const get = "GET /healthz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";
const preface = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
/** Where a frame names its type (RFC 9113, section 4.1). */
const settingsType = 3;
const emptySettings = Buffer.from([0, 0, 0, 4, 0, 0, 0, 0, 0]);

test("HTTP/1.1 is understood in one packet and byte by byte", async () => {
  await using gateway = await testGateway();
  expect(await converse(gateway.url, [get])).toMatch(/^HTTP\/1\.1 200 OK.*{"alive":true}$/s);
  expect(await converse(gateway.url, [...get])).toMatch(/^HTTP\/1\.1 200 OK/);
});

test("a method that starts like the HTTP/2 preface is still HTTP/1.1", async () => {
  await using gateway = await testGateway();
  const post = "OST /v1/nothing HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: 0\r\n\r\n";
  expect(await converse(gateway.url, ["P", post])).toMatch(/^HTTP\/1\.1 404/);
  expect(await converse(gateway.url, ["PRI ", "/healthz HTTP/1.1\r\nHost: a\r\n\r\n"])).toMatch(/^HTTP\/1\.1 400/);
});

test.each([1, 14, 23, 24])("the HTTP/2 preface is understood when it is cut after %i bytes", async (cut) => {
  await using gateway = await testGateway();
  const socket = dial(gateway.url);
  await write(socket, [preface.slice(0, cut), preface.slice(cut), emptySettings]);
  const [answer] = (await once(socket, "data")) as [Buffer];
  expect(answer[settingsType]).toBe(emptySettings[settingsType]);
  socket.destroy();
});

test("a client that says nothing, or stops in the preface, is cut off", async () => {
  await using gateway = await testGateway({}, { limits: { ...limits, headersTimeoutMs: 50 } });
  expect(await converse(gateway.url, [])).toBe("");
  expect(await converse(gateway.url, ["PRI * HT"])).toBe("");
});

test("a client that closes before it has said anything is let go", async () => {
  await using gateway = await testGateway();
  const socket = dial(gateway.url);
  socket.end("PRI");
  expect(await text(socket)).toBe("");
});

test("TLS speaks HTTP/2 and HTTP/1.1 by ALPN, with HSTS", async () => {
  const folder = await mkdtemp(join(tmpdir(), "gateway-tls-"));
  try {
    const ca = await openDevelopmentCa(folder, { profile: "development" });
    const { key, cert } = await ca.issue("gateway");
    await using gateway = await testGateway({}, { tls: { key, cert } });
    const nodeOptions = { rejectUnauthorized: false };
    const grpc = createClient(EchoService, createGrpcTransport({ baseUrl: gateway.url, nodeOptions }));
    expect((await grpc.echo({ message: "a" })).message).toBe("a");
    const http1 = createConnectTransport({ baseUrl: gateway.url, httpVersion: "1.1", nodeOptions });
    const seen: (string | null)[] = [];
    const onHeader = (headers: Headers) => void seen.push(headers.get("strict-transport-security"));
    await createClient(EchoService, http1).echo({ message: "b" }, { onHeader });
    expect(seen).toEqual(["max-age=31536000; includeSubDomains"]);
  } finally {
    await rm(folder, { recursive: true });
  }
});

test("a connection that the system cannot give is logged, and the door stays open", async () => {
  const made = jest.spyOn(http, "createServer");
  await using gateway = await testGateway();
  const servers = made.mock.results.map(({ value }) => value as http.Server);
  made.mockRestore();
  for (const server of servers) for (let time = 0; time < 2; time++) server.emit("error", new Error("accept EMFILE"));
  expect(gateway.logged.map(({ message }) => message)).toEqual(Array(4).fill("connection not accepted"));
  expect((await fetch(`${gateway.url}/healthz`)).status).toBe(200);
});
