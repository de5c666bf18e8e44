import { checkpoint, runDetached } from "#mesh/kernel";
import { later, lookAgainAt } from "../domain/look-again.ts";
import { observeTracking } from "../domain/observe-tracking.ts";
import type { Shipment } from "../domain/shipment.ts";
import { carrierOf } from "./ask-carriers.ts";
import type { Due, ShippingPorts } from "./ports.ts";
import { record } from "./record.ts";

const withinMs = 10_000;

/** One round: asks carriers where shipments on their way are. */
export const followShipments = (ports: ShippingPorts) => async (): Promise<void> => {
  const now = ports.clock.now();
  const due = await ports.shipments.takeDueTrackings(now, later(now, ports.pace.leaseMs));
  await Promise.all(due.map((one) => runDetached({ onBehalfOf: one.item.userId }, () => follow(ports, one))));
};

/** No news, and no answer, make the next pause longer, until it is given up. */
async function follow(ports: ShippingPorts, { item, attempts }: Due<Shipment>): Promise<void> {
  const { clock, log, pace, shipments } = ports;
  try {
    checkpoint("shipping.track.before");
    const events = await carrierOf(ports, item.carrierId).track(item.trackingNumber, withinMs);
    checkpoint("shipping.track.after");
    const seen = await record(ports)(item, (shipment, now) => observeTracking(shipment, events, now));
    if (seen !== item) return;
  } catch (error) {
    log.warn("a carrier did not say where a shipment is", { shipmentId: item.shipmentId, attempts, error });
  }
  const due = lookAgainAt(item, attempts, clock.now(), pace);
  if (due === undefined)
    log.warn("a shipment never arrived; nobody asks for it any more", { shipmentId: item.shipmentId });
  await shipments.settle(item, due);
}
