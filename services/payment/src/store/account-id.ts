import { createHash } from "node:crypto";
import type { UserId } from "../domain/wallet.ts";

/**
 * The account of a person in a currency, or of the market itself if there is none, as a UUID: it follows from both, so
 * that it is known before the account is there.
 */
export function accountIdOf(userId: UserId | undefined, currencyCode: string): string {
  return derivedUuid(userId === undefined ? `market ${currencyCode}` : `wallet ${userId} ${currencyCode}`);
}

/** A UUID of version 8 (RFC 9562): the name's SHA-256, cut. */
function derivedUuid(name: string): string {
  const bytes = createHash("sha256").update(name).digest().subarray(0, 16);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x80, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  return bytes.toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
