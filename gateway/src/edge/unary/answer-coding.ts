import type { Compression } from "@connectrpc/connect/protocol";
import { compressionNegotiate } from "@connectrpc/connect/protocol";
import { acceptCompression, compressMinBytes } from "../compression.ts";

/** How answers to a client that accepts these codings are compressed; undefined for not at all. */
export function answerCoding(accepted: string | undefined): Compression | undefined {
  if (accepted === undefined) return undefined;
  return compressionNegotiate([...acceptCompression], null, accepted, "").response ?? undefined;
}

/** The compressed bytes; undefined if they are not worth it. */
export async function compressed(coding: Compression | undefined, bytes: Uint8Array): Promise<Uint8Array | undefined> {
  return coding !== undefined && bytes.length >= compressMinBytes ? coding.compress(bytes) : undefined;
}
