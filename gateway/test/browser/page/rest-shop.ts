import type { Session } from "./session.ts";
import type { Shop } from "./shop.ts";

/** The market by plain fetch. */
export function restShop(baseUrl: string, session: Session): Shop {
  const ask = async <T>(route: string, body?: unknown): Promise<T> => {
    const [method = "GET", path = "/"] = route.split(" ");
    const headers = { "content-type": "application/json" };
    const content = body === undefined ? {} : { headers, body: JSON.stringify(body) };
    const response = await session.fetch(`${baseUrl}${path}`, { method, ...content });
    if (!response.ok) throw new Error(`${route}: ${response.status} ${await response.text()}`);
    return (await response.json()) as T;
  };
  return {
    async startGuest() {
      session.keep((await ask<{ accessToken: string }>("POST /v1/auth:guest", {})).accessToken);
    },
    async browse() {
      const { products } = await ask<{ products: { variants: { variantId: string }[] }[] }>(
        "GET /v1/products?page_size=10",
      );
      return products.flatMap(({ variants }) => variants.map(({ variantId }) => variantId));
    },
    createCart: async (currencyCode) =>
      (await ask<{ cart: { cartId: string } }>("POST /v1/carts", { currencyCode })).cart.cartId,
    addLine: (cartId, variantId, quantity) => ask(`POST /v1/carts/${cartId}/lines`, { variantId, quantity }),
    setDelivery: (cartId, delivery) => ask(`PATCH /v1/carts/${cartId}`, delivery),
    async shippingOptions(cartId) {
      const { shippingOptions } = await ask<{ shippingOptions: { shippingMethodId: string }[] }>(
        `GET /v1/carts/${cartId}/shipping-options`,
      );
      return shippingOptions.map(({ shippingMethodId }) => shippingMethodId);
    },
    setShipping: (cartId, shippingMethodId) => ask(`PATCH /v1/carts/${cartId}`, { shippingMethodId }),
    checkout: async (cartId, paymentMethod, requestId) =>
      (await ask<{ order: { orderId: string } }>(`POST /v1/carts/${cartId}:checkout`, { paymentMethod, requestId }))
        .order.orderId,
    async orderState(orderId) {
      const { order } = await ask<{ order: { state: string } }>(`GET /v1/orders/${orderId}`);
      return order.state.replace("ORDER_STATE_", "");
    },
  };
}
