import { type DescMethod, fromBinary, fromJson, type JsonObject, toBinary, toJson } from "@bufbuild/protobuf";
import type { Server } from "@grpc/grpc-js";
import { file_google_rpc_error_details } from "#gen/es/google/rpc/error_details_pb.js";
import { refuse } from "#mesh/kernel";
import type { RpcCore } from "./core.ts";
import { type GrpcStream, handleStream } from "./grpc-handler.ts";
import { loadOwnContracts } from "./own-contracts.ts";
import { createReflect, type ReflectionRequest } from "./reflect.ts";

type Reflect = ReturnType<typeof createReflect>;

/** Lets grpcurl and its like ask for the contracts, options included: grpc.reflection.v1 and v1alpha. */
export function addReflection(server: Server, core: RpcCore): void {
  const own = loadOwnContracts();
  const services = new Set(core.paths.map((path) => path.slice(1, path.lastIndexOf("/"))));
  for (const { typeName } of [own.health, ...own.reflection]) services.add(typeName);
  const contracts = [...core.contracts.files, file_google_rpc_error_details].map(({ proto }) => proto);
  const reflect = createReflect([...contracts, ...own.files], services);
  for (const method of own.reflection.flatMap((service) => service.methods)) {
    const path = `/${method.parent.typeName}/${method.name}`;
    const answering = { stream: (_: string, asked: AsyncIterable<Uint8Array>) => answers(method, reflect, asked) };
    server.register(path, (call: GrpcStream) => handleStream(answering, path, call), Buffer.from, asIs, "bidi");
  }
}

const asIs = (bytes: Buffer): Uint8Array => bytes;

async function* answers(method: DescMethod, reflect: Reflect, asked: AsyncIterable<Uint8Array>) {
  for await (const bytes of asked) {
    const originalRequest = read(method, bytes);
    const answer = reflect(originalRequest as ReflectionRequest) as JsonObject;
    yield toBinary(method.output, fromJson(method.output, { originalRequest, ...answer }));
  }
}

function read({ input }: DescMethod, bytes: Uint8Array): JsonObject {
  try {
    return toJson(input, fromBinary(input, bytes)) as JsonObject;
  } catch (cause) {
    throw refuse("INVALID_REQUEST", { cause });
  }
}
