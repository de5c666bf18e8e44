import { cancelOrder } from "./cancel-order.ts";
import { checkoutCart } from "./checkout-cart.ts";
import type { CheckoutDriver } from "./drive-checkout.ts";
import { getOrder } from "./get-order.ts";
import { listAllOrders } from "./list-all-orders.ts";
import { listOrders } from "./list-orders.ts";
import { noteRefunds } from "./note-refunds.ts";
import { placeDraftOrder } from "./place-draft-order.ts";
import type { OrderPorts } from "./ports/order-ports.ts";
import { recoverCheckouts } from "./recover-checkouts.ts";
import { resumeAfterPayment, resumeCheckout } from "./resume-checkout.ts";
import { returnOrderLines } from "./return-order-lines.ts";

/** Everything that can be done with orders, and what makes them. */
export const orderUseCases = (ports: OrderPorts, driver: CheckoutDriver) => ({
  cancelOrder: cancelOrder(ports, driver),
  checkoutCart: checkoutCart(ports, driver),
  getOrder: getOrder(ports),
  listAllOrders: listAllOrders(ports),
  listOrders: listOrders(ports),
  noteRefunds: noteRefunds(ports, driver),
  placeDraftOrder: placeDraftOrder(ports, driver),
  recoverCheckouts: recoverCheckouts(ports, driver),
  resumeAfterPayment: resumeAfterPayment(ports, driver),
  resumeCheckout: resumeCheckout(ports, driver),
  returnOrderLines: returnOrderLines(ports, driver),
});

export type OrderUseCases = ReturnType<typeof orderUseCases>;
