import { Variant } from "#gen/grpc/ultramarket/product/v1/product.ts";
import { ProductServiceService, type SellableVariant } from "#gen/grpc/ultramarket/product/v1/product_service.ts";
import { implement } from "#mesh/rpc";
import { defineService } from "#mesh/runtime";
import { ids } from "./cart-builders.ts";

/** A product service that knows what it is told, and counts how often it is asked. */
export function fakeProduct() {
  const variants = new Map<string, SellableVariant>();
  const calls: string[][] = [];
  const { batchGetVariants } = ProductServiceService;
  const service = defineService({
    name: "product",
    config: {},
    async start() {
      const rpc = implement(
        { batchGetVariants },
        {
          async batchGetVariants({ variantIds }) {
            calls.push(variantIds);
            return { variants: variantIds.flatMap((variantId) => variants.get(variantId) ?? []) };
          },
        },
      );
      return { rpc: [rpc] };
    },
  });
  /** Puts a mug on sale and answers its variant id. */
  const sell = ({ weightGrams = 350, forSale = true, nonStock = false, values = ["Blue", "L"] } = {}): string => {
    const variantId = ids.next("var");
    const variant = Variant.fromPartial({
      variantId,
      sku: `SKU-${variantId}`,
      optionValues: values.map((value, index) => ({ option: `Option ${index}`, value })),
      price: { currencyCode: "EUR", minorUnits: 1n },
      weightGrams,
      nonStock,
    });
    variants.set(variantId, { variant, productId: ids.next("prd"), productName: "Mug", forSale });
    return variantId;
  };
  return { service, calls, sell };
}
