import { restShop } from "./rest-shop.ts";
import { type RpcWay, rpcShop } from "./rpc-shop.ts";
import { openSession, type SessionKind } from "./session.ts";

export interface PurchaseOptions {
  readonly way: RpcWay | "rest";
  readonly session: SessionKind;
  /** The market's origin, the page's own or another. */
  readonly baseUrl: string;
}

/** What became of it. */
export interface Purchase {
  readonly orderId: string;
  readonly state: string;
}

const delivery = {
  email: "buyer@ultramarket.example",
  shippingAddress: {
    recipientName: "A. Customer",
    line1: "Long Lane 1",
    city: "Springfield",
    postalCode: "12345",
    countryCode: "DE",
  },
};

/** A guest looks around, fills a cart and pays. */
export async function purchase({ way, session: kind, baseUrl }: PurchaseOptions): Promise<Purchase> {
  const session = openSession(kind, baseUrl);
  const shop = way === "rest" ? restShop(baseUrl, session) : rpcShop(way, baseUrl, session);
  await shop.startGuest();
  const [variantId = ""] = await shop.browse();
  const cartId = await shop.createCart("EUR");
  await shop.addLine(cartId, variantId, 1);
  await shop.setDelivery(cartId, delivery);
  const [shippingMethodId = ""] = await shop.shippingOptions(cartId);
  await shop.setShipping(cartId, shippingMethodId);
  const orderId = await shop.checkout(cartId, "pm_card_visa", crypto.randomUUID());
  return { orderId, state: await shop.orderState(orderId) };
}
