import { type Product, ProductState } from "#gen/grpc/ultramarket/product/v1/product.ts";
import { ProductCreated, ProductUpdated } from "#gen/grpc/ultramarket/product/v1/product_events.ts";
import type { Consumer } from "#mesh/events";
import { required, requiredMoney } from "#mesh/kernel";
import type { PricingUseCases } from "../app/use-cases.ts";
import type { PriceDraft, ProductId, VariantId } from "../domain/price.ts";

const messages: Readonly<Record<string, typeof ProductCreated | typeof ProductUpdated>> = {
  "product.v1.product_created": ProductCreated,
  "product.v1.product_updated": ProductUpdated,
};

/** Learns what products ask for their variants. Versions tell repeats and late events apart: no inbox is needed. */
export const catalogueConsumer = (app: PricingUseCases): Consumer => ({
  name: "pricing.catalogue",
  subjects: Object.keys(messages),
  async handle({ envelope: { subject, version, payload } }) {
    const product = required("product", messages[subject]?.decode(payload).product);
    await app.keepCatalogue({ productId: product.productId as ProductId, version, prices: pricesOf(product) });
  },
});

function pricesOf({ state, variants }: Product): PriceDraft[] {
  if (state !== ProductState.PRODUCT_STATE_PUBLISHED) return [];
  return variants.map(({ variantId, price }) => ({
    variantId: variantId as VariantId,
    price: requiredMoney("price", price),
  }));
}
