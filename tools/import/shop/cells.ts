import { ProductState } from "#gen/es/ultramarket/product/v1/product_pb.js";
import { isCurrency, minorUnitDigits } from "#mesh/kernel";

/** What a text says, or undefined if it cannot be read. */
type Read<T> = T | undefined;

/** Minor units of an amount such as "12.90", which has no more decimals than the currency. */
export function minorUnitsOf(text: string, currency: string): Read<bigint> {
  const digits = isCurrency(currency) ? minorUnitDigits(currency) : 2;
  const [, whole, decimals = ""] = /^(\d{1,15})(?:\.(\d+))?$/.exec(text) ?? [];
  if (whole === undefined || decimals.replace(/0+$/, "").length > digits) return undefined;
  return BigInt(whole + decimals.slice(0, digits).padEnd(digits, "0"));
}

/** A whole number of at most a billion. */
export function countOf(text: string): Read<number> {
  const count = /^\d{1,10}$/.test(text) ? Number(text) : undefined;
  return count !== undefined && count <= 1_000_000_000 ? count : undefined;
}

const flags: Readonly<Record<string, boolean>> = {
  "": false,
  false: false,
  no: false,
  0: false,
  true: true,
  yes: true,
  1: true,
};

export function flagOf(text: string): Read<boolean> {
  return flags[text.toLowerCase()];
}

const states: Readonly<Record<string, ProductState>> = {
  "": ProductState.PUBLISHED,
  published: ProductState.PUBLISHED,
  draft: ProductState.DRAFT,
  archived: ProductState.ARCHIVED,
};

export function stateOf(text: string): Read<ProductState> {
  return states[text.toLowerCase()];
}

/** The names of a path such as "Home > Kitchen", the top first; undefined if one is missing, too long, or they are too many. */
export function categoryPathOf(text: string): Read<readonly string[]> {
  const names = text.split(">").map((name) => name.trim());
  return names.length <= 8 && names.every((name) => name !== "" && name.length <= 100) ? names : undefined;
}
