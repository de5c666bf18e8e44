import type { Processes } from "../running-market.ts";
import { cartTests } from "./cart-tests.ts";
import { draftOrderTests } from "./draft-order-tests.ts";
import { identityTests } from "./identity-tests.ts";
import { inMarket } from "./in-market.ts";
import { orderTests } from "./order-tests.ts";
import { paymentTests } from "./payment-tests.ts";
import { pricingTests } from "./pricing-tests.ts";
import { raceTests } from "./race-tests.ts";
import { silentProviderTests } from "./silent-provider-tests.ts";
import { webhookTests } from "./webhook-tests.ts";

/** The purchase through the public door of a running market. */
export function purchaseTests(processes: Processes): void {
  inMarket(
    { processes },
    ...[cartTests, pricingTests, orderTests, draftOrderTests],
    ...[paymentTests, webhookTests, silentProviderTests],
    ...[raceTests, identityTests],
  );
}
