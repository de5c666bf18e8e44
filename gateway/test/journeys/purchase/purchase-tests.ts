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
import { walletTests } from "./wallet-tests.ts";
import { webhookTests } from "./webhook-tests.ts";

/** What may differ when each service is a process of its own, even where time is short. */
const acrossProcesses = [raceTests, identityTests];

const most = [
  cartTests,
  pricingTests,
  orderTests,
  draftOrderTests,
  paymentTests,
  walletTests,
  webhookTests,
  ...acrossProcesses,
];

/**
 * The purchase through the public door of a running market; in one of many processes most of it only with TORTURE=1, and
 * then also what waits for a provider as long as a customer would: impatient markets do that in the short form.
 */
export function purchaseTests(processes: Processes): void {
  if (process.env.TORTURE === "1") inMarket({ processes }, ...most, silentProviderTests);
  else inMarket({ processes }, ...(processes === "one" ? most : acrossProcesses));
}
