import { createHash } from "node:crypto";

/** Stock codes that stand for no goods: postage, fees, samples, corrections, gift vouchers. Ends with * for a family. */
export const serviceCodes: readonly string[] = [
  "POST",
  "DOT",
  "M",
  "D",
  "S",
  "C2",
  "BANK CHARGES",
  "AMAZONFEE",
  "CRUK",
  "B",
  "gift_0001_*",
  "DCGS*",
];

const exact = new Set(serviceCodes.filter((code) => !code.endsWith("*")).map((code) => code.toLowerCase()));
const families = serviceCodes.filter((code) => code.endsWith("*")).map((code) => code.slice(0, -1).toLowerCase());

/** True if no stock is kept of it; upper and lower case are alike. */
export function isServiceCode(code: string): boolean {
  const lower = code.toLowerCase();
  return exact.has(lower) || families.some((family) => lower.startsWith(family));
}

/**
 * The SKU of a stock code: the code itself, or, if it has characters a SKU may not have, the code with "-" for them and
 * an ending made from the whole of it, so that no two codes share a SKU.
 */
export function skuOf(code: string): string {
  if (/^[A-Za-z0-9._/-]{1,64}$/.test(code)) return code;
  const ending = createHash("sha256").update(code).digest("hex").slice(0, 8);
  return `${code.replaceAll(/[^A-Za-z0-9._/]+/g, "-").slice(0, 55)}-${ending}`;
}
