import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { TlsIdentity } from "#mesh/rpc";

/** The workload's key, certificate and roots from key.pem, cert.pem and ca.pem of a folder. */
export function readTls(folder: string): TlsIdentity {
  const read = (name: string) => readFileSync(join(folder, name), "utf8");
  return { key: read("key.pem"), cert: read("cert.pem"), ca: read("ca.pem") };
}
