import { createHmac, hkdfSync, timingSafeEqual } from "node:crypto";
import type { JWK } from "jose";
import type { SigningKeys } from "#mesh/identity";
import { idFromUuid, uuidFromId } from "#mesh/kernel";
import type { CodeKey } from "../app/code-ports.ts";
import type { CodeId } from "../domain/ids.ts";

const symbols = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const length = 10;
const bitsPerSymbol = 5;

/**
 * The codes of each id are those of the key that signed when the id was made, as its time says (UUIDv7, RFC 9562). What
 * is shown may be of any key there is, for two processes may not change keys in the same moment.
 */
export function openCodeKeys(keys: Pick<SigningKeys, "all" | "at">): CodeKey {
  const opened = new Map<JWK, CodeKey>();
  const codeKeyOf = (key: JWK) => {
    const known = opened.get(key) ?? openCodeKey(key);
    opened.set(key, known);
    return known;
  };
  return {
    codeOf: (codeId) => codeKeyOf(keys.at(timeOf(codeId))).codeOf(codeId),
    matches: (given, codeId) => keys.all.map((key) => codeKeyOf(key).matches(given, codeId)).includes(true),
    nobodyOf: (email) => codeKeyOf(keys.at(new Date(0))).nobodyOf(email),
  };
}

function timeOf(codeId: CodeId): Date {
  return new Date(Number.parseInt(uuidFromId(codeId).replaceAll("-", "").slice(0, 12), 16));
}

/** Derives codes of 50 bits from their ids, with keys of their own (HKDF, RFC 5869) made of a private key that signs tokens. */
export function openCodeKey({ d }: JWK): CodeKey {
  if (d === undefined) throw new TypeError("codes are derived from a private key");
  const secret = Buffer.from(d, "base64url");
  const derive = (info: string) => Buffer.from(hkdfSync("sha256", secret, "", `ultramarket/auth/${info}`, 32));
  const [codes, nobodies] = [derive("codes"), derive("nobodies")];
  const digitsOf = (codeId: string) => base32(createHmac("sha256", codes).update(uuidFromId(codeId)).digest());
  return {
    codeOf(codeId) {
      const digits = digitsOf(codeId);
      return `${digits.slice(0, length / 2)}-${digits.slice(length / 2)}`;
    },
    matches(given, codeId) {
      const [shown, right] = [Buffer.from(normal(given)), Buffer.from(digitsOf(codeId))];
      return shown.length === right.length && timingSafeEqual(shown, right);
    },
    nobodyOf: (email) => idFromUuid("usr", createHmac("sha256", nobodies).update(email).digest("hex").slice(0, 32)),
  };
}

/** As it was derived, however it was copied: spaces, hyphens, case, and letters that look like digits do not matter. */
function normal(given: string): string {
  return given.replace(/[\s-]/g, "").toUpperCase().replace(/O/g, "0").replace(/[IL]/g, "1");
}

/** The first digits in Crockford's base32. */
function base32(digest: Buffer): string {
  const bits = digest.readBigUInt64BE() >> BigInt(64 - length * bitsPerSymbol);
  const digit = (index: number) => Number((bits >> BigInt((length - 1 - index) * bitsPerSymbol)) & 31n);
  return Array.from({ length }, (_, index) => symbols[digit(index)]).join("");
}
