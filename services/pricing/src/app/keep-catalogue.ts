import type { ProductPrices } from "../domain/price.ts";
import type { PricingPorts } from "./ports.ts";

/** Keeps what a product asks for its variants, in whatever order and however often its versions come. */
export const keepCatalogue =
  ({ prices, clock }: PricingPorts) =>
  (product: ProductPrices): Promise<void> =>
    prices.keepCatalogue(product, clock.now());
