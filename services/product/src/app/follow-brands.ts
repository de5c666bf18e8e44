import { mentionsOf } from "../domain/surroundings.ts";
import { updateProduct } from "../domain/update-product.ts";
import type { ProductPorts } from "./ports.ts";

const mostAtOnce = 100;

/** Gives products the names that their brands got. */
export const followBrands =
  ({ products, brands, clock, ids }: ProductPorts) =>
  async (): Promise<void> => {
    const carrying = await brands.carryingFormerNames(mostAtOnce);
    if (carrying.length === 0) return;
    for (const found of await products.findMany(carrying)) {
      const mentions = { ...mentionsOf([]), brandIds: found.brandId === undefined ? [] : [found.brandId] };
      await products.change(
        found.productId,
        (product, around) => updateProduct(product, {}, "", clock.now(), ids, around),
        undefined,
        mentions,
      );
    }
  };
