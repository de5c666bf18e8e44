import pg from "pg";
import { CartServiceService } from "#gen/grpc/ultramarket/order/v1/cart_service.ts";
import { uuidFromId } from "#mesh/kernel";
import { type Client, createClient } from "#mesh/rpc";
import { startTestHost, type TestHost } from "#mesh/test-host";
import { orderService } from "../src/service.ts";
import { anAddress, ids } from "./cart-builders.ts";

import { fakePricing } from "./fake-pricing.ts";
import { fakeProduct } from "./fake-product.ts";
import { fakeUser } from "./fake-user.ts";
import { statementsOf } from "./statements-of.ts";

const product = fakeProduct();
const pricing = fakePricing();
let market: TestHost;
let carts: Client<typeof CartServiceService>;
let ada: { token: string };

beforeAll(async () => {
  market = await startTestHost({ services: [product.service, pricing.service, fakeUser().service, orderService] });
  carts = createClient(CartServiceService, market.host.channelTo("order", "gateway"));
  ada = { token: await market.tokenFor([]) };
});

afterAll(() => market?.close());

function onSale(): string {
  const variantId = product.sell();
  pricing.prices.set(variantId, 1000n);
  return variantId;
}

async function aCart(requestId = ""): Promise<string> {
  const { cart } = await carts.createCart({ currencyCode: "EUR", requestId }, ada);
  return cart?.cartId ?? "";
}

const add = async (cartId: string, requestId = "") =>
  (await carts.addCartLine({ cartId, variantId: onSale(), quantity: 1n, requestId }, ada)).cart;

const count = async (work: () => Promise<unknown>) => {
  const asked = { pricing: pricing.purchases.length, product: product.calls.length };
  const statements = await statementsOf("order", work);
  return {
    statements: statements.length,
    quotes: pricing.purchases.length - asked.pricing,
    products: product.calls.length - asked.product,
  };
};

test("each call on a cart costs a few statements and at most one quote", async () => {
  const cartId = await aCart();
  const lineId = (await add(cartId))?.lines[0]?.lineId ?? "";
  const cart = { email: "ada@example.org", shippingAddress: anAddress(), billingAddress: undefined };
  const input = { ...cart, shippingMethodId: "standard", couponCodes: [], languageCode: "" };
  const updateMask = ["email", "shipping_address", "shipping_method_id"];
  const costs = {
    create: await count(() => aCart()),
    add: await count(() => add(cartId)),
    update: await count(() => carts.updateCart({ cartId, cart: input, updateMask, requestId: "" }, ada)),
    updateLine: await count(() => carts.updateCartLine({ cartId, lineId, quantity: 7n, requestId: "" }, ada)),
    get: await count(() => carts.getCart({ cartId }, ada)),
    options: await count(() => carts.getShippingOptions({ cartId }, ada)),
    list: await count(() => carts.listCarts({ pageSize: 0, pageToken: "" }, ada)),
    remove: await count(() => carts.removeCartLine({ cartId, lineId, requestId: "" }, ada)),
  };
  expect(costs).toEqual({
    create: { statements: 1, quotes: 0, products: 0 },
    add: { statements: 2, quotes: 1, products: 1 },
    update: { statements: 2, quotes: 1, products: 0 },
    updateLine: { statements: 2, quotes: 1, products: 0 },
    get: { statements: 1, quotes: 1, products: 0 },
    options: { statements: 1, quotes: 0, products: 0 },
    list: { statements: 1, quotes: 0, products: 0 },
    remove: { statements: 2, quotes: 1, products: 0 },
  });
});

test("a request id costs the transaction, the key and the answer that is kept", async () => {
  const cartId = await aCart();
  expect(await count(() => aCart(ids.uuid()))).toMatchObject({ statements: 6 });
  expect(await count(() => add(cartId, ids.uuid()))).toEqual({ statements: 7, quotes: 1, products: 1 });
});

test("the 1,200th line costs what the first one does, and the 1,501st is refused", async () => {
  const cartId = await aCart();
  const first = await count(() => add(cartId));
  await fill(cartId, 1198);
  const last = await count(async () => expect((await add(cartId))?.lines.length).toBe(1200));
  expect(last).toEqual(first);
  await fill(cartId, 300);
  await expect(add(cartId)).rejects.toMatchObject({ reason: "CART_FULL" });
}, 30_000);

/** Puts lines into the cart behind the service's back, which is quicker. */
async function fill(cartId: string, lines: number): Promise<void> {
  const variantIds = Array.from({ length: lines }, onSale);
  const { DATABASE_URL: connectionString } = market.env;
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    await client.query(
      `INSERT INTO "order".cart_lines
       SELECT $1, line_id, 10 + row_number() OVER (), variant_id, line_id, 'SKU', 'Mug', 1, 100000, 1000
       FROM unnest($2::uuid[], $3::uuid[]) AS line (variant_id, line_id)`,
      [uuidFromId(cartId), variantIds.map(uuidFromId), variantIds.map(() => ids.uuid())],
    );
  } finally {
    await client.end();
  }
}
