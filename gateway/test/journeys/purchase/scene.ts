import type { RunningMarket } from "../running-market.ts";
import type { Staff } from "../shop/goods.ts";
import type { Provider } from "../shop/provider.ts";

/** A running market, who works there, and who moves its money. */
export interface Scene {
  readonly market: RunningMarket;
  readonly staff: Staff;
  /** An access token that may do everything. */
  readonly admin: string;
  readonly provider: Provider;
}
