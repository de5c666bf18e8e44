import {
  type DescMethodBiDiStreaming,
  type DescService,
  fromJson,
  type JsonObject,
  type Message,
  toJson,
} from "@bufbuild/protobuf";
import type { FileDescriptorProto } from "@bufbuild/protobuf/wkt";
import type { ConnectRouter } from "@connectrpc/connect";
import { createReflect, type ReflectionRequest } from "#mesh/rpc";
import { toConnectError } from "../edge/connect-error.ts";
import { EdgeError } from "../edge/edge-error.ts";
import { isReadFailure, unreadable } from "../edge/unreadable.ts";

/** Serves grpc.reflection.v1 and v1alpha, which differ in their package only. Files may come more than once. */
export function registerReflection(
  router: ConnectRouter,
  services: readonly DescService[],
  files: readonly FileDescriptorProto[],
): void {
  const reflect = createReflect([...new Map(files.map((file) => [file.name, file])).values()]);
  for (const method of services.flatMap((service) => service.methods)) {
    if (method.methodKind !== "bidi_streaming") continue;
    router.rpc(method as DescMethodBiDiStreaming, async function* (requests: AsyncIterable<Message>) {
      try {
        for await (const request of requests) {
          const originalRequest = toJson(method.input, request) as JsonObject;
          const answer = reflect(originalRequest as ReflectionRequest);
          yield fromJson(method.output, { originalRequest, ...(answer as JsonObject) });
        }
      } catch (error) {
        throw isReadFailure(error) ? toConnectError(new EdgeError(unreadable())) : error;
      }
    });
  }
}
