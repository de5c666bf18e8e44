import type { Money } from "#mesh/kernel";
import type { VariantId } from "../domain/price.ts";
import type { Purchase, Quote } from "../domain/purchase.ts";
import { quote } from "../domain/quote.ts";
import type { PricingPorts, Terms } from "./ports.ts";

/** How long a price counts that was read ahead of the event that tells it. */
const aheadMs = 60_000;

/** Prices a purchase. What no event has told yet is asked of the catalogue and kept for a while. */
export const quotePurchase =
  ({ terms: reader, prices, catalogue, clock }: PricingPorts) =>
  async (purchase: Purchase): Promise<Quote> => {
    const now = clock.now();
    const terms = await reader.read(purchase, now);
    const known = new Map([...terms.prices, ...(await learn(purchase, terms))]);
    return quote(purchase, known, terms.promotions, terms.taxRule, now);

    async function learn({ lines, currencyCode }: Purchase, known: Terms): Promise<[VariantId, Money][]> {
      const missing = lines.filter((line) => line.manualUnitPrice === undefined && !known.prices.has(line.variantId));
      if (missing.length === 0) return [];
      const found = await catalogue.findPrices([...new Set(missing.map(({ variantId }) => variantId))]);
      if (found.length > 0) await prices.keepAhead(found, now, new Date(now.getTime() + aheadMs));
      const fitting = found.filter(({ price }) => price.currencyCode === currencyCode);
      return fitting.map(({ variantId, price }) => [variantId, price]);
    }
  };
