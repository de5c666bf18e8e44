import { aCart, anAddress } from "../../test/cart-builders.ts";
import { withDefaults } from "./cart-defaults.ts";

const [home, office] = [anAddress({ city: "Turin" }), anAddress({ city: "Bern" })];
const defaults = { email: "ada@example.org", shippingAddress: home, billingAddress: office, languageCode: "it" };

test("an empty cart is filled with everything that was said before", () => {
  expect(withDefaults(aCart(), defaults)).toMatchObject(defaults);
});

test("nothing that was said of the cart is overwritten", () => {
  const own = {
    email: "me@example.org",
    shippingAddress: anAddress(),
    billingAddress: anAddress(),
    languageCode: "en",
  };
  expect(withDefaults(aCart(own), defaults)).toMatchObject(own);
});

test("who gave an address to send to, and none to bill, is billed there", () => {
  const cart = withDefaults(aCart({ shippingAddress: anAddress() }), defaults);
  expect([cart.shippingAddress, cart.billingAddress]).toEqual([anAddress(), undefined]);
});

test("one default address for both stands for the shipping address alone", () => {
  expect(withDefaults(aCart(), { ...defaults, billingAddress: { ...home } }).billingAddress).toBeUndefined();
});

test("without anything known the cart stays as it is", () => {
  const cart = aCart();
  expect(withDefaults(cart, undefined)).toBe(cart);
  const nothing = { email: "", shippingAddress: undefined, billingAddress: undefined, languageCode: "" };
  expect(withDefaults(cart, nothing)).toMatchObject({ ...cart });
});
