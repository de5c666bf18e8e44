import { once } from "node:events";
import { Server, ServerCredentials, type ServerWritableStream, type sendUnaryData } from "@grpc/grpc-js";
import type { TlsIdentity } from "#mesh/rpc";
import { answer } from "./asked.ts";

/** Yardstick (b): grpc-js and nothing else; each method gives bytes that were encoded beforehand. */
const asIs = (bytes: Buffer): Buffer => bytes;

interface Served {
  readonly answers: Readonly<Record<string, Uint8Array>>;
  /** Messages that are given so many times. */
  readonly streams?: Readonly<Record<string, { readonly message: Uint8Array; readonly times: number }>>;
  readonly tls?: TlsIdentity;
}

function createServer({ answers, streams = {} }: Served): Server {
  const server = new Server({ "grpc.enable_channelz": 0 });
  for (const [path, bytes] of Object.entries(answers)) {
    const encoded = Buffer.from(bytes);
    const handle = (_: unknown, reply: sendUnaryData<Buffer>) => reply(null, encoded);
    server.register(path, handle, asIs, asIs, "unary");
  }
  for (const [path, { message, times }] of Object.entries(streams)) {
    const encoded = Buffer.from(message);
    const handle = (call: ServerWritableStream<Buffer, Buffer>) => repeat(call, encoded, times);
    server.register(path, handle, asIs, asIs, "serverStream");
  }
  return server;
}

async function repeat(call: ServerWritableStream<Buffer, Buffer>, message: Buffer, times: number): Promise<void> {
  for (let sent = 0; sent < times; sent++) if (!call.write(message)) await once(call, "drain");
  call.end();
}

function listen(server: Server, credentials: ServerCredentials): Promise<string> {
  return new Promise((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", credentials, (error, port) => {
      if (error === null) resolve(`127.0.0.1:${port}`);
      else reject(error);
    });
  });
}

answer({
  /** Serves the answers by path, over mTLS if an identity is given; answers the address. */
  serve(served: Served) {
    const { tls } = served;
    if (tls === undefined) return listen(createServer(served), ServerCredentials.createInsecure());
    const pair = { private_key: Buffer.from(tls.key), cert_chain: Buffer.from(tls.cert) };
    return listen(createServer(served), ServerCredentials.createSsl(Buffer.from(tls.ca), [pair], true));
  },
});
