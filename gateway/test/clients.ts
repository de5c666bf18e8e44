import { fromBinary, fromJson, type JsonValue, toBinary } from "@bufbuild/protobuf";
import { type CallOptions, ConnectError, createClient, type Transport } from "@connectrpc/connect";
import { createConnectTransport, createGrpcTransport, createGrpcWebTransport } from "@connectrpc/connect-node";
import { Code } from "#gen/es/google/rpc/code_pb.js";
import { StatusSchema } from "#gen/es/google/rpc/status_pb.js";
import * as echo from "#gen/es/ultramarket/testing/v1/echo_service_pb.js";

export const httpVersion = "2";

/** Ways to make the same logical call through the door. */
export const transports: Readonly<Record<string, (url: string) => Transport>> = {
  "Connect JSON, HTTP/2": (baseUrl) => createConnectTransport({ baseUrl, httpVersion: "2", useBinaryFormat: false }),
  "Connect JSON, HTTP/1.1": (baseUrl) =>
    createConnectTransport({ baseUrl, httpVersion: "1.1", useBinaryFormat: false }),
  "Connect GET": (baseUrl) =>
    createConnectTransport({ baseUrl, httpVersion: "2", useHttpGet: true, useBinaryFormat: false }),
  "Connect binary": (baseUrl) => createConnectTransport({ baseUrl, httpVersion: "2", useBinaryFormat: true }),
  "gRPC-web, HTTP/1.1": (baseUrl) => createGrpcWebTransport({ baseUrl, httpVersion: "1.1" }),
  "gRPC-web, HTTP/2": (baseUrl) => createGrpcWebTransport({ baseUrl, httpVersion: "2" }),
  gRPC: (baseUrl) => createGrpcTransport({ baseUrl }),
};
