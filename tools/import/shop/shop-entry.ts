import type { RowError } from "../../table-file/mod.ts";
import type { RawProduct } from "./raw-product.ts";

/** A product of the file, or what is wrong where one should be; `lastLine` is the last line that was read for it. */
export type ShopEntry =
  | { readonly product: RawProduct; readonly lastLine: number }
  | { readonly errors: readonly RowError[]; readonly lastLine: number };
