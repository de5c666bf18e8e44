import { CartNoticeKind } from "#gen/grpc/ultramarket/order/v1/cart.ts";
import { type CartInput, CartServiceService } from "#gen/grpc/ultramarket/order/v1/cart_service.ts";
import { PriceStepKind } from "#gen/grpc/ultramarket/pricing/v1/quote.ts";
import { type Client, createClient, type GrpcServer, grpcChannel, serveGrpc } from "#mesh/rpc";
import { startTestHost, type TestHost } from "#mesh/test-host";
import { orderService } from "../src/service.ts";
import { anAddress, euros, fixedId, ids } from "./cart-builders.ts";

import { fakePricing } from "./fake-pricing.ts";
import { fakeProduct } from "./fake-product.ts";
import { fakeUser } from "./fake-user.ts";

const product = fakeProduct();
const pricing = fakePricing();
let market: TestHost;
let server: GrpcServer;
let carts: Client<typeof CartServiceService>;
let ada: { token: string };

beforeAll(async () => {
  market = await startTestHost({ services: [product.service, pricing.service, fakeUser().service, orderService] });
  server = await serveGrpc({ core: market.host.core, address: "127.0.0.1:0" });
  carts = createClient(CartServiceService, grpcChannel({ address: server.address }));
  ada = await aUser();
});

afterAll(async () => {
  await server?.drain(1_000);
  await market?.close();
});

const refusal = (reason: string, more: object = {}) => expect.objectContaining({ reason, ...more });
const aUser = async (...permissions: string[]) => ({ token: await market.tokenFor(permissions) });

function onSale(price = 1290n, more: Parameters<typeof product.sell>[0] = {}): string {
  const variantId = product.sell(more);
  pricing.prices.set(variantId, price);
  return variantId;
}

async function aCart(currencyCode = "EUR") {
  const { cart } = await carts.createCart({ currencyCode, requestId: "" }, ada);
  if (cart === undefined) throw new Error("no cart in the answer");
  return cart;
}

async function add(cartId: string, variantId: string, quantity = 1n, requestId = "") {
  const { cart } = await carts.addCartLine({ cartId, variantId, quantity, requestId }, ada);
  if (cart === undefined) throw new Error("no cart in the answer");
  return cart;
}

async function update(cartId: string, change: Partial<CartInput>, mask: string[]) {
  const none = { email: "", shippingAddress: undefined, billingAddress: undefined, shippingMethodId: "" };
  const cart = { ...none, couponCodes: [], languageCode: "", ...change };
  return (await carts.updateCart({ cartId, cart, updateMask: mask, requestId: "" }, ada)).cart;
}

test("a cart is created empty, and nobody is asked what it costs", async () => {
  const asked = pricing.purchases.length;
  const cart = await aCart();
  expect(cart).toMatchObject({ currencyCode: "EUR", lines: [], total: euros(0n), etag: "1", orderId: "" });
  expect(await carts.getCart({ cartId: cart.cartId }, ada)).toEqual({ cart });
  expect(pricing.purchases.length).toBe(asked);
});

test("a currency that is none is refused", async () => {
  await expect(aCart("XXQ")).rejects.toThrow(refusal("CURRENCY_UNKNOWN", { kind: "INVALID_ARGUMENT" }));
});

test("a line carries the words of its product and what it costs, and the cart what all of them cost", async () => {
  const { cartId } = await aCart();
  await add(cartId, onSale(1290n), 2n);
  const cart = await add(cartId, onSale(500n, { values: [] }), 3n);
  expect(cart.lines).toMatchObject([
    { name: "Mug (Blue, L)", quantity: 2n, unitPrice: euros(1290n), total: euros(2580n) },
    { name: "Mug", quantity: 3n, unitPrice: euros(500n), total: euros(1500n) },
  ]);
  expect(cart).toMatchObject({ subtotal: euros(4080n), total: euros(4080n), etag: "3", notices: [] });
  expect(await carts.getCart({ cartId }, ada)).toEqual({ cart });
});

test("units of a variant that is in the cart are added to its line", async () => {
  const { cartId } = await aCart();
  const variantId = onSale();
  await add(cartId, variantId, 2n);
  expect((await add(cartId, variantId, 3n)).lines).toMatchObject([{ quantity: 5n }]);
});

test("what is not sold, unknown, or has no price in the currency is not put into a cart", async () => {
  const { cartId, etag } = await aCart();
  const yen = await aCart("JPY");
  const archived = onSale(100n, { forSale: false });
  const unpriced = product.sell();
  for (const variantId of [archived, unpriced, fixedId("var", 1)]) {
    const refused = refusal("VARIANT_UNAVAILABLE", { metadata: { variant_id: variantId } });
    await expect(add(cartId, variantId)).rejects.toThrow(refused);
    await expect(add(cartId, variantId, 1n, ids.uuid())).rejects.toThrow(refused);
  }
  await expect(add(yen.cartId, onSale())).rejects.toThrow(refusal("VARIANT_UNAVAILABLE"));
  expect((await carts.getCart({ cartId }, ada)).cart).toMatchObject({ lines: [], etag });
});

test("lines are changed and taken out; those that are not there are absent", async () => {
  const { cartId } = await aCart();
  const [line] = (await add(cartId, onSale(100n))).lines;
  const lineId = line?.lineId ?? "";
  const { cart } = await carts.updateCartLine({ cartId, lineId, quantity: 100_000n, requestId: "" }, ada);
  expect(cart).toMatchObject({ lines: [{ lineId, quantity: 100_000n }], total: euros(10_000_000n) });
  expect((await carts.removeCartLine({ cartId, lineId, requestId: "" }, ada)).cart).toMatchObject({ lines: [] });
  const gone = refusal("RESOURCE_NOT_FOUND", { kind: "NOT_FOUND" });
  await expect(carts.removeCartLine({ cartId, lineId, requestId: "" }, ada)).rejects.toThrow(gone);
  await expect(carts.updateCartLine({ cartId, lineId, quantity: 1n, requestId: "" }, ada)).rejects.toThrow(gone);
});

test("a line takes a million units and no more", async () => {
  const { cartId } = await aCart();
  const variantId = onSale(1n);
  const cart = await add(cartId, variantId, 1_000_000n);
  expect(cart.total).toEqual(euros(1_000_000n));
  await expect(add(cartId, variantId)).rejects.toThrow(refusal("CART_FULL", { kind: "FAILED_PRECONDITION" }));
  const more = carts.updateCartLine(
    { cartId, lineId: cart.lines[0]?.lineId ?? "", quantity: 1_000_001n, requestId: "" },
    ada,
  );
  await expect(more).rejects.toThrow(refusal("INVALID_REQUEST"));
});

test("pricing is told the country, the coupons in upper case and the chosen method's price", async () => {
  const { cartId } = await aCart();
  await add(cartId, onSale(1000n), 2n);
  const content = { email: "ada@example.org", shippingAddress: anAddress(), shippingMethodId: "standard" };
  const mask = ["email", "shipping_address", "shipping_method_id", "coupon_codes"];
  const cart = await update(cartId, { ...content, couponCodes: ["known", "Known", "big", "what"] }, mask);
  expect(cart).toMatchObject({ ...content, couponCodes: ["KNOWN", "BIG", "WHAT"], total: euros(2490n) });
  expect(cart?.priceSteps).toMatchObject([{ kind: PriceStepKind.PRICE_STEP_KIND_SHIPPING, sourceId: "standard" }]);
  expect(cart?.notices.map(({ kind, text }) => [kind, text])).toEqual([
    [
      CartNoticeKind.CART_NOTICE_KIND_COUPON_NOT_APPLIED,
      "Coupon BIG takes nothing off: the cart does not meet its conditions.",
    ],
    [
      CartNoticeKind.CART_NOTICE_KIND_COUPON_NOT_APPLIED,
      "Coupon WHAT takes nothing off: it is unknown or its time is over.",
    ],
  ]);
  expect(pricing.purchases.at(-1)).toMatchObject({
    countryCode: "GB",
    couponCodes: ["KNOWN", "BIG", "WHAT"],
    shippingPrice: euros(490n),
    shippingMethodId: "standard",
  });
  const cleared = await update(cartId, {}, ["shipping_address", "coupon_codes"]);
  expect(cleared).toMatchObject({ shippingAddress: undefined, couponCodes: [], email: content.email });
});

test("a price that changed and a variant without one are told", async () => {
  const { cartId } = await aCart();
  const [dearer, gone] = [onSale(1000n), onSale(2000n)];
  await add(cartId, dearer);
  await add(cartId, gone);
  pricing.prices.set(dearer, 1100n);
  pricing.prices.delete(gone);
  const { cart } = await carts.getCart({ cartId }, ada);
  expect(cart?.lines).toMatchObject([{ unitPrice: euros(1100n) }, { unitPrice: undefined, total: undefined }]);
  expect(cart?.notices).toEqual([
    {
      kind: CartNoticeKind.CART_NOTICE_KIND_PRICE_CHANGED,
      lineId: cart?.lines[0]?.lineId,
      text: "Mug (Blue, L) costs 11.00 EUR now; it was 10.00 EUR when it was added.",
    },
    {
      kind: CartNoticeKind.CART_NOTICE_KIND_VARIANT_UNAVAILABLE,
      lineId: cart?.lines[1]?.lineId,
      text: "Mug (Blue, L) is not sold in EUR any more; remove it before checking out.",
    },
  ]);
});

test("shipping options are those with a price in the currency, cheapest first, for what has a weight", async () => {
  const options = async (cartId: string) => (await carts.getShippingOptions({ cartId }, ada)).shippingOptions;
  const { cartId } = await aCart();
  expect(await options(cartId)).toEqual([]);
  await add(cartId, onSale(1n, { weightGrams: 0 }));
  expect(await options(cartId)).toEqual([]);
  await expect(update(cartId, { shippingMethodId: "standard" }, ["shipping_method_id"])).rejects.toThrow(
    refusal("SHIPPING_METHOD_UNKNOWN"),
  );
  await add(cartId, onSale(1n, { weightGrams: 501 }), 2n);
  expect(await options(cartId)).toEqual([
    { shippingMethodId: "standard", name: "Standard", price: euros(490n) },
    { shippingMethodId: "parcel", name: "Parcel by weight", price: euros(250n + 2n * 120n) },
  ]);
  await expect(update(cartId, { shippingMethodId: "pigeon" }, ["shipping_method_id"])).rejects.toThrow(
    refusal("SHIPPING_METHOD_UNKNOWN"),
  );
});

test("what is not the caller's looks absent; the staff reads it and does not change it", async () => {
  const { cartId } = await aCart();
  const [line] = (await add(cartId, onSale())).lines;
  const lineId = line?.lineId ?? "";
  const [stranger, staff] = [await aUser(), await aUser("order.read")];
  const changes = (who: { token: string }) => [
    carts.addCartLine({ cartId, variantId: fixedId("var", 1), quantity: 1n, requestId: "" }, who),
    carts.addCartLine({ cartId, variantId: fixedId("var", 1), quantity: 1n, requestId: ids.uuid() }, who),
    carts.updateCartLine({ cartId, lineId, quantity: 9n, requestId: "" }, who),
    carts.removeCartLine({ cartId, lineId, requestId: ids.uuid() }, who),
    carts.updateCart({ cartId, cart: anInput(), updateMask: ["email"], requestId: "" }, who),
  ];
  const reads = (who: { token: string }) => [carts.getCart({ cartId }, who), carts.getShippingOptions({ cartId }, who)];
  for (const call of [...changes(stranger), ...reads(stranger), ...changes(staff)]) {
    await expect(call).rejects.toThrow(refusal("RESOURCE_NOT_FOUND"));
  }
  await expect(Promise.all(reads(staff))).resolves.toMatchObject([{ cart: { cartId } }, { shippingOptions: [{}, {}] }]);
  await expect(carts.getCart({ cartId })).rejects.toThrow(refusal("SIGN_IN_REQUIRED"));
  expect((await carts.getCart({ cartId }, ada)).cart).toMatchObject({ etag: "2" });
});

function anInput(): CartInput {
  const content = { email: "eve@example.org", shippingMethodId: "", couponCodes: [], languageCode: "" };
  return { ...content, shippingAddress: undefined, billingAddress: undefined };
}

test("a user's open carts are listed, newest first, and nobody else's", async () => {
  const bob = await aUser();
  const make = async () => (await carts.createCart({ currencyCode: "EUR", requestId: "" }, bob)).cart?.cartId;
  const made = [await make(), await make(), await make()];
  const first = await carts.listCarts({ pageSize: 2, pageToken: "" }, bob);
  const second = await carts.listCarts({ pageSize: 2, pageToken: first.nextPageToken }, bob);
  expect([...first.carts, ...second.carts].map(({ cartId }) => cartId)).toEqual(made.toReversed());
  expect(second.nextPageToken).toBe("");
  const elsewhere = carts.listCarts({ pageSize: 2, pageToken: first.nextPageToken }, ada);
  await expect(elsewhere).rejects.toThrow(refusal("PAGE_TOKEN_INVALID"));
});

test("one request id adds a line once, and its answer stays what it was", async () => {
  const { cartId } = await aCart();
  const [variantId, requestId] = [onSale(700n), ids.uuid()];
  const answers = await Promise.all(Array.from({ length: 10 }, () => add(cartId, variantId, 2n, requestId)));
  for (const cart of answers) expect(cart).toEqual(answers[0]);
  expect(answers[0]?.lines).toMatchObject([{ quantity: 2n, unitPrice: euros(700n) }]);
  pricing.prices.delete(variantId);
  const late = await add(cartId, variantId, 2n, requestId);
  expect(late).toMatchObject({ etag: "2", lines: [{ quantity: 2n, unitPrice: undefined }] });
  await expect(add(cartId, variantId, 3n, requestId)).rejects.toThrow(refusal("REQUEST_ID_REUSED"));
});

test("racing additions without a request id are all kept, and each is told what its cart costs", async () => {
  const { cartId } = await aCart();
  const variantId = onSale(100n);
  const answers = await Promise.all(Array.from({ length: 12 }, () => add(cartId, variantId)));
  for (const { lines, total } of answers) expect(total).toEqual(euros(100n * (lines[0]?.quantity ?? 0n)));
  expect((await carts.getCart({ cartId }, ada)).cart).toMatchObject({
    lines: [{ quantity: 12n }],
    total: euros(1200n),
  });
});
