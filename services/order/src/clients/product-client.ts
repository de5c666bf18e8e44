import type { Variant } from "#gen/grpc/ultramarket/product/v1/product.ts";
import { ProductServiceService, type SellableVariant } from "#gen/grpc/ultramarket/product/v1/product_service.ts";
import { required } from "#mesh/kernel";
import type { Products } from "../app/ports/products.ts";
import type { Variants } from "../app/ports/variants.ts";
import type { ProductId, SoldVariant, VariantId } from "../domain/cart.ts";
import type { Dial } from "./dial.ts";

/** As many as one call takes. */
const batchSize = 500;

/** What is sold, and what there is besides, by way of the product service. */
export function productClient(dial: Dial): Products & Variants {
  const product = dial(ProductServiceService);
  const ask = async (variantIds: readonly VariantId[]): Promise<SellableVariant[]> => {
    const batches = Array.from({ length: Math.ceil(variantIds.length / batchSize) }, (_, index) =>
      variantIds.slice(index * batchSize, (index + 1) * batchSize),
    );
    const answers = await Promise.all(batches.map((batch) => product.batchGetVariants({ variantIds: batch })));
    return answers.flatMap(({ variants }) => variants);
  };
  return {
    findForSale: async (variantIds) => (await ask(variantIds)).filter(({ forSale }) => forSale).map(decodeVariant),
    find: async (variantIds) => (await ask(variantIds)).map(decodeVariant),
  };
}

function decodeVariant({ variant, productId, productName }: SellableVariant): SoldVariant {
  const { variantId, sku, weightGrams, nonStock, optionValues } = required("variant", variant);
  return {
    variantId: variantId as VariantId,
    productId: productId as ProductId,
    sku,
    name: nameOf(productName, optionValues),
    weightGrams,
    nonStock,
  };
}

/** Such as "Mug (Blue, L)". */
function nameOf(productName: string, optionValues: Variant["optionValues"]): string {
  if (optionValues.length === 0) return productName;
  return `${productName} (${optionValues.map(({ value }) => value).join(", ")})`;
}
