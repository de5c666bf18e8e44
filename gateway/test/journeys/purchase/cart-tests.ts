import { eventually } from "#mesh/testing";
import { address, guest } from "../shop/buyer.ts";
import type { CartJson, ShippingOptionJson } from "../shop/json.ts";
import type { Refusal } from "../shop/rest.ts";
import { startShopping } from "../shop/shopping.ts";
import { fillInBulk, receiveInBulk } from "./bulk.ts";
import type { Scene } from "./scene.ts";

const many = 1_200;

/** What can be put into a cart, and what stands against its checkout. */
export function cartTests(scene: () => Scene): void {
  async function emptyCart(currencyCode = "EUR") {
    const buyer = await guest(scene().market.url);
    const { cart } = await buyer.ask<{ cart: CartJson }>("POST /v1/carts", { currencyCode });
    const route = `/v1/carts/${cart.cartId}`;
    const { cartId } = cart;
    const then = async (verb: string, body?: unknown) => (await buyer.ask<{ cart: CartJson }>(verb, body)).cart;
    return {
      buyer,
      cartId,
      read: () => then(`GET ${route}`),
      add: (variantId: string, quantity = 1) => then(`POST ${route}/lines`, { variantId, quantity }),
      change: (fields: object) => then(`PATCH ${route}`, fields),
      options: async () =>
        (await buyer.ask<{ shippingOptions: ShippingOptionJson[] }>(`GET ${route}/shipping-options`)).shippingOptions,
      refusal: () => buyer.checkout(cartId).catch((error: unknown) => error as Refusal),
    };
  }

  test("1,200 lines and a quantity of 100,000 fit into one cart, and are bought", async () => {
    const { market, staff } = scene();
    const variantIds = await staff.offerMany(many);
    const [first = ""] = variantIds;
    const last = variantIds.slice(-3);
    await receiveInBulk(market, variantIds, 1);
    await staff.receive(first, 99_999);
    const cart = await emptyCart();
    await cart.add(first);
    await fillInBulk(market, cart.cartId, variantIds.slice(1, -last.length));
    for (const variantId of last) await cart.add(variantId);
    const full = await cart.add(first, 99_999);
    expect(full.lines).toHaveLength(many);
    expect(full.lines[0]).toMatchObject({ variantId: first, quantity: "100000" });
    expect(full.subtotal.minorUnits).toBe(String(many - 1 + 100_000));
    await cart.change({ email: "buyer@ultramarket.example", shippingAddress: address, shippingMethodId: "standard" });
    const { order } = await cart.buyer.checkout(cart.cartId);
    expect(order).toMatchObject({ state: "ORDER_STATE_PAID", subtotal: full.subtotal });
    expect(order.lines).toHaveLength(many);
    expect(await staff.stock(first)).toMatchObject({ onHand: 100_000, reserved: 100_000, available: 0 });
  }, 60_000);

  test("the same variant twice is one line", async () => {
    const { variantId } = await scene().staff.offer({ stock: 5, minorUnits: 250 });
    const cart = await emptyCart();
    await cart.add(variantId, 2);
    const { lines, subtotal } = await cart.add(variantId, 1);
    expect(lines).toMatchObject([{ variantId, quantity: "3", total: { minorUnits: "750" } }]);
    expect(subtotal.minorUnits).toBe("750");
  });

  test("lines change their quantity and go", async () => {
    const { staff } = scene();
    const [mug, cup] = [await staff.offer({ stock: 5 }), await staff.offer({ stock: 5 })];
    const cart = await emptyCart();
    await cart.add(mug.variantId);
    const { lines } = await cart.add(cup.variantId);
    const [first, second] = lines.map(({ lineId }) => `/v1/carts/${cart.cartId}/lines/${lineId}`);
    await cart.buyer.ask(`PATCH ${first}`, { quantity: 4 });
    await cart.buyer.ask(`DELETE ${second}`);
    expect((await cart.read()).lines).toMatchObject([{ variantId: mug.variantId, quantity: "4" }]);
  });

  test("a customer has several carts at once, each with its own currency", async () => {
    const { buyer, cartId, add } = await emptyCart();
    await add((await scene().staff.offer({ stock: 5 })).variantId);
    const { cart: other } = await buyer.ask<{ cart: CartJson }>("POST /v1/carts", { currencyCode: "USD" });
    const { carts } = await buyer.ask<{ carts: CartJson[] }>("GET /v1/carts");
    expect(carts.map((cart) => cart.cartId)).toEqual([other.cartId, cartId]);
    expect(other).toMatchObject({ lines: [], total: { currencyCode: "USD", minorUnits: "0" } });
  });

  test("a changed price and a variant no longer sold are told, and the latter cannot be bought", async () => {
    const { staff } = scene();
    const [mug, cup] = [await staff.offer({ stock: 5, minorUnits: 1_000 }), await staff.offer({ stock: 5 })];
    const cart = await emptyCart();
    const [mugLine, cupLine] = [await cart.add(mug.variantId), await cart.add(cup.variantId)].map(({ lines }) =>
      lines.at(-1),
    );
    await staff.setPrice(mug, 1_250);
    await staff.archive(cup);
    const notices = [
      { kind: "CART_NOTICE_KIND_PRICE_CHANGED", lineId: mugLine?.lineId },
      { kind: "CART_NOTICE_KIND_VARIANT_UNAVAILABLE", lineId: cupLine?.lineId },
    ];
    await eventually(async () =>
      expect(await cart.read()).toMatchObject({ notices, subtotal: { minorUnits: "1250" } }),
    );
    await cart.change({ email: "buyer@ultramarket.example", shippingAddress: address, shippingMethodId: "standard" });
    const unavailable = { reason: "VARIANT_UNAVAILABLE", metadata: { variant_id: cup.variantId } };
    expect(await cart.refusal()).toMatchObject({ status: 400, ...unavailable });
    await expect(cart.add(cup.variantId)).rejects.toMatchObject({ status: 400, ...unavailable });
    await cart.buyer.ask(`DELETE /v1/carts/${cart.cartId}/lines/${cupLine?.lineId}`);
    expect((await cart.buyer.checkout(cart.cartId)).order.subtotal.minorUnits).toBe("1250");
  });

  test("who agreed to a total is not charged another one", async () => {
    const { market, staff } = scene();
    const { buyer, cart, goods } = await startShopping(market.url, staff);
    await staff.setPrice(goods, 2_500);
    const read = async () => (await buyer.ask<{ cart: CartJson }>(`GET /v1/carts/${cart.cartId}`)).cart;
    await eventually(async () => expect((await read()).notices).toHaveLength(1));
    const late = buyer.checkout(cart.cartId, { expectedTotal: cart.total });
    const { total: now } = await read();
    await expect(late).rejects.toMatchObject({ status: 400, reason: "TOTAL_CHANGED" });
    const { order } = await buyer.checkout(cart.cartId, { expectedTotal: now });
    expect(order).toMatchObject({ state: "ORDER_STATE_PAID", total: now });
  });

  test("shipping costs a flat price or goes by weight, and what weighs nothing is not sent", async () => {
    const { staff } = scene();
    const cart = await emptyCart();
    await cart.add((await staff.offer({ stock: 5, weightGrams: 0 })).variantId);
    expect(await cart.options()).toEqual([]);
    const kettle = await staff.offer({ stock: 5, weightGrams: 900 });
    const prices = async () =>
      Object.fromEntries((await cart.options()).map((option) => [option.shippingMethodId, option.price.minorUnits]));
    await cart.add(kettle.variantId);
    expect(await prices()).toEqual({ standard: "490", parcel: "370" });
    await cart.add(kettle.variantId, 2);
    expect(await prices()).toEqual({ standard: "490", parcel: "610" });
    const { shippingTotal } = await cart.change({ shippingMethodId: "parcel" });
    expect(shippingTotal.minorUnits).toBe("610");
    const pigeon = cart.change({ shippingMethodId: "pigeon" });
    await expect(pigeon).rejects.toMatchObject({ reason: "SHIPPING_METHOD_UNKNOWN" });
  });

  test("an empty cart is not checked out, and an incomplete one says what is missing", async () => {
    const cart = await emptyCart();
    expect(await cart.refusal()).toMatchObject({ status: 400, reason: "CART_EMPTY" });
    await cart.add((await scene().staff.offer({ stock: 5 })).variantId);
    const missing = (fields: string) => ({ status: 400, reason: "CART_INCOMPLETE", metadata: { missing: fields } });
    expect(await cart.refusal()).toMatchObject(missing("email,shipping_address,shipping_method_id"));
    await cart.change({ email: "buyer@ultramarket.example", shippingMethodId: "standard" });
    expect(await cart.refusal()).toMatchObject(missing("shipping_address"));
    await cart.change({ shippingAddress: address });
    expect((await cart.buyer.checkout(cart.cartId)).order.state).toBe("ORDER_STATE_PAID");
    expect(await cart.refusal()).toMatchObject({ reason: "CART_CHECKED_OUT" });
  });

  test("what is not in stock says of what, and how many are left", async () => {
    const { market, staff } = scene();
    const { buyer, goods, cart } = await startShopping(market.url, staff, { stock: 3, quantity: 4 });
    await expect(buyer.checkout(cart.cartId)).rejects.toMatchObject({
      status: 400,
      reason: "OUT_OF_STOCK",
      metadata: { variant_id: goods.variantId, sku: goods.sku, available: "3" },
    });
    expect(await staff.stock(goods.variantId)).toMatchObject({ available: 3, reserved: 0 });
  });

  test("a cart has a currency of ISO 4217, and takes nothing that has no price in it", async () => {
    const buyer = await guest(scene().market.url);
    const unknown = buyer.ask("POST /v1/carts", { currencyCode: "XXZ" });
    await expect(unknown).rejects.toMatchObject({ status: 400, reason: "CURRENCY_UNKNOWN" });
    const { variantId } = await scene().staff.offer({ stock: 5 });
    const cart = await emptyCart("USD");
    await expect(cart.add(variantId)).rejects.toMatchObject({ status: 400, reason: "VARIANT_UNAVAILABLE" });
  });
}
