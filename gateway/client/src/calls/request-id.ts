import {
  create,
  type DescMessage,
  type DescMethod,
  type MessageInitShape,
  type MessageShape,
} from "@bufbuild/protobuf";
import { isKeyed } from "./retry.ts";

/** The request as a message, with a `request_id` of its own if the method wants one and the caller named none. */
export function keyedRequest<I extends DescMessage>(
  method: DescMethod & { readonly input: I },
  init: MessageInitShape<I>,
): MessageShape<I> {
  if (!isKeyed(method) || hasRequestId(init)) return create(method.input, init);
  return create(method.input, { ...init, requestId: newRequestId() });
}

function hasRequestId(init: object): boolean {
  return "requestId" in init && init.requestId !== "" && init.requestId !== undefined;
}

/** A random UUID (version 4), also on pages without TLS, where `crypto.randomUUID` is missing. */
export function newRequestId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  const hex = [...bytes].map((byte, index) => masked(byte, index).toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

function masked(byte: number, index: number): number {
  if (index === 6) return (byte & 0x0f) | 0x40;
  return index === 8 ? (byte & 0x3f) | 0x80 : byte;
}
