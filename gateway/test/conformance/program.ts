import { readFileSync } from "node:fs";
import { fromBinary, fromJson, toBinary, toJson } from "@bufbuild/protobuf";
import { grpcChannel, noTokens } from "#mesh/rpc";
import { startGateway } from "../../src/gateway.ts";
import { conformanceContract } from "./conformance-contract.ts";
import { serveConformance } from "./upstream.ts";

/**
 * The server that the conformance suite starts: `node program.ts DESCRIPTORS`. Reads from standard input what is wanted,
 * starts the gateway in front of the suite's service by grpc-js, writes where it answers, and serves until it is ended.
 */
const contracts = conformanceContract(readFileSync(process.argv[2] ?? ""));
const message = (name: string) => {
  const found = contracts.registry.getMessage(`connectrpc.conformance.v1.${name}`);
  if (found === undefined) throw new Error(`the suite's descriptors lack ${name}`);
  return found;
};

interface Wanted {
  readonly useTls?: boolean;
  readonly messageReceiveLimit?: number;
  /** In base64. */
  readonly serverCreds?: { readonly cert: string; readonly key: string };
}

const largest = 16 * 1024 * 1024;
const wanted = toJson(
  message("ServerCompatRequest"),
  fromBinary(message("ServerCompatRequest"), await readSized()),
) as Wanted;
const channel = grpcChannel({ address: await serveConformance(contracts), maxMessageBytes: largest });
const quiet = () => undefined;
const everything = { on: () => true, back: () => true };
const { cert = "", key = "" } = wanted.serverCreds ?? {};
const tls = { cert: Buffer.from(cert, "base64"), key: Buffer.from(key, "base64") };
const gateway = await startGateway({
  contracts,
  channelFor: () => channel,
  tokens: noTokens,
  readiness: async () => [],
  log: { debug: quiet, info: quiet, warn: console.error, error: console.error },
  renderMetrics: async () => "",
  host: "127.0.0.1",
  port: 0,
  adminPort: 0,
  limits: {
    readBytes: wanted.messageReceiveLimit || largest,
    writeBytes: largest,
    headerBytes: 64 * 1024,
    headersTimeoutMs: 10_000,
    bodyTimeoutMs: 60_000,
    idleTimeoutMs: 120_000,
    connections: 1_000,
    streams: 1_000,
  },
  headerRules: everything,
  openErrors: true,
  tls: wanted.useTls ? tls : undefined,
});

const { hostname: host, port } = new URL(gateway.url);
const answer = { host, port: Number(port), ...(wanted.useTls ? { pemCert: cert } : {}) };
writeSized(toBinary(message("ServerCompatResponse"), fromJson(message("ServerCompatResponse"), answer)));

/** A message with its length, four bytes, before it. */
async function readSized(): Promise<Buffer> {
  let read = Buffer.alloc(0);
  for await (const chunk of process.stdin) {
    read = Buffer.concat([read, chunk]);
    if (read.length >= 4 && read.length >= 4 + read.readUInt32BE(0)) break;
  }
  return read.subarray(4, 4 + read.readUInt32BE(0));
}

function writeSized(bytes: Uint8Array): void {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  process.stdout.write(Buffer.concat([length, bytes]));
}
