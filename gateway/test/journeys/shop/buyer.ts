import { randomUUID } from "node:crypto";
import type { CartJson, CheckoutJson, MoneyJson, OrderJson, TokensJson } from "./json.ts";
import { rest } from "./rest.ts";

export const address = {
  recipientName: "A. Customer",
  line1: "Long Lane 1",
  city: "Springfield",
  postalCode: "12345",
  countryCode: "DE",
};

/** Somebody who buys through the public door. */
export interface Buyer {
  readonly userId: string;
  readonly token: string;
  /** Calls the REST door: "POST /v1/carts". Throws Refusal for any status but 2xx. */
  ask<T>(route: string, body?: unknown): Promise<T>;
  /** A cart that lacks nothing but its checkout. */
  fillCart(
    lines: readonly { readonly variantId: string; readonly quantity: number }[],
    email?: string,
  ): Promise<CartJson>;
  checkout(cartId: string, options?: CheckoutOptions): Promise<CheckoutJson>;
  order(orderId: string): Promise<OrderJson>;
  orders(): Promise<readonly OrderJson[]>;
  resume(orderId: string): Promise<CheckoutJson>;
  cancel(orderId: string, requestId?: string): Promise<OrderJson>;
  giveBack(
    orderId: string,
    lines: readonly { readonly lineId: string; readonly quantity: number }[],
    requestId?: string,
  ): Promise<OrderJson>;
}

export interface CheckoutOptions {
  readonly paymentMethod?: string;
  readonly requestId?: string;
  /** What the customer agreed to pay. */
  readonly expectedTotal?: MoneyJson;
}

/** A new guest. */
export async function guest(url: string): Promise<Buyer> {
  const { accessToken, userId } = await rest<TokensJson>(url, "POST /v1/auth:guest", { body: {} });
  return buyerWith(url, accessToken, userId);
}

export function buyerWith(url: string, token: string, userId: string): Buyer {
  const ask = <T>(route: string, body?: unknown) => rest<T>(url, route, { token, body });
  return {
    userId,
    token,
    ask,
    async fillCart(lines, email = "buyer@ultramarket.example") {
      const { cart } = await ask<{ cart: CartJson }>("POST /v1/carts", { currencyCode: "EUR" });
      for (const line of lines) await ask(`POST /v1/carts/${cart.cartId}/lines`, line);
      const about = { email, shippingAddress: address };
      await ask(`PATCH /v1/carts/${cart.cartId}`, about);
      const { shippingOptions } = await ask<{
        shippingOptions: { shippingMethodId: string; price: MoneyJson }[];
      }>(`GET /v1/carts/${cart.cartId}/shipping-options`);
      const shippingMethodId = shippingOptions[0]?.shippingMethodId ?? "";
      return (await ask<{ cart: CartJson }>(`PATCH /v1/carts/${cart.cartId}`, { shippingMethodId })).cart;
    },
    checkout: (cartId, { paymentMethod = "pm_card_visa", requestId = randomUUID(), ...agreed } = {}) =>
      ask(`POST /v1/carts/${cartId}:checkout`, { paymentMethod, requestId, ...agreed }),
    order: async (orderId) => (await ask<{ order: OrderJson }>(`GET /v1/orders/${orderId}`)).order,
    orders: async () => (await ask<{ orders: OrderJson[] }>("GET /v1/orders?page_size=100")).orders,
    resume: (orderId) => ask(`POST /v1/orders/${orderId}:resume`, {}),
    cancel: async (orderId, requestId = randomUUID()) =>
      (await ask<{ order: OrderJson }>(`POST /v1/orders/${orderId}:cancel`, { reason: "changed my mind", requestId }))
        .order,
    giveBack: async (orderId, lines, requestId = randomUUID()) =>
      (await ask<{ order: OrderJson }>(`POST /v1/orders/${orderId}/returns`, { lines, reason: "too small", requestId }))
        .order,
  };
}
