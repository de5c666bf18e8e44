import { eventually } from "#mesh/testing";
import type { Scene } from "../purchase/scene.ts";
import { address, guest } from "../shop/buyer.ts";
import { customer } from "../shop/customer.ts";
import type { CartJson } from "../shop/json.ts";

interface UserAddressJson {
  readonly addressId: string;
  readonly label: string;
  readonly defaultShipping: boolean;
  readonly defaultBilling: boolean;
}

/** Profile and address book, and what checkouts make of them. */
export function userJourneys(scene: () => Scene): void {
  test("a profile begins with what its owner registered with, and changes field by field", async () => {
    const { ask, email } = await customer(scene().market.url);
    const profile = async () => (await ask<{ user: object }>("GET /v1/users/me")).user;
    await eventually(async () => expect(await profile()).toMatchObject({ email, displayName: "A. Customer" }));
    await ask("PATCH /v1/users/me", { languageCode: "de", currencyCode: "EUR" });
    expect(await profile()).toMatchObject({ email, displayName: "A. Customer", languageCode: "de" });
    await expect(ask("PATCH /v1/users/me", { languageCode: "xx" })).rejects.toMatchObject({
      reason: "LANGUAGE_UNKNOWN",
    });
  });

  test("an address book keeps one default, and is its owner's alone", async () => {
    const { url } = scene().market;
    const [owner, stranger] = [await customer(url), await customer(url)];
    const add = async (label: string, more = {}) =>
      (await owner.ask<{ address: UserAddressJson }>("POST /v1/users/me/addresses", { label, address, ...more }))
        .address;
    const home = await add("Home");
    const office = await add("Office", { defaultShipping: true });
    const list = async () =>
      (await owner.ask<{ addresses: UserAddressJson[] }>("GET /v1/users/me/addresses")).addresses;
    expect(await list()).toMatchObject([
      { label: "Office", defaultShipping: true, defaultBilling: false },
      { label: "Home", defaultShipping: false, defaultBilling: true },
    ]);
    const theirs = `/v1/users/me/addresses/${home.addressId}`;
    for (const route of [`GET ${theirs}`, `DELETE ${theirs}`]) {
      await expect(stranger.ask(route)).rejects.toMatchObject({ status: 404 });
    }
    await expect(stranger.ask(`PATCH ${theirs}`, { label: "Mine" })).rejects.toMatchObject({ status: 404 });
    await owner.ask(`DELETE /v1/users/me/addresses/${office.addressId}`);
    expect(await list()).toMatchObject([{ label: "Home", defaultShipping: true, defaultBilling: true }]);
  });

  test("an address that its country does not have is refused by the field", async () => {
    const { ask } = await customer(scene().market.url);
    const wrong = { address: { ...address, postalCode: "ABC" } };
    await expect(ask("POST /v1/users/me/addresses", wrong)).rejects.toMatchObject({
      status: 400,
      reason: "ADDRESS_INVALID",
    });
  });

  test("a cart begins with its owner's e-mail and addresses, and keeps what it is told instead", async () => {
    const { market, staff } = scene();
    const { ask, checkout, email } = await customer(market.url);
    await ask("POST /v1/users/me/addresses", { address });
    await eventually(async () => expect(await ask("GET /v1/users/me")).toMatchObject({ user: { email } }));
    const { variantId } = await staff.offer({ stock: 1 });
    const { cart } = await ask<{ cart: CartJson }>("POST /v1/carts", { currencyCode: "EUR" });
    expect(cart).toMatchObject({ email, shippingAddress: address });
    await ask(`POST /v1/carts/${cart.cartId}/lines`, { variantId, quantity: 1 });
    const more = { shippingMethodId: "standard", email: "other@ultramarket.example" };
    await ask(`PATCH /v1/carts/${cart.cartId}`, more);
    const { order } = await checkout(cart.cartId);
    expect(order).toMatchObject({ ...more, state: "ORDER_STATE_PAID", shippingAddress: address });
  });

  test("a guest's cart begins empty", async () => {
    const { ask } = await guest(scene().market.url);
    const { cart } = await ask<{ cart: CartJson }>("POST /v1/carts", { currencyCode: "EUR" });
    expect(cart).toMatchObject({ email: "" });
  });
}
