import type { Caller } from "#mesh/kernel";
import {
  aCart,
  aCartLine,
  anAddress,
  aQuote,
  aSoldVariant,
  callerOf,
  euros,
  ids,
  later,
  someRates,
} from "../../test/cart-builders.ts";
import type { Cart } from "./cart.ts";
import { ownedBy, readableBy } from "./cart-access.ts";
import { createCart, updateCart } from "./cart-content.ts";
import { addLine, removeLine, setQuantity } from "./cart-lines.ts";
import { noticesOf } from "./cart-notices.ts";
import { destinationOf, purchaseOf } from "./cart-purchase.ts";
import { chosenShipping } from "./shipping-options.ts";

const reason = (name: string, metadata = {}) =>
  expect.objectContaining({ reason: name, metadata: expect.objectContaining(metadata) });
const orderId = ids.next("ord");
const offer = { rates: someRates };
const first = (cart: Cart) => cart.lines[0] ?? aCartLine();
const aLine = () => ({ lineId: ids.next("lin"), variant: aSoldVariant(), unitPrice: euros(500n), quantity: 1n });

const verbs: [string, (cart: Cart) => Cart][] = [
  ["adding a line", (cart) => addLine(cart, aLine(), later)],
  ["setting a quantity", (cart) => setQuantity(cart, first(cart).lineId, 9n, later)],
  ["taking a line out", (cart) => removeLine(cart, first(cart).lineId, later)],
  ["changing its e-mail", (cart) => updateCart(cart, { email: "ada@example.org" }, offer, later)],
];

test.each(verbs)("%s gives the next version of an open cart, whatever its checkout", (_, verb) => {
  for (const checkoutOrderId of [undefined, orderId]) {
    const cart = aCart({ version: 4, checkoutOrderId });
    expect(verb(cart)).toMatchObject({ cartId: cart.cartId, version: 5, updateTime: later, checkoutOrderId });
  }
});

test.each(verbs)("%s is refused once the cart became an order", (_, verb) => {
  expect(() => verb(aCart({ orderId }))).toThrow(reason("CART_CHECKED_OUT", { order_id: orderId }));
});

test("a variant that is in the cart keeps its line and the price it was added at", () => {
  const cart = aCart();
  const line = first(cart);
  const next = addLine(cart, { ...aLine(), variant: line, quantity: 3n }, later);
  expect(next.lines).toEqual([{ ...line, quantity: 5n }]);
});

test("a quantity that is the same is no change", () => {
  const cart = aCart();
  expect(setQuantity(cart, first(cart).lineId, first(cart).quantity, later)).toBe(cart);
});

test.each([
  ["a line beyond 1,500", aCart({ lines: Array.from({ length: 1500 }, () => aCartLine()) }), 1n],
  ["units beyond 1,000,000 on a new line", aCart(), 1_000_001n],
])("%s is refused with CART_FULL", (_, cart, quantity) => {
  expect(() => addLine(cart, { ...aLine(), quantity }, later)).toThrow(reason("CART_FULL"));
});

test("units beyond 1,000,000 on a line that is there are refused with CART_FULL", () => {
  const line = aCartLine({ quantity: 999_999n });
  const cart = aCart({ lines: [line] });
  const adding = (quantity: bigint) => addLine(cart, { ...aLine(), variant: line, quantity }, later);
  expect(first(adding(1n)).quantity).toBe(1_000_000n);
  expect(() => adding(2n)).toThrow(reason("CART_FULL"));
});

test("a line that is not there is absent", () => {
  const lineId = ids.next("lin");
  expect(() => setQuantity(aCart(), lineId, 1n, later)).toThrow(reason("RESOURCE_NOT_FOUND"));
  expect(() => removeLine(aCart(), lineId, later)).toThrow(reason("RESOURCE_NOT_FOUND"));
});

test("a cart is in an active currency", () => {
  const make = (currencyCode: string) => createCart(ids.next("crt"), ids.next("usr"), currencyCode, later);
  expect(make("JPY")).toMatchObject({ currencyCode: "JPY", version: 1, lines: [] });
  expect(() => make("DEM")).toThrow(reason("CURRENCY_UNKNOWN", { currency_code: "DEM" }));
});

test("an update that changes nothing gives no new version", () => {
  const content = { email: "ada@example.org", shippingAddress: anAddress(), couponCodes: ["MUG"] };
  const cart = aCart(content);
  const same = { ...content, shippingAddress: anAddress(), billingAddress: undefined, couponCodes: ["mug", "Mug"] };
  expect(updateCart(cart, same, offer, later)).toBe(cart);
});

test("a method is chosen if it is offered for the cart, and can be taken back", () => {
  const cart = aCart();
  const choose = (shippingMethodId: string, of: Cart = cart) =>
    updateCart(of, { shippingMethodId }, offer, later).shippingMethodId;
  expect(choose("parcel")).toBe("parcel");
  expect(choose("", aCart({ shippingMethodId: "parcel" }))).toBe("");
  for (const [id, of] of [
    ["pigeon", cart],
    ["parcel", aCart({ currencyCode: "JPY" })],
    ["parcel", aCart({ lines: [] })],
  ] as const) {
    expect(() => choose(id, of)).toThrow(reason("SHIPPING_METHOD_UNKNOWN", { shipping_method_id: id }));
  }
});

test("a method is judged by where the same change sends it", () => {
  const rates = { ...someRates, zones: [{ zoneId: "all", countryCodes: ["GB"] }] };
  const choose = (countryCode: string) =>
    updateCart(aCart(), { shippingMethodId: "parcel", shippingAddress: anAddress({ countryCode }) }, { rates }, later);
  expect(choose("GB").shippingMethodId).toBe("parcel");
  expect(() => choose("FR")).toThrow(reason("SHIPPING_METHOD_UNKNOWN"));
});

test("a purchase names the country, the coupons and the chosen method with its price", () => {
  const cart = aCart({ shippingAddress: anAddress(), couponCodes: ["MUG"], shippingMethodId: "parcel" });
  const { lineId, variantId, quantity } = first(cart);
  expect(purchaseOf(cart, chosenShipping(cart, someRates))).toEqual({
    currencyCode: "EUR",
    userId: cart.userId,
    ...destinationOf(cart.shippingAddress),
    lines: [{ lineId, variantId, quantity }],
    couponCodes: ["MUG"],
    shippingPrice: euros(370n),
    shippingMethodId: "parcel",
  });
  const open = { countryCode: "", shippingPrice: undefined, shippingMethodId: "" };
  expect(purchaseOf(aCart(), undefined)).toMatchObject(open);
  const { countryCode, regionCode, postalCode } = anAddress();
  expect(destinationOf(anAddress())).toEqual({ countryCode, regionCode, postalCode });
});

test("what is as it was brings no notice", () => {
  const cart = aCart({ shippingMethodId: "standard", couponCodes: ["MUG"] });
  const quote = aQuote(cart, { couponNotes: [{ couponCode: "MUG", outcome: "APPLIED" }] });
  expect(noticesOf(cart, quote, chosenShipping(cart, someRates))).toEqual([]);
});

test("a method that is not offered any more is told, unless nothing needs to be sent", () => {
  const cart = aCart({ shippingMethodId: "parcel" });
  const gone = [expect.objectContaining({ kind: "SHIPPING_METHOD_GONE", lineId: "" })];
  expect(noticesOf(cart, aQuote(cart), undefined)).toEqual(gone);
  const download = { ...cart, lines: [aCartLine({ weightGrams: 0 })] };
  expect(noticesOf(download, aQuote(download), undefined)).toEqual([]);
});

const cart = aCart();
const anyone: Caller = { workload: "gateway" };
test.each([
  ["its owner", callerOf(cart.userId), true, true],
  ["somebody else", callerOf(ids.next("usr")), false, false],
  ["the staff", callerOf(ids.next("usr"), ["order.read"]), true, false],
  ["a program without a user", anyone, false, false],
])("a cart is there for %s to read or to change, or looks absent", (_, caller, reads, changes) => {
  const absent = reason("RESOURCE_NOT_FOUND");
  if (reads) expect(readableBy(caller, cart)).toBe(cart);
  else expect(() => readableBy(caller, cart)).toThrow(absent);
  if (changes) expect(ownedBy(caller, cart)).toBe(cart);
  else expect(() => ownedBy(caller, cart)).toThrow(absent);
  expect(() => readableBy(caller, undefined)).toThrow(absent);
});
