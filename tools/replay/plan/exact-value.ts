import type { RetailLine } from "../../online-retail/mod.ts";

/** What a line comes to before prices are rounded, in thousandths of a pound; finer prices are cut off there. */
export function exactValue({ exactPrice, quantity }: Pick<RetailLine, "exactPrice" | "quantity">): bigint {
  const [whole = "0", fraction = ""] = exactPrice.split(".");
  return BigInt(`${whole}${fraction.slice(0, 3).padEnd(3, "0")}`) * quantity;
}

/** True if the price is finer than a penny. */
export function isFinerThanPence({ exactPrice }: Pick<RetailLine, "exactPrice">): boolean {
  return /\.\d{2,}[1-9]/.test(exactPrice);
}
