import { type FileBytes, openFile, type Progress } from "../../table-file/mod.ts";
import { type CheckedProduct, checkProduct } from "./check-product.ts";
import { withLeftOut } from "./left-out.ts";
import { readCsvShop } from "./read-csv-shop.ts";
import { readNdjsonShop } from "./read-ndjson-shop.ts";
import type { ShopEntry } from "./shop-entry.ts";
import { createSkuCheck } from "./uniqueness.ts";

/** A product of the file, checked, or what is wrong. */
export type CheckedEntry =
  | { readonly product: CheckedProduct; readonly lastLine: number }
  | Extract<ShopEntry, { readonly errors: unknown }>;

/**
 * Reads a shop in our own format, CSV or NDJSON, plain or gzip, told by its content. A product that is wrong costs no
 * other one. Throws CommandError if the file cannot be read or has other columns, or is cut off: that, after all before.
 */
export async function* readShop(path: string, progress?: Progress): AsyncGenerator<CheckedEntry> {
  const skuErrors = createSkuCheck();
  for await (const entry of await entriesOf(await openFile(path, progress))) {
    if ("errors" in entry) {
      yield entry;
      continue;
    }
    const { lastLine } = entry;
    const checked = checkProduct(entry.product);
    const errors = "errors" in checked ? checked.errors : skuErrors(entry.product);
    if ("errors" in checked || errors.length > 0) yield { errors: withLeftOut(entry.product, errors), lastLine };
    else yield { product: checked, lastLine };
  }
}

async function entriesOf(bytes: FileBytes): Promise<AsyncGenerator<ShopEntry>> {
  const chunks = bytes[Symbol.asyncIterator]();
  const first = await chunks.next();
  const start = first.done === true ? "" : first.value.subarray(0, 1_000).toString("utf8");
  const whole = (async function* () {
    if (first.done !== true) yield first.value;
    yield* { [Symbol.asyncIterator]: () => chunks };
  })();
  return /^\uFEFF?\s*\{/.test(start) ? readNdjsonShop(whole) : readCsvShop(whole);
}
