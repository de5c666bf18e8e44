import type { Product, Variant, VariantId } from "../domain/product.ts";
import type { ProductPorts } from "./ports.ts";

/** Those that exist with their products, in the order asked for, whatever the product's state. */
export const batchGetVariants =
  ({ products }: ProductPorts) =>
  async (variantIds: readonly VariantId[]): Promise<{ variant: Variant; product: Product }[]> => {
    const found = new Map(
      (await products.findByVariants(variantIds)).flatMap((product) =>
        product.variants.map((variant) => [variant.variantId, { variant, product }]),
      ),
    );
    return variantIds.flatMap((variantId) => found.get(variantId) ?? []);
  };
