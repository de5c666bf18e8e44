import { checkpoint } from "#mesh/kernel";
import { later, retryAt } from "../domain/look-again.ts";
import { isSettled, settleCarrier, ship, takeBack } from "../domain/move-shipment.ts";
import type { Shipment } from "../domain/shipment.ts";
import { carrierOf, chooseCarrier, isCarrierSilent, parcelOf } from "./ask-carriers.ts";
import { isRefusal } from "./pack-shipment.ts";
import type { ShippingPorts } from "./ports.ts";
import { record } from "./record.ts";
import { graceMs, type TimeLeft } from "./time-left.ts";

/**
 * Buys the label of a shipment that is being handed over, always with the same request. Where the carrier is silent it
 * gives the shipment as it was. What the carrier refuses is packed again; fails with CARRIER_SERVICE_UNKNOWN,
 * CARRIER_REFUSED then.
 */
export const finishHandOver =
  (ports: ShippingPorts) =>
  async (begun: Shipment, timeLeft: TimeLeft, attempts = 0): Promise<Shipment> => {
    let shipment = begun;
    try {
      shipment = await settled(ports, begun, timeLeft);
      return shipment.state === "HANDING_OVER" ? await buyLabel(ports, shipment, timeLeft) : shipment;
    } catch (error) {
      if (isRefusal(error)) {
        await record(ports)(shipment, (current, now) => takeBack(current, shipment, now));
        throw error;
      }
      if (!isCarrierSilent(error)) throw error;
      ports.log.warn("the carrier did not answer; it is asked again", { shipmentId: shipment.shipmentId, error });
      await ports.shipments.settle(shipment, retryAt(attempts, ports.clock.now()));
      return shipment;
    }
  };

/** With the carrier and service that it goes with, which stay the same from then on. */
async function settled(ports: ShippingPorts, shipment: Shipment, timeLeft: TimeLeft): Promise<Shipment> {
  if (isSettled(shipment)) return shipment;
  const choice = await chooseCarrier(ports, shipment, parcelOf(shipment), timeLeft() / 2);
  const lease = later(ports.clock.now(), timeLeft() + graceMs);
  return record(ports)(shipment, (current, now) => settleCarrier(current, choice, now), { lease });
}

async function buyLabel(ports: ShippingPorts, shipment: Shipment, timeLeft: TimeLeft): Promise<Shipment> {
  const { shipmentId, carrierService } = shipment;
  const carrier = carrierOf(ports, shipment.carrierId);
  checkpoint("shipping.label.before");
  const label = await carrier.buyLabel(shipmentId, parcelOf(shipment), carrierService, timeLeft());
  checkpoint("shipping.label.after");
  return record(ports)(shipment, (current, now) => ship(current, label, now), { label: label.pdf });
}
