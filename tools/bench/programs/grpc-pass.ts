import { Client, credentials, Server, ServerCredentials, type sendUnaryData } from "@grpc/grpc-js";
import { answer } from "./asked.ts";

/**
 * What grpc-js alone spends on passing a call on: its server in front, its client behind, bytes as they come, and nothing
 * between them but a deadline.
 */
const asIs = (bytes: Buffer): Buffer => bytes;
const deadlineMs = 5_000;

export interface PassOn {
  readonly upstream: string;
  readonly paths: readonly string[];
}

function createServer({ upstream, paths }: PassOn): Server {
  const client = new Client(upstream, credentials.createInsecure(), { "grpc.enable_channelz": 0 });
  const server = new Server({ "grpc.enable_channelz": 0 });
  for (const path of paths) {
    const handle = ({ request }: { readonly request: Buffer }, reply: sendUnaryData<Buffer>) =>
      client.makeUnaryRequest(path, asIs, asIs, request, { deadline: Date.now() + deadlineMs }, (error, given) =>
        reply(error, given),
      );
    server.register(path, handle, asIs, asIs, "unary");
  }
  return server;
}

answer({
  /** Passes these methods on to the upstream; answers the address. */
  serve(asked: PassOn): Promise<string> {
    return new Promise((resolve, reject) => {
      createServer(asked).bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, port) => {
        if (error === null) resolve(`127.0.0.1:${port}`);
        else reject(error);
      });
    });
  },
});
