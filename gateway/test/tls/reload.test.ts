import { X509Certificate } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { connect as dial } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connect } from "node:tls";
import { createClient } from "@connectrpc/connect";
import { createGrpcTransport } from "@connectrpc/connect-node";
import { EchoService } from "#gen/es/ultramarket/testing/v1/echo_service_pb.js";
import { silentLogger } from "#mesh/kernel";
import { eventually } from "#mesh/testing";
import { readTls, renewTls } from "../../src/edge/renew-tls.ts";
import { limits, testGateway } from "../test-gateway.ts";
import { certificates } from "./certificates.ts";

/** What a new connection is shown. */
function shown(url: string, options: object = {}): Promise<{ serial: string; alpn: string | false | null }> {
  const port = Number(new URL(url).port);
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: "127.0.0.1", rejectUnauthorized: false, ...options }, () => {
      resolve({ serial: socket.getPeerCertificate().serialNumber, alpn: socket.alpnProtocol });
      socket.destroy();
    });
    socket.on("error", reject);
  });
}

const serialOf = (cert: string) => new X509Certificate(cert).serialNumber;

test("new connections see the new certificate, streams go on, and files that are no pair change nothing", async () => {
  const folder = await mkdtemp(join(tmpdir(), "gateway-renew-"));
  const [before, after] = await certificates(2);
  if (before === undefined || after === undefined) throw new Error("two certificates are needed");
  const paths = { keyFile: join(folder, "tls.key"), certFile: join(folder, "tls.crt") };
  await Promise.all([writeFile(paths.keyFile, before.key), writeFile(paths.certFile, before.cert)]);
  const tls = await readTls(paths);
  const next = Promise.withResolvers<void>();
  async function* repeat() {
    yield { message: "before" };
    await next.promise;
    yield { message: "after" };
  }
  await using gateway = await testGateway({ repeat }, { tls });
  const warned: string[] = [];
  const log = { ...silentLogger, warn: (message: string) => void warned.push(message) };
  const watch = renewTls(paths, tls, { renew: gateway.renewTls, log, everyMs: 20 });
  try {
    const transport = createGrpcTransport({ baseUrl: gateway.url, nodeOptions: { rejectUnauthorized: false } });
    const stream = createClient(EchoService, transport).repeat({ message: "a" })[Symbol.asyncIterator]();
    expect((await stream.next()).value?.message).toBe("before");
    expect((await shown(gateway.url)).serial).toBe(serialOf(before.cert));

    await writeFile(paths.keyFile, after.key);
    await eventually(() => warned.length > 0);
    expect((await shown(gateway.url)).serial).toBe(serialOf(before.cert));

    await writeFile(paths.certFile, after.cert);
    await eventually(async () => (await shown(gateway.url)).serial === serialOf(after.cert));
    next.resolve();
    expect((await stream.next()).value?.message).toBe("after");
    expect((await stream.next()).done).toBe(true);
  } finally {
    await watch.close();
    await rm(folder, { recursive: true });
  }
});

test("ALPN offers h2 and http/1.1, and nothing below TLS 1.2 is spoken", async () => {
  const [tls] = await certificates(1);
  await using gateway = await testGateway({}, { tls });
  expect((await shown(gateway.url, { ALPNProtocols: ["h2", "http/1.1"] })).alpn).toBe("h2");
  expect((await shown(gateway.url, { ALPNProtocols: ["http/1.1"] })).alpn).toBe("http/1.1");
  const old = { minVersion: "TLSv1.1", maxVersion: "TLSv1.1", ciphers: "DEFAULT@SECLEVEL=0" };
  await expect(shown(gateway.url, old)).rejects.toThrow();
});

test("a client that stops in the middle of its TLS headers, or of the handshake, is cut off", async () => {
  const [tls] = await certificates(1);
  await using gateway = await testGateway(
    {},
    { tls, limits: { ...limits, headersTimeoutMs: 200, bodyTimeoutMs: 200 } },
  );
  const port = Number(new URL(gateway.url).port);
  const slow = connect({ port, host: "127.0.0.1", rejectUnauthorized: false, ALPNProtocols: ["http/1.1"] });
  slow.on("error", () => undefined).write("GET /healthz HTTP/1.1\r\nHost:");
  await new Promise((resolve) => slow.on("close", resolve).resume());
  const silent = dial(port, "127.0.0.1").on("error", () => undefined);
  await new Promise((resolve) => silent.on("close", resolve).resume());
});
