import { randomBytes } from "node:crypto";

const digits = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/** So many characters of Crockford's base32 from the system's chance, 5 bits each: what people type and nobody guesses. */
export function randomCode(length: number): string {
  return Array.from(randomBytes(length), (byte) => digits[byte % digits.length]).join("");
}
