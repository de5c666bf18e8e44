import { createHash, randomBytes } from "node:crypto";
import { normalCode } from "../domain/gift-card.ts";

const digits = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/** Codes of gift cards: sixteen characters of chance (80 bits), and what is kept of them. */
export const giftCardCodes = {
  /** In four groups. */
  next(): string {
    const chance = Array.from(randomBytes(16), (byte) => digits[byte % digits.length]).join("");
    return chance.replaceAll(/(.{4})(?!$)/g, "$1-");
  },
  /** SHA-256: of so much chance nobody finds the code by it. */
  hash: (code: string): Buffer => createHash("sha256").update(normalCode(code)).digest(),
};
