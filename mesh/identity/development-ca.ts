import "reflect-metadata";
import { webcrypto } from "node:crypto";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import {
  AuthorityKeyIdentifierExtension,
  BasicConstraintsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  PemConverter,
  SubjectAlternativeNameExtension,
  SubjectKeyIdentifierExtension,
  X509Certificate,
  X509CertificateGenerator,
} from "@peculiar/x509";
import { type Clock, systemClock } from "#mesh/kernel";
import { keepPrivate } from "./private-file.ts";
import { spiffeId } from "./spiffe-id.ts";

/** What a workload proves itself with, all in PEM. */
export interface WorkloadIdentity {
  readonly key: string;
  readonly cert: string;
  /** Every root that is still valid, to verify the other side with. */
  readonly ca: string;
}

/** Issues workload certificates on a developer's machine, in place of the mesh's own authority. */
export interface DevelopmentCa {
  /** A new key and certificate for 30 days: client and server, `spiffe://ultramarket/sa/<workload>`, this machine's names. */
  issue(workload: string): Promise<WorkloadIdentity>;
}

export interface DevelopmentCaOptions {
  /** The value of PROFILE; throws Error for "production". */
  readonly profile: string;
  readonly clock?: Clock;
}

interface Root {
  readonly key: webcrypto.CryptoKey;
  readonly certificate: X509Certificate;
}

const dayMs = 86_400_000;
const rootLifeMs = 365 * dayMs;
const leafLifeMs = 30 * dayMs;
const algorithm = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" };

/** Loads the roots from the folder; makes one there, readable by its owner alone, if none outlives the next certificates. */
export async function openDevelopmentCa(
  folder: string,
  { profile, clock = systemClock }: DevelopmentCaOptions,
): Promise<DevelopmentCa> {
  if (profile === "production") throw new Error("the development CA is not for PROFILE=production");
  const now = clock.now().getTime();
  const generations = await generationsIn(folder);
  const roots = await Promise.all(generations.map((generation) => openRoot(folder, generation, now)));
  const newest = roots.at(-1);
  const root =
    newest !== undefined && newest.certificate.notAfter.getTime() > now + 2 * leafLifeMs
      ? newest
      : await openRoot(folder, (generations.at(-1) ?? 0) + 1, now);
  const valid = [...new Set([...roots, root])].filter(({ certificate }) => certificate.notAfter.getTime() > now);
  const ca = valid.map(({ certificate }) => certificate.toString("pem")).join("\n");
  return { issue: async (workload) => ({ ...(await issueLeaf(root, workload, clock.now())), ca }) };
}

async function generationsIn(folder: string): Promise<number[]> {
  const names = await readdir(folder).catch((error) => {
    if (error.code === "ENOENT") return [];
    throw error;
  });
  return names
    .flatMap((name) => /^ca-(\d+)\.pem$/.exec(name)?.[1] ?? [])
    .map(Number)
    .sort((a, b) => a - b);
}

async function openRoot(folder: string, generation: number, now: number): Promise<Root> {
  const pem = await keepPrivate(join(folder, `ca-${generation}.pem`), () => makeRoot(generation, now));
  const [key, certificate] = PemConverter.decode(pem);
  if (key === undefined || certificate === undefined) throw new Error(`${folder}: ca-${generation}.pem is damaged`);
  return {
    key: await webcrypto.subtle.importKey("pkcs8", key, algorithm, false, ["sign"]),
    certificate: new X509Certificate(certificate),
  };
}

async function makeRoot(generation: number, now: number): Promise<string> {
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ["sign", "verify"]);
  const certificate = await X509CertificateGenerator.createSelfSigned(
    {
      name: `CN=UltraMarket development CA ${generation}`,
      keys,
      signingAlgorithm: algorithm,
      notBefore: new Date(now - dayMs),
      notAfter: new Date(now + rootLifeMs),
      extensions: [
        new BasicConstraintsExtension(true, 0, true),
        new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
        await SubjectKeyIdentifierExtension.create(keys.publicKey),
      ],
    },
    webcrypto,
  );
  return `${await pemOf(keys.privateKey)}\n${certificate.toString("pem")}\n`;
}

async function issueLeaf(root: Root, workload: string, now: Date): Promise<{ key: string; cert: string }> {
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ["sign", "verify"]);
  const certificate = await X509CertificateGenerator.create(
    {
      subject: `CN=${workload}`,
      issuer: root.certificate.subject,
      publicKey: keys.publicKey,
      signingKey: root.key,
      signingAlgorithm: algorithm,
      notBefore: new Date(now.getTime() - 60_000),
      notAfter: new Date(now.getTime() + leafLifeMs),
      extensions: [
        new BasicConstraintsExtension(false, undefined, true),
        new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
        new ExtendedKeyUsageExtension([ExtendedKeyUsage.serverAuth, ExtendedKeyUsage.clientAuth]),
        new SubjectAlternativeNameExtension([
          { type: "url", value: spiffeId(workload) },
          { type: "dns", value: "localhost" },
          { type: "ip", value: "127.0.0.1" },
        ]),
        await AuthorityKeyIdentifierExtension.create(root.certificate.publicKey),
      ],
    },
    webcrypto,
  );
  return { key: await pemOf(keys.privateKey), cert: certificate.toString("pem") };
}

async function pemOf(key: webcrypto.CryptoKey): Promise<string> {
  return PemConverter.encode(await webcrypto.subtle.exportKey("pkcs8", key), "PRIVATE KEY");
}
