import { randomCode } from "#mesh/kernel";

const length = 13;

/** So many codes that begin with the prefix and go on with 65 bits of chance. */
export function couponCodes(prefix: string, count: number): readonly string[] {
  return Array.from({ length: count }, () => prefix + randomCode(length));
}
