import { execFile } from "node:child_process";
import { promisify } from "node:util";
import {
  type DescMethod,
  type DescMethodServerStreaming,
  type DescMethodUnary,
  type DescService,
  fromBinary,
  fromJson,
  type JsonObject,
  toBinary,
  toJson,
} from "@bufbuild/protobuf";
import { FileDescriptorProtoSchema } from "@bufbuild/protobuf/wkt";
import { createGrpcTransport } from "@connectrpc/connect-node";
import { Client, credentials } from "@grpc/grpc-js";
import { createReflect, loadOwnContracts } from "#mesh/rpc";
import { publicFiles } from "../src/own/public-files.ts";
import { contracts, testGateway } from "./test-gateway.ts";

const own = loadOwnContracts();
/** A method of one of the gateway's own services. */
function methodNamed(service: DescService | undefined, name: string): DescMethod {
  const found = service?.methods.find((method) => method.name === name);
  if (found === undefined) throw new Error(`no method ${name}`);
  return found;
}

const info = methodNamed(own.reflection[0], "ServerReflectionInfo");

/** Asks by the reference implementation of gRPC. */
async function ask(url: string, version: "v1" | "v1alpha", question: JsonObject): Promise<JsonObject> {
  const client = new Client(new URL(url).host, credentials.createInsecure());
  const asIs = (bytes: Buffer) => bytes;
  const path = `/grpc.reflection.${version}.ServerReflection/ServerReflectionInfo`;
  const call = client.makeBidiStreamRequest(path, asIs, asIs);
  try {
    call.write(Buffer.from(toBinary(info.input, fromJson(info.input, question))));
    call.end();
    for await (const bytes of call) return toJson(info.output, fromBinary(info.output, bytes)) as JsonObject;
    throw new Error("no answer");
  } finally {
    client.close();
  }
}

test.each(["v1", "v1alpha"] as const)("%s lists the public services", async (version) => {
  await using gateway = await testGateway();
  const names = [
    "grpc.health.v1.Health",
    "grpc.reflection.v1.ServerReflection",
    "grpc.reflection.v1alpha.ServerReflection",
    "ultramarket.testing.v1.EchoService",
  ];
  const answer = await ask(gateway.url, version, { listServices: "" });
  expect(answer.listServicesResponse).toEqual({ service: names.map((name) => ({ name })) });
});

test.each(["v1", "v1alpha"] as const)("%s gives a file for every service it lists", async (version) => {
  await using gateway = await testGateway();
  const listed = await ask(gateway.url, version, { listServices: "" });
  const { service } = listed.listServicesResponse as { service: { name: string }[] };
  for (const { name } of service) {
    const answer = await ask(gateway.url, version, { fileContainingSymbol: name });
    const { fileDescriptorProto } = answer.fileDescriptorResponse as { fileDescriptorProto: string[] };
    const file = fromBinary(FileDescriptorProtoSchema, Buffer.from(fileDescriptorProto[0] ?? "", "base64"));
    expect(file.service.map((found) => `${file.package}.${found.name}`)).toContain(name);
  }
});

describe("of the contracts", () => {
  const reflect = createReflect([...publicFiles(contracts), ...own.files]);
  const echo = "ultramarket.testing.v1.EchoService";

  function filesOf(question: JsonObject) {
    const answer = reflect(question);
    if (!("fileDescriptorResponse" in answer)) return [];
    return answer.fileDescriptorResponse.fileDescriptorProto.map((text) =>
      fromBinary(FileDescriptorProtoSchema, Buffer.from(text, "base64")),
    );
  }

  test("a symbol is found with all its file imports, which need nothing else", () => {
    const files = filesOf({ fileContainingSymbol: echo });
    const names = new Set(files.map(({ name }) => name));
    expect(files[0]?.name).toBe("ultramarket/testing/v1/echo_service.proto");
    for (const { dependency } of files) for (const name of dependency) expect(names).toContain(name);
  });

  test.each([
    `${echo}.Echo`,
    "ultramarket.testing.v1.Note",
    "ultramarket.testing.v1.Note.email",
    "ultramarket.options.v1.Criticality",
    "ultramarket.options.v1.Criticality.CRITICALITY_NORMAL",
    "ultramarket.options.v1.policy",
  ])("%s is found", (fileContainingSymbol) => {
    expect(filesOf({ fileContainingSymbol })).not.toEqual([]);
  });

  test.each(["Nothing", "ultramarket.testing.v1.Note.nothing", `${echo}.Whisper`])(
    "%s is not",
    (fileContainingSymbol) => {
      expect(reflect({ fileContainingSymbol })).toMatchObject({ errorResponse: { errorCode: 5 } });
    },
  );

  test("extensions and files are found by number and name", () => {
    const containingType = "google.protobuf.MethodOptions";
    const [file] = filesOf({ fileContainingExtension: { containingType, extensionNumber: 52001 } });
    expect(file?.name).toBe("ultramarket/options/v1/options.proto");
    expect(reflect({ allExtensionNumbersOfType: containingType })).toMatchObject({
      allExtensionNumbersResponse: { extensionNumber: expect.arrayContaining([52001]) },
    });
    expect(reflect({ allExtensionNumbersOfType: "a.B" })).toMatchObject({ errorResponse: { errorCode: 5 } });
    expect(filesOf({ fileByFilename: "google/api/http.proto" }).map(({ name }) => name)).toEqual([
      "google/api/http.proto",
    ]);
    expect(reflect({ fileByFilename: "a.proto" })).toMatchObject({ errorResponse: { errorCode: 5 } });
  });
});

/** Descriptors that protobuf-es reads may still be refused by Go, which is stricter. */
describe("buf curl, knowing nothing but the address,", () => {
  async function bufCurl(...args: readonly string[]): Promise<string> {
    const { stdout } = await promisify(execFile)("node_modules/.bin/buf", ["curl", "--http2-prior-knowledge", ...args]);
    return stdout;
  }

  test("lists every public method", async () => {
    await using gateway = await testGateway();
    const listed = (await bufCurl("--list-methods", gateway.url)).trim().split("\n");
    expect(listed.filter((method) => method.startsWith("grpc.")).toSorted()).toEqual([
      "grpc.health.v1.Health/Check",
      "grpc.health.v1.Health/List",
      "grpc.health.v1.Health/Watch",
      "grpc.reflection.v1.ServerReflection/ServerReflectionInfo",
      "grpc.reflection.v1alpha.ServerReflection/ServerReflectionInfo",
    ]);
    expect(listed).toContain("ultramarket.testing.v1.EchoService/Echo");
    expect(listed).not.toContain("ultramarket.testing.v1.EchoService/Whisper");
  });

  test("calls a method", async () => {
    await using gateway = await testGateway();
    const url = `${gateway.url}/ultramarket.testing.v1.EchoService/Echo`;
    const answer = await bufCurl("--protocol", "grpc", "--data", '{"message":"hi"}', url);
    expect(JSON.parse(answer)).toEqual({ message: "hi" });
  });
});

describe("health", () => {
  const check = methodNamed(own.health, "Check") as DescMethodUnary;
  const watch = methodNamed(own.health, "Watch") as DescMethodServerStreaming;

  test("is known for the door and for each public service", async () => {
    await using gateway = await testGateway();
    const transport = createGrpcTransport({ baseUrl: gateway.url });
    const statusOf = async (service: string) => {
      const request = fromJson(check.input, { service });
      const { message } = await transport.unary(check, undefined, undefined, undefined, request);
      return toJson(check.output, message);
    };
    expect(await statusOf("")).toEqual({ status: "SERVING" });
    expect(await statusOf("ultramarket.testing.v1.EchoService")).toEqual({ status: "SERVING" });
    await expect(statusOf("a.B")).rejects.toMatchObject({ code: 5 });
  });

  test("is listed for all of them", async () => {
    await using gateway = await testGateway();
    const list = methodNamed(own.health, "List") as DescMethodUnary;
    const transport = createGrpcTransport({ baseUrl: gateway.url });
    const { message } = await transport.unary(list, undefined, undefined, undefined, fromJson(list.input, {}));
    expect(toJson(list.output, message)).toEqual({
      statuses: { "": { status: "SERVING" }, "ultramarket.testing.v1.EchoService": { status: "SERVING" } },
    });
  });

  test("says to watchers when the gateway drains", async () => {
    const gateway = await testGateway();
    const transport = createGrpcTransport({ baseUrl: gateway.url });
    async function* requests() {
      yield fromJson(watch.input, {});
    }
    const { message } = await transport.stream(watch, undefined, undefined, undefined, requests());
    const seen: unknown[] = [];
    for await (const answer of message) {
      seen.push(toJson(watch.output, answer));
      if (seen.length === 1) void gateway.drain(1_000);
    }
    expect(seen).toEqual([{ status: "SERVING" }, { status: "NOT_SERVING" }]);
  });
});
