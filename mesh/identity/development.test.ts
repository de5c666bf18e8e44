import { X509Certificate as NodeCertificate } from "node:crypto";
import { chmod, mkdtemp, readdir, rm, stat, writeFile } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connect, createServer } from "node:tls";
import { createIds, systemClock } from "#mesh/kernel";
import { fakeClock } from "#mesh/testing";
import { createTokenVerifier, openDevelopmentCa, openDevelopmentIssuer, spiffeId } from "./mod.ts";

const development = { profile: "development" };
const dayMs = 86_400_000;
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "identity-"));
});

afterEach(() => rm(folder, { recursive: true }));

const request = { userId: createIds(systemClock).next("usr"), sessionId: "ses_1", permissions: ["product.write"] };

test("tokens of the development issuer pass the verifier, also after a restart", async () => {
  const before = await openDevelopmentIssuer(folder, development);
  const { issuer, audience } = before;
  const after = await openDevelopmentIssuer(folder, development);
  const { verify } = createTokenVerifier({ keys: after.jwks(), issuer, audience });
  await expect(verify(await before.issue(request))).resolves.toEqual({
    userId: request.userId,
    sessionId: "ses_1",
    permissions: new Set(["product.write"]),
    isGuest: false,
    accessVersion: 0,
  });
});

test("a token lives as long as it was asked to", async () => {
  const clock = fakeClock();
  const issuer = await openDevelopmentIssuer(folder, { ...development, clock });
  const { verify } = createTokenVerifier({
    keys: issuer.jwks(),
    issuer: issuer.issuer,
    audience: "ultramarket",
    clock,
  });
  const token = await issuer.issue({ ...request, lifetimeMs: 1000 });
  await verify(token);
  clock.advance(7000);
  await expect(verify(token)).rejects.toMatchObject({ reason: "TOKEN_INVALID" });
});

test("the published keys hold nothing private", async () => {
  const { keys } = (await openDevelopmentIssuer(folder, development)).jwks();
  expect(Object.keys(keys[0] ?? {}).sort()).toEqual(["alg", "crv", "kid", "kty", "use", "x"]);
});

test("programs that start at once agree on one key and one root", async () => {
  const issuers = await Promise.all(Array.from({ length: 8 }, () => openDevelopmentIssuer(folder, development)));
  expect(new Set(issuers.map(({ jwks }) => jwks().keys[0]?.kid)).size).toBe(1);
  const cas = await Promise.all(Array.from({ length: 8 }, () => openDevelopmentCa(folder, development)));
  const roots = await Promise.all(cas.map(async (ca) => (await ca.issue("product")).ca));
  expect(new Set(roots).size).toBe(1);
  expect((await readdir(folder)).sort()).toEqual(["ca-1.pem", "issuer.jwk"]);
});

test("private files are readable by their owner alone, and refused if they are not", async () => {
  const inside = join(folder, "new", "folder");
  await openDevelopmentIssuer(inside, development);
  await openDevelopmentCa(inside, development);
  for (const name of await readdir(inside)) {
    const path = join(inside, name);
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    await chmod(path, 0o640);
  }
  expect((await stat(inside)).mode & 0o777).toBe(0o700);
  await expect(openDevelopmentIssuer(inside, development)).rejects.toThrow(/run: chmod 600 .*issuer\.jwk/);
  await expect(openDevelopmentCa(inside, development)).rejects.toThrow(/run: chmod 600 .*ca-1\.pem/);
});

test("neither serves PROFILE=production", async () => {
  await expect(openDevelopmentIssuer(folder, { profile: "production" })).rejects.toThrow(/not for PROFILE=production/);
  await expect(openDevelopmentCa(folder, { profile: "production" })).rejects.toThrow(/not for PROFILE=production/);
  expect(await readdir(folder)).toEqual([]);
});

test("a damaged root is named, not replaced", async () => {
  await writeFile(join(folder, "ca-1.pem"), "", { mode: 0o600 });
  await expect(openDevelopmentCa(folder, development)).rejects.toThrow(/ca-1\.pem is damaged/);
});

test("a file in place of the folder is an error of the system", async () => {
  const path = join(folder, "file");
  await writeFile(path, "");
  await expect(openDevelopmentCa(path, development)).rejects.toMatchObject({ code: "ENOTDIR" });
});

test("a certificate names its workload and this machine, for thirty days", async () => {
  const clock = fakeClock();
  const { key, cert, ca } = await (await openDevelopmentCa(folder, { ...development, clock })).issue("price-list");
  const parsed = new NodeCertificate(cert);
  expect(parsed.subjectAltName).toBe("URI:spiffe://ultramarket/sa/price-list, DNS:localhost, IP Address:127.0.0.1");
  expect(parsed.verify(new NodeCertificate(ca).publicKey)).toBe(true);
  expect(new NodeCertificate(ca).ca).toBe(true);
  expect(parsed.ca).toBe(false);
  expect(parsed.validToDate.getTime() - clock.now().getTime()).toBe(30 * dayMs);
  expect(key).toContain("BEGIN PRIVATE KEY");
});

test("a name that is no workload gets no certificate", async () => {
  const ca = await openDevelopmentCa(folder, development);
  for (const name of ["", "Product", "a/b", "a b", "-a", "x".repeat(64)]) {
    await expect(ca.issue(name)).rejects.toThrow(RangeError);
  }
});

test("a new root is made before the old one ends, and both are trusted meanwhile", async () => {
  const clock = fakeClock();
  const first = await (await openDevelopmentCa(folder, { ...development, clock })).issue("product");
  clock.advance(306 * dayMs);
  const second = await (await openDevelopmentCa(folder, { ...development, clock })).issue("product");
  expect((await readdir(folder)).sort()).toEqual(["ca-1.pem", "ca-2.pem"]);
  expect(second.ca).toContain(first.ca);
  expect(second.ca.match(/BEGIN CERTIFICATE/g)).toHaveLength(2);
  clock.advance(60 * dayMs);
  const third = await (await openDevelopmentCa(folder, { ...development, clock })).issue("product");
  expect(third.ca).not.toContain(first.ca);
});

function uriOf(subjectAltName: string | undefined): string | undefined {
  return /^URI:([^,]+)/.exec(subjectAltName ?? "")?.[1];
}

test("two workloads prove themselves to each other over TLS, and nobody else passes", async () => {
  const ca = await openDevelopmentCa(folder, development);
  const [product, gateway] = await Promise.all([ca.issue("product"), ca.issue("gateway")]);
  const stranger = await (await openDevelopmentCa(join(folder, "other"), development)).issue("gateway");
  const admitted: unknown[] = [];
  const server = createServer({ ...product, requestCert: true, rejectUnauthorized: true }, (socket) => {
    admitted.push(uriOf(socket.getPeerCertificate().subjectaltname));
    socket.on("error", () => undefined).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const dial = (identity: object) =>
    new Promise<string | undefined>((resolve) => {
      let met: string | undefined;
      const socket = connect({ host: "127.0.0.1", port, ca: product.ca, ...identity }, () => {
        met = uriOf(socket.getPeerCertificate().subjectaltname);
      });
      socket
        .on("error", () => undefined)
        .on("close", () => resolve(met))
        .resume();
    });
  expect(await dial(gateway)).toBe(spiffeId("product"));
  await dial({});
  await dial({ key: stranger.key, cert: stranger.cert });
  expect(await dial({ ...gateway, ca: stranger.ca })).toBeUndefined();
  expect(admitted).toEqual([spiffeId("gateway")]);
  await new Promise((resolve) => server.close(resolve));
});
