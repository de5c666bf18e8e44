import { invalid, type RequestKey } from "#mesh/kernel";
import type { Price, PriceDraft } from "../domain/price.ts";
import type { PricingPorts } from "./ports.ts";

/** Sets prices of the list, all or none. Refuses with INVALID_REQUEST a variant that appears twice in one currency. */
export const batchSetPrices =
  ({ prices, clock }: PricingPorts) =>
  async (drafts: readonly PriceDraft[], request?: RequestKey): Promise<readonly Price[]> => {
    refuseRepeated(drafts);
    return prices.set(drafts, clock.now(), request);
  };

function refuseRepeated(drafts: readonly PriceDraft[]): void {
  const seen = new Set<string>();
  for (const [index, { variantId, price }] of drafts.entries()) {
    const mark = `${variantId} ${price.currencyCode}`;
    if (seen.has(mark)) {
      throw invalid({ field: `prices[${index}]`, description: "sets a price a second time" });
    }
    seen.add(mark);
  }
}
