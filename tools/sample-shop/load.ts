import type { Transport } from "@connectrpc/connect";
import { type Catalogue, loadCatalogue } from "./load-catalogue.ts";
import { loadPricing, type PricingLoaded } from "./load-pricing.ts";
import { loadStock } from "./load-stock.ts";

export type Loaded = Catalogue & PricingLoaded;

/** Loads the sample shop as one user of the staff. Repeating it as the same user, after a crash too, adds nothing twice. */
export async function loadSampleShop(transport: Transport): Promise<Loaded> {
  const pricing = loadPricing(transport);
  const [catalogue, loaded] = await Promise.all([
    loadCatalogue(transport).then(async (found) => {
      await loadStock(transport, found.variants);
      return found;
    }),
    pricing,
  ]);
  return { ...catalogue, ...loaded };
}
