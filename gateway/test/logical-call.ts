import { type DescMethodUnary, fromBinary, fromJson, type JsonObject, toBinary, toJson } from "@bufbuild/protobuf";
import type { Any } from "@bufbuild/protobuf/wkt";
import { StatusSchema } from "#gen/es/google/rpc/status_pb.js";
import { EchoService } from "#gen/es/ultramarket/testing/v1/echo_service_pb.js";
import { registry } from "../transcoder/test/contract.ts";
import { probe } from "./probe-contract.ts";

/** One call as a caller means it, whatever the protocol. */
export interface LogicalCall {
  readonly method: "echo" | "write" | "probe";
  readonly request: JsonObject;
  readonly token?: string;
  readonly timeoutMs?: number;
}

/** An error as every protocol carries it; values are in base64. */
export interface WireError {
  readonly code: number;
  readonly message: string;
  readonly details: readonly { readonly type: string; readonly value: string }[];
}

/** What came of a call. */
export type Outcome = { readonly answer: JsonObject } | { readonly error: WireError };

/** The method of a call; its types are those of any message. */
export function methodOf({ method }: LogicalCall): DescMethodUnary {
  return method === "probe" ? probe : EchoService.method[method];
}

/** Resolves what a google.protobuf.Any in a message holds. */
export const jsonOptions = { registry };

export function encodeRequest(call: LogicalCall): Uint8Array {
  const { input } = methodOf(call);
  return toBinary(input, fromJson(input, call.request, jsonOptions));
}

export function readAnswer(call: LogicalCall, bytes: Uint8Array): Outcome {
  const { output } = methodOf(call);
  return { answer: toJson(output, fromBinary(output, bytes), jsonOptions) as JsonObject };
}

/** The error in a google.rpc.Status, as in `grpc-status-details-bin`. */
export function readStatus(bytes: Uint8Array): Outcome {
  const { code, message, details } = fromBinary(StatusSchema, bytes);
  return { error: { code, message, details: details.map(wireDetail) } };
}

/** A detail without the part of its type URL that differs between libraries. */
export function wireDetail({ typeUrl, value }: Any) {
  return { type: typeUrl.slice(typeUrl.lastIndexOf("/") + 1), value: Buffer.from(value).toString("base64") };
}
