import { allocateShipment } from "./allocate-shipment.ts";
import { cancelOrder } from "./cancel-order.ts";
import { checkoutCart } from "./checkout-cart.ts";
import type { CheckoutDriver } from "./drive-checkout.ts";
import { getOrder } from "./get-order.ts";
import { listAllOrders } from "./list-all-orders.ts";
import { listOrders } from "./list-orders.ts";
import { noteRefunds } from "./note-refunds.ts";
import { noteShipment } from "./note-shipment.ts";
import { placeDraftOrder } from "./place-draft-order.ts";
import type { OrderPorts } from "./ports/order-ports.ts";
import { readOrder } from "./read-order.ts";
import { recoverCheckouts } from "./recover-checkouts.ts";
import { releaseShipment } from "./release-shipment.ts";
import { resumeAfterPayment, resumeCheckout } from "./resume-checkout.ts";
import { returnOrderLines } from "./return-order-lines.ts";

/** Everything that can be done with orders, and what makes them. */
export const orderUseCases = (ports: OrderPorts, driver: CheckoutDriver) => ({
  allocateShipment: allocateShipment(ports, driver),
  cancelOrder: cancelOrder(ports, driver),
  checkoutCart: checkoutCart(ports, driver),
  getOrder: getOrder(ports),
  listAllOrders: listAllOrders(ports),
  listOrders: listOrders(ports),
  noteRefunds: noteRefunds(ports, driver),
  noteShipment: noteShipment(ports),
  placeDraftOrder: placeDraftOrder(ports, driver),
  readOrder: readOrder(ports),
  recoverCheckouts: recoverCheckouts(ports, driver),
  releaseShipment: releaseShipment(ports),
  resumeAfterPayment: resumeAfterPayment(ports, driver),
  resumeCheckout: resumeCheckout(ports, driver),
  returnOrderLines: returnOrderLines(ports, driver),
});

export type OrderUseCases = ReturnType<typeof orderUseCases>;
