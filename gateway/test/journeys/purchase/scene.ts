import type { RunningMarket } from "../running-market.ts";
import type { Staff } from "../shop/goods.ts";

/** A running market and who works there. */
export interface Scene {
  readonly market: RunningMarket;
  readonly staff: Staff;
  /** An access token that may do everything. */
  readonly admin: string;
}
