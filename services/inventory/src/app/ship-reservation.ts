import { checkpoint } from "#mesh/kernel";
import type { InventoryPorts, ShippedUnits } from "./ports.ts";

/** Takes what a carrier got from the stock, once for each shipment; as much of it as is still reserved. */
export const shipReservation =
  ({ reservations, clock }: InventoryPorts) =>
  async (shipment: ShippedUnits): Promise<void> => {
    checkpoint("inventory.ship.before");
    await reservations.ship(shipment, clock.now());
    checkpoint("inventory.ship.after");
  };
