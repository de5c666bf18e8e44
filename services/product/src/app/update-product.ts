import type { RequestKey } from "#mesh/kernel";
import { type LocalizedProduct, localize } from "../domain/localize.ts";
import type { ProductId } from "../domain/product.ts";
import { mentionsOf } from "../domain/surroundings.ts";
import { updateProduct as decide, type ProductChange } from "../domain/update-product.ts";
import type { ProductPorts } from "./ports.ts";

export interface UpdateProduct {
  readonly productId: ProductId;
  readonly change: ProductChange;
  readonly etag: string;
  readonly request?: RequestKey | undefined;
}

export const updateProduct =
  ({ products, clock, ids, language }: ProductPorts) =>
  async ({ productId, change, etag, request }: UpdateProduct): Promise<LocalizedProduct> => {
    const changed = await products.change(
      productId,
      (product, around) => decide(product, change, etag, clock.now(), ids, around),
      request,
      mentionsOf([change]),
    );
    return localize(changed, "", language);
  };
