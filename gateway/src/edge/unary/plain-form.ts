import type { Registry } from "@bufbuild/protobuf";
import type { Method } from "#mesh/rpc";
import { type EdgeHeaders, type EdgeRequest, headerOf } from "../http.ts";
import { connectBinary, connectJson } from "./connect-form.ts";
import { readConnectQuery } from "./connect-query.ts";
import { grpc, grpcWeb } from "./grpc-form.ts";
import type { UnaryForm } from "./unary-form.ts";

/** A form, and which headers must say nothing unusual for a request to be written in it. */
interface Plain {
  readonly form: UnaryForm;
  readonly encodingHeader: "content-encoding" | "grpc-encoding";
  readonly needsHttp2: boolean;
}

const host = /^[\w.:[\]-]+$/;

/** Finds the form of a request: undefined for what is none, or uncommon, such as compressed requests. */
export type FormOf = (request: EdgeRequest, method: Method) => UnaryForm | undefined;

export function plainForms(registry: Registry): FormOf {
  const connect = { encodingHeader: "content-encoding", needsHttp2: false } as const;
  const enveloped = { encodingHeader: "grpc-encoding", needsHttp2: false } as const;
  const inJson = connectJson(registry);
  const json: Plain = { form: inJson, ...connect };
  const web: Plain = { form: grpcWeb, ...enveloped };
  const native: Plain = { form: grpc, ...enveloped, needsHttp2: true };
  const byType = new Map<string, Plain>([
    ["application/proto", { form: connectBinary, ...connect }],
    ["application/json", json],
    ["application/json; charset=utf-8", json],
    ["application/grpc", native],
    ["application/grpc+proto", native],
    ["application/grpc-web", web],
    ["application/grpc-web+proto", web],
  ]);
  const asked = (url: string): UnaryForm | undefined => {
    const queried = readConnectQuery(url);
    const form = queried?.encoding === "json" ? inJson : connectBinary;
    return queried && { ...form, read: (body, of) => (body.length === 0 ? form.read(queried.message, of) : undefined) };
  };
  return (request, method) => {
    if (request.method === "GET" && method.kind === "safe") {
      return isHostPlain(request) ? asked(request.url ?? "") : undefined;
    }
    const plain = byType.get(request.headers["content-type"] ?? "");
    if (plain === undefined || request.method !== "POST" || !isHostPlain(request)) return undefined;
    if (plain.needsHttp2 && request.httpVersionMajor !== 2) return undefined;
    return isIdentity(request.headers, plain.encodingHeader) ? plain.form : undefined;
  };
}

function isIdentity(headers: EdgeHeaders, name: string): boolean {
  const coding = headerOf(headers, name);
  return coding === undefined || coding === "identity";
}

function isHostPlain(request: EdgeRequest): boolean {
  return host.test(("authority" in request ? request.authority : request.headers.host) ?? "");
}
