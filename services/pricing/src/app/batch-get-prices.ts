import { type Caller, holds, refuse } from "#mesh/kernel";
import type { ChosenPrice } from "../domain/choose-price.ts";
import type { UserId } from "../domain/customer-group.ts";
import { priceIn } from "../domain/derive-price.ts";
import type { VariantId } from "../domain/price.ts";
import type { PricingPorts } from "./ports.ts";
import { requireKnownCurrency } from "./price-lists.ts";

export interface BatchGetPrices {
  readonly variantIds: readonly VariantId[];
  readonly currencyCode: string;
  /** Units of each. */
  readonly quantity: bigint;
  /** Empty for the groups of the caller. */
  readonly customerGroup: string;
}

/** What variants cost the caller, in the order asked for; those without a price are left out. Fails with PERMISSION_MISSING. */
export const batchGetPrices =
  ({ terms, clock }: PricingPorts) =>
  async (caller: Caller, wanted: BatchGetPrices): Promise<readonly ChosenPrice[]> => {
    const { variantIds, currencyCode, quantity, customerGroup } = wanted;
    requireKnownCurrency("currency_code", currencyCode);
    if (customerGroup !== "" && !holds(caller, "pricing.read")) {
      throw refuse("PERMISSION_MISSING", { metadata: { permission: "pricing.read" } });
    }
    const userId = customerGroup === "" ? (caller.user?.userId as UserId | undefined) : undefined;
    const { candidates, currencyRates } = await terms.readPrices(
      { variantIds, currencyCode, userId, customerGroup },
      clock.now(),
    );
    return variantIds.flatMap((variantId) => {
      const chosen = priceIn(currencyCode, candidates.get(variantId) ?? [], quantity, currencyRates);
      return chosen === undefined ? [] : [chosen];
    });
  };
