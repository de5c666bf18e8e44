import { ProductState } from "#gen/es/ultramarket/product/v1/product_pb.js";
import { isServiceCode, skuOf } from "../../online-retail/mod.ts";
import type { CustomerDraft } from "../market/customers.ts";
import type { ProductDraft } from "../market/products.ts";
import type { Customer, Goods } from "./gather.ts";

/** A stock code as a product of one variant, whose SKU is `skuOf(code)`. */
export function productOf(code: string, goods: Goods): ProductDraft {
  const price = { currencyCode: "GBP", minorUnits: goods.price };
  const variant = { sku: skuOf(code), price, nonStock: isServiceCode(code) };
  return { state: ProductState.PUBLISHED, name: nameOf(code, goods), variants: [variant] };
}

/** The most frequent description, of equals the first by alphabet; the code if there is none. */
export function nameOf(code: string, { descriptions }: Goods): string {
  const byFrequency = [...descriptions].toSorted(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
  return [...(byFrequency[0]?.[0] ?? code)].slice(0, 200).join("");
}

export function customerOf(number: string, { countryCode }: Customer): CustomerDraft {
  return { externalReference: `online-retail/${number}`, countryCode };
}
