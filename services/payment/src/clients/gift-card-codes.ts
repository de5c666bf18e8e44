import { createHash } from "node:crypto";
import { randomCode } from "#mesh/kernel";
import { normalCode } from "../domain/gift-card.ts";

/** Codes of gift cards: sixteen characters of chance (80 bits), and what is kept of them. */
export const giftCardCodes = {
  /** In four groups. */
  next: () => randomCode(16).replaceAll(/(.{4})(?!$)/g, "$1-"),
  /** SHA-256: of so much chance nobody finds the code by it. */
  hash: (code: string): Buffer => createHash("sha256").update(normalCode(code)).digest(),
};
