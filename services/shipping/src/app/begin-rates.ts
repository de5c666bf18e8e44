import { defaultRates } from "../domain/default-rates.ts";
import type { ShippingPorts } from "./ports.ts";

/** Gives a new market its first zone and methods, and tells of them; changes nothing in any other. */
export const beginRates =
  ({ rates, clock, ids }: Pick<ShippingPorts, "rates" | "clock" | "ids">) =>
  (): Promise<void> =>
    rates.begin(() => defaultRates(clock.now(), ids));
