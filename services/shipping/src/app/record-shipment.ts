import type { WantedLine } from "../domain/pack.ts";
import { sentAsTold, type ToldSent } from "../domain/sent.ts";
import type { OrderId, Request, Shipment } from "../domain/shipment.ts";
import { packShipment } from "./pack-shipment.ts";
import type { ShippingPorts } from "./ports.ts";

export interface RecordShipment extends ToldSent {
  readonly orderId: OrderId;
  /** None for everything that is left. */
  readonly wanted: readonly WantedLine[];
}

/**
 * Packs what was sent without the market's carriers and hands it over, in one: whoever packs it, knows how it was sent.
 * A repeat gets the shipment as it is. Fails as `packShipment` does, or with SHIP_TIME_INVALID.
 */
export const recordShipment =
  (ports: ShippingPorts) =>
  ({ orderId, wanted, ...told }: RecordShipment, request: Request): Promise<Shipment> => {
    const sent = sentAsTold(told, ports.clock.now());
    return packShipment(ports)({ orderId, wanted, weightGrams: 0, sent }, request);
  };
