import type { Transport } from "@connectrpc/connect";
import { type Catalogue, loadCatalogue } from "./load-catalogue.ts";
import { loadCollections } from "./load-collections.ts";
import { loadPriceLists } from "./load-price-lists.ts";
import { loadPricing, type PricingLoaded } from "./load-pricing.ts";
import { loadStock } from "./load-stock.ts";

export interface Loaded extends Catalogue, PricingLoaded {
  readonly collections: number;
}

/** Loads the sample shop as one user of the staff. Repeating it as the same user, after a crash too, adds nothing twice. */
export async function loadSampleShop(transport: Transport): Promise<Loaded> {
  const [goods, pricing] = await Promise.all([loadGoods(transport), loadPricing(transport)]);
  return { ...goods, ...pricing };
}

async function loadGoods(transport: Transport): Promise<Catalogue & Pick<Loaded, "collections">> {
  const catalogue = await loadCatalogue(transport);
  await loadStock(transport, catalogue.variants);
  await loadPriceLists(transport, catalogue.variants);
  return { ...catalogue, collections: await loadCollections(transport, catalogue) };
}
