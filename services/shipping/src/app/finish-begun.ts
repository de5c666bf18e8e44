import { runDetached } from "#mesh/kernel";
import { later, lookAgainAt, retryAt } from "../domain/look-again.ts";
import type { Packing } from "../domain/pack.ts";
import type { Shipment } from "../domain/shipment.ts";
import { finishCancelling } from "./cancel-shipment.ts";
import { finishHandOver } from "./finish-hand-over.ts";
import { finishPacking, isRefusal } from "./pack-shipment.ts";
import type { Due, ShippingPorts } from "./ports.ts";

const withinMs = 10_000;

/** One round: packs what was begun and not finished. */
export const finishPackings = (ports: ShippingPorts) => async (): Promise<void> => {
  const now = ports.clock.now();
  const due = await ports.shipments.takeDuePackings(now, later(now, ports.pace.leaseMs));
  await Promise.all(due.map((one) => runDetached({ onBehalfOf: "" }, () => packAgain(ports, one))));
};

/** One round: asks carriers and the order again about shipments they have not answered for. */
export const finishMoves = (ports: ShippingPorts) => async (): Promise<void> => {
  const now = ports.clock.now();
  const due = await ports.shipments.takeDueShipments(now, later(now, ports.pace.leaseMs));
  await Promise.all(due.map((one) => runDetached({ onBehalfOf: one.item.userId }, () => moveAgain(ports, one))));
};

/** What fails without a refusal is tried again after a longer pause. */
async function packAgain(ports: ShippingPorts, { item, attempts }: Due<Packing>): Promise<void> {
  try {
    await finishPacking(ports)(item);
  } catch (error) {
    ports.log.warn("a shipment could not be packed", { shipmentId: item.shipmentId, attempts, error });
    if (!isRefusal(error)) await ports.shipments.settlePacking(item, retryAt(attempts, ports.clock.now()));
  }
}

async function moveAgain(ports: ShippingPorts, { item, attempts }: Due<Shipment>): Promise<void> {
  const { clock, log, pace, shipments } = ports;
  try {
    if (item.state === "CANCELLING") await finishCancelling(ports)(item);
    else await finishHandOver(ports)(item, () => withinMs, attempts);
  } catch (error) {
    log.warn("a shipment could not be moved on", { shipmentId: item.shipmentId, attempts, error });
    await shipments.settle(item, lookAgainAt(item, attempts, clock.now(), pace));
  }
}
