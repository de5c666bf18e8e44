import "reflect-metadata";
import { webcrypto } from "node:crypto";
import { PemConverter, SubjectAlternativeNameExtension, X509CertificateGenerator } from "@peculiar/x509";

/** A key and its certificate, PEM. */
export interface TestCertificate {
  readonly key: string;
  readonly cert: string;
}

const dayMs = 86_400_000;

/** A certificate for an IP address that only its own key vouches for, good for a day. */
export async function makeCertificate(ip: string): Promise<TestCertificate> {
  const algorithm = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" };
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ["sign", "verify"]);
  const certificate = await X509CertificateGenerator.createSelfSigned(
    {
      ...{ name: `CN=${ip}`, keys, signingAlgorithm: algorithm },
      notBefore: new Date(Date.now() - dayMs),
      notAfter: new Date(Date.now() + dayMs),
      extensions: [new SubjectAlternativeNameExtension([{ type: "ip", value: ip }])],
    },
    webcrypto,
  );
  const key = await webcrypto.subtle.exportKey("pkcs8", keys.privateKey);
  return { key: PemConverter.encode(key, "PRIVATE KEY"), cert: certificate.toString("pem") };
}
