import { randomBytes } from "node:crypto";

const digits = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const length = 13;

/** So many codes that begin with the prefix and go on with 65 bits of chance, in Crockford's base32. */
export function couponCodes(prefix: string, count: number): readonly string[] {
  return Array.from({ length: count }, () => {
    const chance = Array.from(randomBytes(length), (byte) => digits[byte % digits.length]);
    return `${prefix}${chance.join("")}`;
  });
}
