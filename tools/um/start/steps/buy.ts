import { createClient, type Transport } from "@connectrpc/connect";
import { AuthService } from "#gen/es/ultramarket/auth/v1/auth_service_pb.js";
import { CartService } from "#gen/es/ultramarket/order/v1/cart_service_pb.js";
import { type Order, OrderState } from "#gen/es/ultramarket/order/v1/order_pb.js";
import { ProductService } from "#gen/es/ultramarket/product/v1/product_service_pb.js";
import { CommandError } from "../../command.ts";
import type { Account } from "../accounts.ts";

const currencyCode = "EUR";
const address = {
  recipientName: "Demo Customer",
  line1: "Musterstraße 1",
  city: "Berlin",
  postalCode: "10115",
  countryCode: "DE",
};

/**
 * Buys two things as the customer, as any client would: sign in, cart, lines, address, shipping, checkout with the test
 * card of Stripe that always pays. Throws CommandError if the order is not paid.
 */
export async function buy(transport: Transport, customer: Account): Promise<Order> {
  const { accessToken } = await createClient(AuthService, transport).signIn(customer);
  const call = { headers: { authorization: `Bearer ${accessToken}` }, timeoutMs: 20_000 };
  const carts = createClient(CartService, transport);
  const cartId = (await carts.createCart({ currencyCode }, call)).cart?.cartId ?? "";
  for (const [index, variantId] of (await someVariants(transport)).entries()) {
    await carts.addCartLine({ cartId, variantId, quantity: BigInt(index + 1) }, call);
  }
  const cart = { email: customer.email, shippingAddress: address, couponCodes: ["WELCOME10"] };
  const filled = { paths: ["email", "shipping_address", "coupon_codes"] };
  await carts.updateCart({ cartId, cart, updateMask: filled }, call);
  const { shippingOptions } = await carts.getShippingOptions({ cartId }, call);
  const shippingMethodId = shippingOptions[0]?.shippingMethodId;
  if (shippingMethodId !== undefined) {
    const updateMask = { paths: ["shipping_method_id"] };
    await carts.updateCart({ cartId, cart: { shippingMethodId }, updateMask }, call);
  }
  const payment = { paymentMethod: "pm_card_visa", requestId: `first-order/${cartId}` };
  const { order } = await carts.checkoutCart({ cartId, ...payment }, call);
  if (order?.state !== OrderState.PAID) {
    const state = order === undefined ? "no order" : `an order in state ${OrderState[order.state]}`;
    throw new CommandError(`the first purchase came to ${state} ${order?.failureReason ?? ""}`.trimEnd());
  }
  return order;
}

/** A variant each of two products that are sent. */
async function someVariants(transport: Transport): Promise<readonly string[]> {
  const { products } = await createClient(ProductService, transport).listProducts({ pageSize: 20 });
  const sent = products.flatMap(({ variants }) =>
    variants.filter(({ price, weightGrams }) => price?.currencyCode === currencyCode && weightGrams > 0).slice(0, 1),
  );
  if (sent.length === 0) throw new CommandError("the market has nothing to buy");
  return sent.slice(0, 2).map(({ variantId }) => variantId);
}
