import { Client, credentials } from "@grpc/grpc-js";
import type { TlsIdentity } from "#mesh/rpc";

const patienceMs = 10_000;

/** Calls methods with encoded requests by a plain grpc-js client; true if the answer is OK. */
export function grpcSender(address: string, tls: TlsIdentity | undefined) {
  const identity =
    tls === undefined
      ? credentials.createInsecure()
      : credentials.createSsl(Buffer.from(tls.ca), Buffer.from(tls.key), Buffer.from(tls.cert));
  const client = new Client(address, identity, { "grpc.enable_channelz": 0 });
  return (path: string, request: Uint8Array): Promise<boolean> =>
    new Promise((resolve) => {
      const options = { deadline: Date.now() + patienceMs };
      client.makeUnaryRequest(path, toBuffer, asIs, request, options, (error) => resolve(error === null));
    });
}

const asIs = (bytes: Buffer): Uint8Array => bytes;
const toBuffer = (bytes: Uint8Array): Buffer => Buffer.from(bytes);
