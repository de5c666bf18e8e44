import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { buyerWith, guest } from "../shop/buyer.ts";
import type { CartJson, TokensJson } from "../shop/json.ts";
import { rest } from "../shop/rest.ts";
import type { Scene } from "./scene.ts";

const secondMs = 1_000;

/** Signing up, in and out, as a purchase sees it. */
export function identityTests(scene: () => Scene): void {
  const ask = <T>(route: string, token?: string, body?: unknown) => rest<T>(scene().market.url, route, { token, body });
  const newAccount = () => ({ email: `${randomUUID()}@ultramarket.example`, password: "correct horse battery" });
  const cartsOf = (token: string) => ask<{ carts: { cartId: string }[] }>("GET /v1/carts", token);

  test("who registers keeps the cart and the orders of the guest, whose tokens end", async () => {
    const { market, staff } = scene();
    const goods = await staff.offer({ stock: 9 });
    const visitor = await guest(market.url);
    const bought = await visitor.fillCart([{ variantId: goods.variantId, quantity: 1 }]);
    const { order } = await visitor.checkout(bought.cartId);
    const open = await visitor.fillCart([{ variantId: goods.variantId, quantity: 2 }]);

    const account = newAccount();
    const registered = await ask<TokensJson>("POST /v1/auth:register", visitor.token, account);
    expect(registered.userId).toBe(visitor.userId);
    const customer = buyerWith(market.url, registered.accessToken, registered.userId);
    expect((await cartsOf(customer.token)).carts).toMatchObject([{ cartId: open.cartId }]);
    expect((await customer.order(order.orderId)).state).toBe("ORDER_STATE_PAID");

    await sleep(secondMs);
    await expect(cartsOf(visitor.token)).rejects.toMatchObject({ status: 401, reason: "TOKEN_INVALID" });

    const elsewhere = await guest(market.url);
    const left = await elsewhere.fillCart([{ variantId: goods.variantId, quantity: 1 }]);
    const again = await ask<TokensJson>("POST /v1/auth:signIn", elsewhere.token, account);
    expect(again.userId).toBe(registered.userId);
    await sleep(secondMs);
    const carts = (await cartsOf(again.accessToken)).carts.map(({ cartId }) => cartId);
    expect(carts.toSorted()).toEqual([left.cartId, open.cartId].toSorted());
  }, 60_000);

  test("a token ends with its session: at once where that is handled, within a second elsewhere", async () => {
    const { accessToken, refreshToken } = await ask<TokensJson>("POST /v1/auth:register", undefined, newAccount());
    await cartsOf(accessToken);
    await ask("POST /v1/auth:signOut", accessToken, {});
    await expect(ask("POST /v1/auth:signOut", accessToken, {})).rejects.toMatchObject({ reason: "TOKEN_INVALID" });
    await sleep(secondMs);
    await expect(cartsOf(accessToken)).rejects.toMatchObject({ status: 401, reason: "TOKEN_INVALID" });
    const refresh = ask("POST /v1/auth:refresh", undefined, { refreshToken });
    await expect(refresh).rejects.toMatchObject({ reason: "REFRESH_TOKEN_INVALID" });
  }, 60_000);

  test("an API key shops for its user at every service, and is refused everywhere within a second of its end", async () => {
    const { accessToken } = await ask<TokensJson>("POST /v1/auth:register", undefined, newAccount());
    const made = ask<{ apiKey: { apiKeyId: string }; secret: string }>("POST /v1/auth/api-keys", accessToken, {
      name: "nightly import",
    });
    const { apiKey, secret } = await made;
    const { cart } = await ask<{ cart: CartJson }>("POST /v1/carts", secret, { currencyCode: "EUR" });
    expect((await cartsOf(accessToken)).carts).toMatchObject([{ cartId: cart.cartId }]);
    await ask(`POST /v1/auth/api-keys/${apiKey.apiKeyId}:revoke`, accessToken, {});
    await sleep(secondMs);
    await expect(cartsOf(secret)).rejects.toMatchObject({ status: 401, reason: "API_KEY_INVALID" });
  }, 60_000);

  test("who loses a role loses its permissions within a second, and a refresh gives no more", async () => {
    const { admin } = scene();
    const account = newAccount();
    const { userId } = await ask<TokensJson>("POST /v1/auth:register", undefined, account);
    const setRoles = (roles: readonly string[]) =>
      ask(`POST /v1/auth/accounts/${userId}:setRoles`, admin, { roles, requestId: randomUUID() });
    const readStock = (token: string) => ask("GET /v1/warehouses", token);

    await setRoles(["staff"]);
    const hired = await ask<TokensJson>("POST /v1/auth:signIn", undefined, account);
    await readStock(hired.accessToken);
    await ask(`GET /v1/auth/accounts/${userId}`, hired.accessToken);

    await setRoles(["customer"]);
    const atOnce = ask(`GET /v1/auth/accounts/${userId}`, hired.accessToken);
    await expect(atOnce).rejects.toMatchObject({ status: 401, reason: "TOKEN_INVALID" });
    await sleep(secondMs);
    await expect(readStock(hired.accessToken)).rejects.toMatchObject({ status: 401, reason: "TOKEN_INVALID" });
    const next = await ask<TokensJson>("POST /v1/auth:refresh", undefined, { refreshToken: hired.refreshToken });
    await expect(readStock(next.accessToken)).rejects.toMatchObject({ status: 403, reason: "PERMISSION_MISSING" });
  }, 60_000);
}
