import type { CheckoutDriver } from "./drive-checkout.ts";
import type { OrderPorts } from "./ports/order-ports.ts";

/** How many drives one process has under way before it takes over no more. */
const mostDrives = 32;

/**
 * Takes over what is due: orders whose driver went silent, whose pause is over, or whose hold ends. Answers as soon as
 * they are taken; `ended` tells when they rest.
 */
export const recoverCheckouts =
  ({ orders }: OrderPorts, driver: CheckoutDriver) =>
  async (): Promise<{ readonly ended: Promise<unknown> }> => {
    const room = mostDrives - driver.size();
    if (room <= 0) return { ended: Promise.resolve() };
    const lease = driver.lease();
    const due = await orders.acquireDue(lease, room);
    return { ended: Promise.all(due.map((order) => driver.drive(order, lease))) };
  };
