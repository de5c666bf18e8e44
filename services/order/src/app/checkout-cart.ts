import { type Caller, checkpoint, type Money, type RequestKey } from "#mesh/kernel";
import type { Cart, CartId } from "../domain/cart.ts";
import { ownedBy } from "../domain/cart-access.ts";
import { withDefaults } from "../domain/cart-defaults.ts";
import type { CheckoutAnswer } from "../domain/checkout-answer.ts";
import { orderOfCart } from "../domain/checkout-order.ts";
import {
  lacksCustomer,
  requireComplete,
  requireCoupons,
  requireShipping,
  requireTotal,
} from "../domain/checkout-ready.ts";
import { refuse } from "../domain/errors.ts";
import { customerDefaults } from "./customer-defaults.ts";
import type { CheckoutDriver } from "./drive-checkout.ts";
import type { OrderPorts } from "./ports/order-ports.ts";
import { quoteCart, shippingOfCart } from "./price-cart.ts";
import { startCheckout } from "./start-checkout.ts";

export interface CheckoutCart {
  readonly cartId: CartId;
  /** The provider's id of the means of payment. */
  readonly paymentMethod: string;
  /** What the customer agreed to pay; absent to pay what it costs now. */
  readonly expectedTotal?: Money | undefined;
  readonly request: RequestKey;
}

/** Buys what is in the caller's own cart at the price it has now. Fails as the contract says of CheckoutCart. */
export const checkoutCart = (ports: OrderPorts, driver: CheckoutDriver) => {
  const { carts, clock, ids, settings } = ports;
  const start = startCheckout(ports, driver);

  async function prepare(caller: Caller, found: Cart, { paymentMethod: method, expectedTotal }: CheckoutCart) {
    if (found.orderId !== undefined) throw refuse("CART_CHECKED_OUT", { metadata: { order_id: found.orderId } });
    const cart = lacksCustomer(found) ? withDefaults(found, await customerDefaults(ports)(caller)) : found;
    requireComplete(cart);
    checkpoint("order.quote.before");
    const shipping = await shippingOfCart(ports)(cart);
    requireShipping(cart, shipping);
    const quote = await quoteCart(ports)(cart, shipping);
    checkpoint("order.quote.after");
    requireCoupons(quote);
    requireTotal(quote, expectedTotal);
    const payment = { payerId: cart.userId, method, externalReference: "" };
    return orderOfCart(cart, quote, payment, { now: clock.now(), ids, ...settings });
  }

  return (caller: Caller, wanted: CheckoutCart): Promise<CheckoutAnswer> =>
    start(wanted.request, async () => {
      const cart = ownedBy(caller, await carts.find(wanted.cartId));
      const { checkoutOrderId: liveOrderId, version: cartVersion } = cart;
      return { liveOrderId, cartVersion, prepare: () => prepare(caller, cart, wanted) };
    });
};
