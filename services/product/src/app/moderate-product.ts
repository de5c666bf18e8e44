import { type LocalizedProduct, localize } from "../domain/localize.ts";
import { approve, reject } from "../domain/moderate-product.ts";
import { mentionsOf } from "../domain/surroundings.ts";
import type { SoldProduct } from "./change-sold-product.ts";
import type { ProductPorts } from "./ports.ts";

export const approveProduct =
  ({ products, clock, ids, language }: ProductPorts) =>
  async ({ productId, etag, request }: SoldProduct): Promise<LocalizedProduct> => {
    const approved = await products.change(
      productId,
      (product, around) => approve(product, { etag, now: clock.now(), ids }, around),
      request,
      mentionsOf([]),
    );
    return localize(approved, "", language);
  };

export const rejectProduct =
  ({ products, clock, ids, language }: ProductPorts) =>
  async ({
    productId,
    etag,
    request,
    reason,
  }: SoldProduct & { readonly reason: string }): Promise<LocalizedProduct> => {
    const moment = { etag, now: clock.now(), ids };
    const rejected = await products.change(productId, (product) => reject(product, reason, moment), request);
    return localize(rejected, "", language);
  };
