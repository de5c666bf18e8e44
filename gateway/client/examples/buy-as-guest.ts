/** Buys a unit of a variant as a guest: `node buy-as-guest.js http://127.0.0.1:8080 var_...`. */
import { createMarketClient, isReason, type MarketClient } from "../src/mod.ts";

/** The id of the order; undefined if the shop has sold out meanwhile. */
export async function buyAsGuest(market: MarketClient, variantId: string): Promise<string | undefined> {
  await market.session.signInAsGuest();
  const { cart } = await market.carts.createCart({ currencyCode: "EUR" });
  const cartId = cart?.cartId ?? "";
  await market.carts.addCartLine({ cartId, variantId, quantity: 1n });
  await market.carts.updateCart({
    cartId,
    cart: { email: "guest@shop.example", shippingAddress: address },
    updateMask: { paths: ["email", "shipping_address"] },
  });
  const { shippingOptions } = await market.carts.getShippingOptions({ cartId });
  await market.carts.updateCart({
    cartId,
    cart: { shippingMethodId: shippingOptions[0]?.shippingMethodId ?? "" },
    updateMask: { paths: ["shipping_method_id"] },
  });
  try {
    // Whatever happens on the way, one order comes of it: the client names the call by a request id, and repeats it under that.
    const { order } = await market.carts.checkoutCart({ cartId, paymentMethod: "pm_card_visa" });
    return order?.orderId;
  } catch (error) {
    if (isReason(error, "OUT_OF_STOCK")) return undefined;
    throw error;
  }
}

const address = {
  recipientName: "A. Customer",
  line1: "Long Lane 1",
  city: "Springfield",
  postalCode: "12345",
  countryCode: "DE",
};

if (import.meta.main) {
  const [baseUrl = "http://127.0.0.1:8080", variantId = ""] = process.argv.slice(2);
  const orderId = await buyAsGuest(createMarketClient({ baseUrl }), variantId);
  console.log(orderId ?? "sold out");
}
