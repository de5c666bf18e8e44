import "reflect-metadata";
import { webcrypto } from "node:crypto";
import * as x509 from "@peculiar/x509";
import type { TlsIdentity } from "../tls.ts";

/** Certificates are good from a minute ago, so that a clock that is set back a little ends none. */
const validity = () => ({ notBefore: new Date(Date.now() - 60_000) });

const algorithm = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" };

/** An authority for the length of a test. */
export interface TestAuthority {
  /** A certificate with these URIs in its subject alternative name. */
  issue(...uris: string[]): Promise<TlsIdentity>;
}

export async function testAuthority(): Promise<TestAuthority> {
  x509.cryptoProvider.set(globalThis.crypto);
  const keys = await makeKeys();
  const root = await x509.X509CertificateGenerator.createSelfSigned({
    name: "CN=test authority",
    keys,
    signingAlgorithm: algorithm,
    ...validity(),
    extensions: [new x509.BasicConstraintsExtension(true, 1, true)],
  });
  return {
    async issue(...uris) {
      const own = await makeKeys();
      const names = uris.map((value) => ({ type: "url" as const, value }));
      const cert = await x509.X509CertificateGenerator.create({
        subject: "CN=test",
        issuer: root.subject,
        publicKey: own.publicKey,
        signingKey: keys.privateKey,
        signingAlgorithm: algorithm,
        ...validity(),
        extensions: names.length > 0 ? [new x509.SubjectAlternativeNameExtension(names)] : [],
      });
      return { key: await pem(own.privateKey), cert: cert.toString("pem"), ca: root.toString("pem") };
    },
  };
}

function makeKeys() {
  return webcrypto.subtle.generateKey(algorithm, true, ["sign", "verify"]);
}

async function pem(key: webcrypto.CryptoKey): Promise<string> {
  return x509.PemConverter.encode(await webcrypto.subtle.exportKey("pkcs8", key), "PRIVATE KEY");
}
