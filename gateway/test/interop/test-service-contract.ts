import { create, createFileRegistry, type DescFile, setExtension } from "@bufbuild/protobuf";
import { protoCamelCase } from "@bufbuild/protobuf/reflect";
import {
  type DescriptorProto,
  DescriptorProtoSchema,
  FieldDescriptorProto_Label,
  FieldDescriptorProto_Type,
  FileDescriptorProtoSchema,
  type MethodOptions,
  MethodOptionsSchema,
} from "@bufbuild/protobuf/wkt";
import {
  file_ultramarket_options_v1_options,
  MethodPolicySchema,
  policy,
} from "#gen/es/ultramarket/options/v1/options_pb.js";

const { INT32, BYTES, STRING, ENUM, MESSAGE } = FieldDescriptorProto_Type;
const { OPTIONAL, REPEATED } = FieldDescriptorProto_Label;

type Field = readonly [number: number, name: string, type: FieldDescriptorProto_Type | string, isList?: true];

const payload: Field = [1, "payload", "Payload"];
const ofPayload: Field = [1, "type", "PayloadType"];
const responseType: Field = [1, "response_type", "PayloadType"];
const sent: Field = [3, "payload", "Payload"];
const responseStatus: Field = [7, "response_status", "EchoStatus"];

const messages: readonly DescriptorProto[] = [
  message("Empty"),
  message("Payload", ofPayload, [2, "body", BYTES]),
  message("EchoStatus", [1, "code", INT32], [2, "message", STRING]),
  message("ResponseParameters", [1, "size", INT32]),
  message("SimpleRequest", responseType, [2, "response_size", INT32], sent, responseStatus),
  message("SimpleResponse", payload),
  message("StreamingInputCallRequest", payload),
  message("StreamingInputCallResponse", [1, "aggregated_payload_size", INT32]),
  message(
    "StreamingOutputCallRequest",
    responseType,
    [2, "response_parameters", "ResponseParameters", true],
    sent,
    responseStatus,
  ),
  message("StreamingOutputCallResponse", payload),
];

/**
 * What the interoperability tests of gRPC call: grpc.testing.TestService, cut to what they send (in grpc-go it is
 * interop/grpc_testing), with rules of ours. UnimplementedCall is in the contract and served by nobody.
 */
export const testServiceFile: DescFile = describe();

function describe(): DescFile {
  const file = create(FileDescriptorProtoSchema, {
    name: "grpc/testing/test.proto",
    package: "grpc.testing",
    syntax: "proto3",
    dependency: [file_ultramarket_options_v1_options.proto.name],
    enumType: [{ name: "PayloadType", value: [{ name: "COMPRESSABLE", number: 0 }] }],
    messageType: [...messages],
    service: [
      {
        name: "TestService",
        method: [
          method("EmptyCall", "Empty", "Empty"),
          method("UnaryCall", "SimpleRequest", "SimpleResponse"),
          method("StreamingOutputCall", "StreamingOutputCallRequest", "StreamingOutputCallResponse", "server"),
          method("StreamingInputCall", "StreamingInputCallRequest", "StreamingInputCallResponse", "client"),
          method("FullDuplexCall", "StreamingOutputCallRequest", "StreamingOutputCallResponse", "client", "server"),
          method("UnimplementedCall", "Empty", "Empty"),
        ],
      },
    ],
  });
  const found = createFileRegistry(file, () => file_ultramarket_options_v1_options).getFile(file.name);
  if (found === undefined) throw new Error("the contract of TestService does not hold together");
  return found;
}

function message(name: string, ...fields: readonly Field[]): DescriptorProto {
  return create(DescriptorProtoSchema, {
    name,
    field: fields.map(([number, field, type, isList]) => ({
      name: field,
      jsonName: protoCamelCase(field),
      number,
      label: isList === true ? REPEATED : OPTIONAL,
      ...(typeof type === "string" ? named(type) : { type }),
    })),
  });
}

function named(type: string) {
  return { type: type === "PayloadType" ? ENUM : MESSAGE, typeName: `.grpc.testing.${type}` };
}

function method(name: string, input: string, output: string, ...streams: readonly ("client" | "server")[]) {
  return {
    name,
    inputType: `.grpc.testing.${input}`,
    outputType: `.grpc.testing.${output}`,
    clientStreaming: streams.includes("client"),
    serverStreaming: streams.includes("server"),
    options: everybody(),
  };
}

function everybody(): MethodOptions {
  const options = create(MethodOptionsSchema);
  const access = { rule: { case: "public", value: {} } } as const;
  const deadline = { default: { seconds: 10n }, cap: { seconds: 30n } };
  setExtension(options, policy, create(MethodPolicySchema, { access, deadline }));
  return options;
}
