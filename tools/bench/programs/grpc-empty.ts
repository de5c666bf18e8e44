import { Server, ServerCredentials, type sendUnaryData } from "@grpc/grpc-js";
import type { TlsIdentity } from "#mesh/rpc";
import { answer } from "./asked.ts";

/** Yardstick (b): grpc-js and nothing else; each method gives bytes that were encoded beforehand. */
const asIs = (bytes: Buffer): Buffer => bytes;

function createServer(answers: Readonly<Record<string, Uint8Array>>): Server {
  const server = new Server({ "grpc.enable_channelz": 0 });
  for (const [path, bytes] of Object.entries(answers)) {
    const encoded = Buffer.from(bytes);
    const handle = (_: unknown, reply: sendUnaryData<Buffer>) => reply(null, encoded);
    server.register(path, handle, asIs, asIs, "unary");
  }
  return server;
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
  serve({ answers, tls }: { answers: Readonly<Record<string, Uint8Array>>; tls?: TlsIdentity }) {
    if (tls === undefined) return listen(createServer(answers), ServerCredentials.createInsecure());
    const pair = { private_key: Buffer.from(tls.key), cert_chain: Buffer.from(tls.cert) };
    return listen(createServer(answers), ServerCredentials.createSsl(Buffer.from(tls.ca), [pair], true));
  },
});
