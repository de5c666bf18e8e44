import type { ChosenPrice, PriceCandidate } from "../domain/choose-price.ts";
import { priceIn } from "../domain/derive-price.ts";
import type { VariantId } from "../domain/price.ts";
import type { Purchase, Quote } from "../domain/purchase.ts";
import { quote } from "../domain/quote.ts";
import type { PricingPorts } from "./ports.ts";

/** How long a price counts that was read ahead of the event that tells it. */
const aheadMs = 60_000;

/** Prices a purchase. What no event has told yet is asked of the catalogue and kept for a while. */
export const quotePurchase =
  ({ terms: reader, prices, catalogue, clock }: PricingPorts) =>
  async (purchase: Purchase): Promise<Quote> => {
    const now = clock.now();
    const terms = await reader.read(purchase, now);
    const quantities = quantitiesOf(purchase);
    const chosen = new Map<VariantId, ChosenPrice>();
    choose(terms.candidates);
    choose(await learn());
    return quote(purchase, chosen, terms.offers, terms.taxes, now);

    function choose(candidates: ReadonlyMap<VariantId, readonly PriceCandidate[]>): void {
      for (const [variantId, found] of candidates) {
        const price = priceIn(purchase.currencyCode, found, quantities.get(variantId) ?? 0n, terms.currencyRates);
        if (price !== undefined) chosen.set(variantId, price);
      }
    }

    async function learn(): Promise<ReadonlyMap<VariantId, readonly PriceCandidate[]>> {
      const missing = [...quantities.keys()].filter((variantId) => !chosen.has(variantId));
      if (missing.length === 0) return new Map();
      const found = await catalogue.findPrices(missing);
      if (found.length > 0) await prices.keepAhead(found, now, new Date(now.getTime() + aheadMs));
      return new Map(
        found.map(({ variantId, price }) => [variantId, [{ variantId, price, origin: "CATALOGUE", updateTime: now }]]),
      );
    }
  };

/** How many of each variant are bought whose price the staff has not set. */
function quantitiesOf({ lines }: Purchase): ReadonlyMap<VariantId, bigint> {
  const quantities = new Map<VariantId, bigint>();
  for (const { variantId, quantity, manualUnitPrice } of lines) {
    if (manualUnitPrice === undefined) quantities.set(variantId, (quantities.get(variantId) ?? 0n) + quantity);
  }
  return quantities;
}
