import type { Row, Section } from "../rows/rows.ts";
import { listed, streamed } from "./fixtures.ts";

const binary = 2;
const text = 2.5;

const names = {
  grpc: "gRPC",
  connect: "Connect binary",
  grpcWeb: "gRPC-web",
  connectJson: "Connect JSON",
  connectGet: "Connect GET",
  rest: "REST",
} as const;

type Protocol = keyof typeof names;

function row(title: string, subject: string, kind: string, target?: number): Row {
  const b = { label: "b", subject: `b/${kind}` } as const;
  const bounded = target === undefined ? b : { ...b, target };
  return { title, subject, parts: ["app"], against: [{ label: "a", subject: `a/${kind}` }, bounded] };
}

function unary(prefix: string, kind: "get" | "list", targets: Partial<Record<Protocol, number>>): Row[] {
  return (Object.keys(names) as Protocol[]).map((protocol) =>
    row(names[protocol], `${prefix}/${kind}/${protocol}`, kind, targets[protocol]),
  );
}

const bounds = { grpc: binary, connect: binary, grpcWeb: binary, connectJson: text, connectGet: text, rest: text };

/** CPU of the gateway alone per call, against (a) bare node:http2 and (b) an empty grpc-js handler. */
export const edgeSections: readonly Section[] = [
  {
    title: "One product, upstream by gRPC",
    rows: [
      row("grpc-js alone, passing gRPC on", "pass/get", "get"),
      ...unary("gateway", "get", bounds),
      row("Connect binary, HTTP/1.1", "gateway/get/connect1", "get"),
      row("REST, HTTP/1.1", "gateway/get/rest1", "get"),
    ],
  },
  { title: "One product, service in the same process", rows: unary("one", "get", {}) },
  { title: `A list of ${listed} products`, rows: unary("gateway", "list", {}) },
  {
    title: `A stream of ${streamed.toLocaleString("en")} messages`,
    rows: [
      row("gRPC", "gateway/stream/grpc", "stream"),
      row("Connect binary", "gateway/stream/connect", "stream"),
      row("REST, NDJSON", "gateway/stream/rest", "stream"),
    ],
  },
];
