import { dirname } from "node:path";
import { type CartInput, CartServiceService } from "#gen/grpc/ultramarket/order/v1/cart_service.ts";
import { openDevelopmentIssuer } from "#mesh/identity";
import { type Client, createClient } from "#mesh/rpc";
import { startTestHost, type TestHost } from "#mesh/test-host";
import { orderService } from "../src/service.ts";
import { anAddress, ids } from "./cart-builders.ts";
import { fakePaymentService } from "./fake-payment-service.ts";
import { fakePricing } from "./fake-pricing.ts";
import { fakeProduct } from "./fake-product.ts";
import { fakeReservationService } from "./fake-reservation-service.ts";
import { fakeUser } from "./fake-user.ts";

const product = fakeProduct();
const pricing = fakePricing();
const inventory = fakeReservationService();
const user = fakeUser();
let market: TestHost;
let carts: Client<typeof CartServiceService>;

beforeAll(async () => {
  const neighbours = [product.service, pricing.service, inventory.service, fakePaymentService().service];
  market = await startTestHost({ services: [...neighbours, user.service, orderService] });
  carts = createClient(CartServiceService, market.host.channelTo("order", "gateway"));
});

afterAll(() => market?.close());

const home = anAddress({ city: "Turin", countryCode: "IT" });
const office = anAddress({ city: "Bern", countryCode: "CH" });

interface Known {
  readonly email?: string;
  readonly hasAddress?: boolean;
}

/** Somebody with an account and, if it is said so, a profile. */
async function aCustomer(known?: Known) {
  const userId = ids.next("usr");
  if (known !== undefined) tell(userId, known);
  return { userId, token: await market.tokenFor([], userId) };
}

function tell(userId: string, { email = "ada@example.org", hasAddress = true }: Known): void {
  const rest = {
    displayName: "",
    currencyCode: "",
    marketingAccepted: false,
    countryCode: "",
    externalReference: "",
    avatarUrl: "",
    etag: "",
  };
  const profile = {
    userId,
    email,
    emailVerified: true,
    languageCode: "it",
    ...rest,
    createTime: undefined,
    updateTime: undefined,
  };
  const entry = { addressId: "", userId, label: "", etag: "", createTime: undefined, updateTime: undefined };
  const flags = { defaultShipping: true, defaultBilling: true };
  user.users.set(userId, {
    user: profile,
    defaultShippingAddress: hasAddress ? { ...entry, ...flags, address: home } : undefined,
    defaultBillingAddress: hasAddress ? { ...entry, ...flags, address: office } : undefined,
  });
}

const create = async (who: { token: string }) =>
  (await carts.createCart({ currencyCode: "EUR", requestId: "" }, who)).cart;

async function fill(cartId: string, who: { token: string }, change: Partial<CartInput> = {}): Promise<void> {
  const variantId = product.sell();
  pricing.prices.set(variantId, 1290n);
  inventory.stock.set(variantId, 1n);
  await carts.addCartLine({ cartId, variantId, quantity: 1n, requestId: "" }, who);
  const none = { email: "", shippingAddress: undefined, billingAddress: undefined, couponCodes: [], languageCode: "" };
  const paths = { email: "email", shippingAddress: "shipping_address" } as const;
  const named = Object.entries(paths).flatMap(([field, path]) => (field in change ? [path] : []));
  const cart = { ...none, shippingMethodId: "standard", ...change };
  await carts.updateCart({ cartId, cart, updateMask: ["shipping_method_id", ...named], requestId: "" }, who);
}

const checkout = async (cartId: string, who: { token: string }) =>
  (await carts.checkoutCart({ cartId, paymentMethod: "pm_visa", expectedTotal: undefined, requestId: ids.uuid() }, who))
    .order;

test("a customer's cart begins with their e-mail, addresses and language, and is bought with them", async () => {
  const ada = await aCustomer({});
  const filled = { email: "ada@example.org", shippingAddress: home, billingAddress: office, languageCode: "it" };
  const cart = await create(ada);
  expect(cart).toMatchObject(filled);
  const cartId = cart?.cartId ?? "";
  await fill(cartId, ada);
  const asked = user.calls.length;
  expect(await checkout(cartId, ada)).toMatchObject(filled);
  expect(user.calls.length).toBe(asked);
});

test("nobody is asked about guests", async () => {
  const folder = dirname(market.env.AUTH_SIGNING_KEY ?? "");
  const issuer = await openDevelopmentIssuer(folder, { profile: "development" });
  const guest = { userId: ids.next("usr"), sessionId: ids.next("ses"), permissions: [], isGuest: true };
  const who = { token: await issuer.issue(guest) };
  const asked = user.calls.length;
  const { cartId = "" } = (await create(who)) ?? {};
  await fill(cartId, who);
  const refused = { reason: "CART_INCOMPLETE", metadata: { missing: "email,shipping_address" } };
  await expect(checkout(cartId, who)).rejects.toMatchObject(refused);
  expect(user.calls.length).toBe(asked);
});

test("what a cart still lacks is asked for once more when it is bought, and what was said stays", async () => {
  const ada = await aCustomer();
  const { cartId = "", email } = (await create(ada)) ?? {};
  expect(email).toBe("");
  const own = anAddress({ city: "Paris", countryCode: "FR" });
  await fill(cartId, ada, { shippingAddress: own });
  await expect(checkout(cartId, ada)).rejects.toMatchObject({
    reason: "CART_INCOMPLETE",
    metadata: { missing: "email" },
  });
  tell(ada.userId, {});
  const order = await checkout(cartId, ada);
  expect(order).toMatchObject({ email: "ada@example.org", shippingAddress: own, languageCode: "it" });
  expect(order?.billingAddress).toBeUndefined();
});

test("while the user service is silent carts are made without it, and what is missing is refused as before", async () => {
  const ada = await aCustomer({});
  const { promise, resolve } = Promise.withResolvers<void>();
  user.gate.opens = promise;
  try {
    const begun = Date.now();
    const cart = await create(ada);
    expect(Date.now() - begun).toBeLessThan(1_500);
    expect(cart).toMatchObject({ email: "", languageCode: "" });
    const cartId = cart?.cartId ?? "";
    await fill(cartId, ada);
    await expect(checkout(cartId, ada)).rejects.toMatchObject({ reason: "CART_INCOMPLETE" });
    await fill(cartId, ada, { email: "me@example.org", shippingAddress: home });
    expect(await checkout(cartId, ada)).toMatchObject({ email: "me@example.org" });
  } finally {
    resolve();
    user.gate.opens = Promise.resolve();
  }
});
