import { once } from "node:events";
import { isNativeError } from "node:util/types";
import {
  Metadata,
  Server,
  ServerCredentials,
  type ServerDuplexStream,
  type ServerUnaryCall,
  type sendUnaryData,
  type UntypedServiceImplementation,
} from "@grpc/grpc-js";
import { RpcError } from "#mesh/rpc";
import { type TestMethod, testService, testServiceDefinition } from "./test-service.ts";

/** TestService on grpc-js alone; echoes the headers that the test of custom metadata sends. */
export async function serveTestService(): Promise<{ readonly address: string } & Disposable> {
  const server = new Server({ "grpc.max_receive_message_length": 4 * 1024 * 1024 });
  const handlers = Object.entries(testServiceDefinition).map(([name, { requestStream, responseStream }]) => {
    const isUnary = !requestStream && !responseStream;
    return [name, isUnary ? unary(name as TestMethod) : streaming(name as TestMethod)];
  });
  const implementation = Object.fromEntries(handlers) as UntypedServiceImplementation;
  server.addService(testServiceDefinition as never, implementation);
  const port = await new Promise<number>((resolve, reject) => {
    const credentials = ServerCredentials.createInsecure();
    server.bindAsync("127.0.0.1:0", credentials, (error, bound) => (error === null ? resolve(bound) : reject(error)));
  });
  return { address: `127.0.0.1:${port}`, [Symbol.dispose]: () => server.forceShutdown() };
}

type Handle = (asked: unknown) => unknown;

function unary(name: TestMethod) {
  return async (call: ServerUnaryCall<unknown, unknown>, answer: sendUnaryData<unknown>) => {
    const { headers, trailers } = echoed(call.metadata);
    call.sendMetadata(headers);
    try {
      answer(null, await (testService[name] as Handle)(call.request), trailers);
    } catch (error) {
      answer({ ...statusOf(error), metadata: trailers });
    }
  };
}

/** A stream on either side, or on both. */
function streaming(name: TestMethod) {
  const { requestStream, responseStream } = testServiceDefinition[name];
  return async (call: ServerDuplexStream<unknown, unknown> & { request?: unknown }, answer: sendUnaryData<unknown>) => {
    const { headers, trailers } = echoed(call.metadata);
    call.sendMetadata(headers);
    try {
      const answered = (testService[name] as Handle)(
        requestStream ? call.iterator({ destroyOnReturn: false }) : call.request,
      );
      if (!responseStream) {
        answer(null, await answered, trailers);
        return;
      }
      for await (const message of answered as AsyncIterable<unknown>) {
        if (!call.write(message)) await once(call, "drain");
      }
      call.end(trailers);
    } catch (error) {
      if (!call.cancelled) call.emit("error", { ...statusOf(error), metadata: trailers });
    }
  };
}

function echoed(metadata: Metadata) {
  const [headers, trailers] = [new Metadata(), new Metadata()];
  for (const value of metadata.get("x-grpc-test-echo-initial")) headers.add("x-grpc-test-echo-initial", value);
  for (const value of metadata.get("x-grpc-test-echo-trailing-bin")) {
    trailers.add("x-grpc-test-echo-trailing-bin", value);
  }
  return { headers, trailers };
}

function statusOf(error: unknown): { code: number; details: string } {
  if (error instanceof RpcError) return { code: error.code, details: error.message };
  return { code: 13, details: error instanceof Error || isNativeError(error) ? error.message : String(error) };
}
