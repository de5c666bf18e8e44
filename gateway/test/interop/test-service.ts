import {
  type DescMessage,
  type DescMethod,
  fromBinary,
  fromJson,
  type JsonValue,
  toBinary,
  toJson,
} from "@bufbuild/protobuf";
import { type MethodDefinition, RpcError } from "#mesh/rpc";
import { testServiceFile } from "./test-service-contract.ts";

interface Payload {
  readonly body?: string;
}

interface Asked {
  readonly responseSize?: number;
  readonly responseParameters?: readonly { readonly size?: number }[];
  readonly responseStatus?: { readonly code?: number; readonly message?: string };
  readonly payload?: Payload;
}

/** What the interoperability tests demand of a server, on messages as JSON. */
export const testService = {
  async EmptyCall(_: Asked): Promise<JsonValue> {
    return {};
  },
  async UnaryCall(asked: Asked): Promise<JsonValue> {
    refuseAsAsked(asked);
    return { payload: payloadOf(asked.responseSize) };
  },
  async *StreamingOutputCall(asked: Asked): AsyncGenerator<JsonValue, void> {
    for (const { size } of asked.responseParameters ?? []) yield { payload: payloadOf(size) };
  },
  async StreamingInputCall(asked: AsyncIterable<Asked>): Promise<JsonValue> {
    let size = 0;
    for await (const { payload } of asked) size += Buffer.from(payload?.body ?? "", "base64").length;
    return { aggregatedPayloadSize: size };
  },
  async *FullDuplexCall(asked: AsyncIterable<Asked>): AsyncGenerator<JsonValue, void> {
    for await (const one of asked) {
      refuseAsAsked(one);
      yield* testService.StreamingOutputCall(one);
    }
  },
};

export type TestMethod = keyof typeof testService;

function refuseAsAsked({ responseStatus }: Asked): void {
  const { code = 0, message = "" } = responseStatus ?? {};
  if (code !== 0) throw new RpcError(code, message);
}

function payloadOf(size = 0): JsonValue {
  return { body: Buffer.alloc(size).toString("base64") };
}

/** The service as gRPC servers take it, but for what nobody serves. */
export const testServiceDefinition = Object.fromEntries(
  testServiceFile.services.flatMap(({ methods }) =>
    methods.filter(({ name }) => Object.hasOwn(testService, name)).map((method) => [method.name, definitionOf(method)]),
  ),
) as unknown as Readonly<Record<TestMethod, MethodDefinition>>;

function definitionOf(method: DescMethod) {
  const { parent, name, input, output, methodKind } = method;
  return {
    path: `/${parent.typeName}/${name}`,
    requestStream: methodKind === "client_streaming" || methodKind === "bidi_streaming",
    responseStream: methodKind === "server_streaming" || methodKind === "bidi_streaming",
    requestSerialize: write(input),
    requestDeserialize: read(input),
    responseSerialize: write(output),
    responseDeserialize: read(output),
  };
}

function read(schema: DescMessage) {
  return (bytes: Uint8Array): JsonValue => toJson(schema, fromBinary(schema, bytes));
}

function write(schema: DescMessage) {
  return (value: JsonValue): Buffer => Buffer.from(toBinary(schema, fromJson(schema, value)));
}
