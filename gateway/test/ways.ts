import { createRegistry, fromJson, type JsonObject, toJson } from "@bufbuild/protobuf";
import { AnySchema } from "@bufbuild/protobuf/wkt";
import { ConnectError, type Transport } from "@connectrpc/connect";
import { createConnectTransport, createGrpcTransport, createGrpcWebTransport } from "@connectrpc/connect-node";
import { file_google_rpc_error_details } from "#gen/es/google/rpc/error_details_pb.js";
import { callGrpcJs } from "./grpc-js-client.ts";
import { callGrpcWebText } from "./grpc-web-text-client.ts";
import { jsonOptions, type LogicalCall, methodOf, type Outcome, wireDetail } from "./logical-call.ts";

export type Way = (url: string, call: LogicalCall) => Promise<Outcome>;

/** Every way to make a call through the door. */
export const ways: Readonly<Record<string, Way>> = {
  REST: callRest,
  "Connect GET": overTransport((baseUrl) =>
    createConnectTransport({ baseUrl, httpVersion: "2", useHttpGet: true, useBinaryFormat: false, jsonOptions }),
  ),
  "Connect JSON": overTransport((baseUrl) =>
    createConnectTransport({ baseUrl, httpVersion: "1.1", useBinaryFormat: false, jsonOptions }),
  ),
  "Connect binary": overTransport((baseUrl) => createConnectTransport({ baseUrl, httpVersion: "2" })),
  "gRPC-web binary": overTransport((baseUrl) => createGrpcWebTransport({ baseUrl, httpVersion: "1.1" })),
  "gRPC-web over HTTP/2, uncompressed": overTransport((baseUrl) =>
    createGrpcWebTransport({ baseUrl, httpVersion: "2", acceptCompression: [] }),
  ),
  "gRPC-web text": callGrpcWebText,
  "gRPC by connect-node": overTransport((baseUrl) => createGrpcTransport({ baseUrl })),
  "gRPC by grpc-js": callGrpcJs,
};

function overTransport(open: (baseUrl: string) => Transport): Way {
  const opened = new Map<string, Transport>();
  return async (url, call) => {
    const transport = opened.get(url) ?? open(url);
    opened.set(url, transport);
    const desc = methodOf(call);
    const headers = call.token === undefined ? undefined : { authorization: `Bearer ${call.token}` };
    try {
      const request = fromJson(desc.input, call.request, jsonOptions);
      const { message } = await transport.unary(desc, undefined, call.timeoutMs, headers, request);
      return { answer: toJson(desc.output, message, jsonOptions) as JsonObject };
    } catch (error) {
      const { code, rawMessage, details } = ConnectError.from(error);
      return { error: { code, message: rawMessage, details: details.map(connectDetail) } };
    }
  };
}

function connectDetail(detail: ConnectError["details"][number]) {
  if ("desc" in detail) throw new TypeError("a detail that never crossed the wire");
  return { type: detail.type, value: Buffer.from(detail.value).toString("base64") };
}

const restPaths = { write: "/v1/echo", probe: "/v1/probe" } as const;

async function callRest(url: string, call: LogicalCall): Promise<Outcome> {
  const { method, request, token, timeoutMs } = call;
  const headers = {
    ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    ...(timeoutMs === undefined ? {} : { "request-timeout": String(timeoutMs / 1000) }),
  };
  const response =
    method === "echo"
      ? await fetch(`${url}/v1/echo/${encodeURIComponent(String(request.message))}`, { headers })
      : await fetch(url + restPaths[method], {
          method: "POST",
          headers: { ...headers, "content-type": "application/json" },
          body: JSON.stringify(request),
        });
  const body = (await response.json()) as JsonObject;
  if (response.ok) return { answer: withoutDefaults(call, body) };
  const registry = createRegistry(file_google_rpc_error_details);
  const { code, message, details } = body as { code: number; message: string; details: JsonObject[] };
  return {
    error: { code, message, details: details.map((detail) => wireDetail(fromJson(AnySchema, detail, { registry }))) },
  };
}

/** The answer as the other ways write it; REST writes fields at their default too. */
function withoutDefaults(call: LogicalCall, body: JsonObject): JsonObject {
  const { output } = methodOf(call);
  return toJson(output, fromJson(output, body, jsonOptions), jsonOptions) as JsonObject;
}
