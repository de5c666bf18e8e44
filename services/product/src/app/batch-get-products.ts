import type { Caller } from "#mesh/kernel";
import { type LocalizedProduct, localize } from "../domain/localize.ts";
import { isVisibleTo, type ProductId } from "../domain/product.ts";
import type { ProductPorts } from "./ports.ts";

/** Those the caller may see, in the order asked for. */
export const batchGetProducts =
  ({ products, language }: ProductPorts) =>
  async (caller: Caller, productIds: readonly ProductId[], wanted = ""): Promise<LocalizedProduct[]> => {
    const found = new Map((await products.findMany(productIds)).map((product) => [product.productId, product]));
    return productIds.flatMap((productId) => {
      const product = found.get(productId);
      return product && isVisibleTo(caller, product) ? [localize(product, wanted, language)] : [];
    });
  };
