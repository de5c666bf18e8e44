import { checkpoint, notFound } from "#mesh/kernel";
import { allocateShipment as decide, knownShipment, type WantedShipment } from "../domain/allocate-shipment.ts";
import type { OrderId } from "../domain/cart.ts";
import type { Order } from "../domain/order.ts";
import type { OrderShipment } from "../domain/shipment.ts";
import { pause, pauses } from "./answer-request.ts";
import type { CheckoutDriver } from "./drive-checkout.ts";
import type { OrderPorts } from "./ports/order-ports.ts";

export interface AllocateShipment extends WantedShipment {
  readonly orderId: OrderId;
}

export interface AllocatedShipment {
  readonly order: Order;
  readonly shipment: OrderShipment;
}

/**
 * Sets units of a paid order aside; the shipment's id is the key of its own making. Whoever drives the order meanwhile is
 * waited for. Fails as the contract says of AllocateShipment.
 */
export const allocateShipment = ({ orders, shipments, clock }: OrderPorts, driver: CheckoutDriver) => {
  async function tried(order: Order, wanted: WantedShipment): Promise<AllocatedShipment | undefined> {
    const known = knownShipment(order, wanted);
    if (known !== undefined) return { order, shipment: known };
    const shipment = decide(order, wanted, clock.now());
    checkpoint("order.allocate.before");
    const isKept = await shipments.allocate(order, shipment);
    checkpoint("order.allocate.after");
    return isKept ? { order: withShipment(order, shipment), shipment } : undefined;
  }

  return async ({ orderId, ...wanted }: AllocateShipment): Promise<AllocatedShipment> => {
    const pausing = pauses();
    for (;;) {
      const order = await orders.find(orderId);
      if (order === undefined) throw notFound();
      const allocated = await tried(order, wanted);
      if (allocated !== undefined) return allocated;
      await pause(driver.underWay(orderId), pausing.next().value);
    }
  };
};

function withShipment(order: Order, shipment: OrderShipment): Order {
  const shipments = [...order.shipments, shipment];
  return { ...order, shipments, shipmentsVersion: order.shipmentsVersion + 1, updateTime: shipment.createTime };
}
