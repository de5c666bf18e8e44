import { OrderState } from "#gen/client/contracts/order.js";
import { eventually } from "#mesh/testing";
import { startTestMarket, type TestMarket } from "../../test/journeys/market.ts";
import { addProduct } from "../examples/add-product.ts";
import { browse } from "../examples/browse.ts";
import { buyAsGuest } from "../examples/buy-as-guest.ts";
import { makeMistakes } from "../examples/errors.ts";
import { followOrder } from "../examples/follow-order.ts";
import { createMarketClient, memoryStore, newRequestId } from "../src/mod.ts";

let market: TestMarket;
let variantId: string;

beforeAll(async () => {
  market = await startTestMarket();
  const token = await market.tokenFor(["product.write", "inventory.write"]);
  variantId = await addProduct(createMarketClient({ baseUrl: market.url, token }), "Tea pot", 1999n);
}, 60_000);

afterAll(() => market?.close());

test("browse shows what is for sale", async () => {
  const client = createMarketClient({ baseUrl: market.url });
  await eventually(async () => (await client.search.searchProducts({ query: "tea" })).totalSize === 1n);
  const lines: string[] = [];
  await browse(client, "tea", (line) => lines.push(line));
  expect(lines).toEqual([
    '1 products match "tea":',
    "- Tea pot",
    "All products, newest first:",
    expect.stringMatching(/^- Tea pot: EUR\s19\.99$/),
  ]);
});

test("a guest buys, and follows the order until it is paid", async () => {
  const client = createMarketClient({ baseUrl: market.url });
  const orderId = (await buyAsGuest(client, variantId)) ?? "";
  expect(await followOrder(client, orderId, AbortSignal.timeout(20_000))).toBe(OrderState.PAID);
  expect(await followOrder(client, orderId, AbortSignal.abort())).toBeUndefined();
});

test("errors are explained", async () => {
  const lines: string[] = [];
  await makeMistakes(createMarketClient({ baseUrl: market.url }), (line) => lines.push(line));
  expect(lines).toEqual([
    "E-mail or password is wrong.",
    "There is no such thing.",
    expect.stringMatching(/^page_size: /),
  ]);
});

test("a real session is renewed once for many calls, and again after that", async () => {
  const store = memoryStore();
  const client = createMarketClient({ baseUrl: market.url, store });
  const account = { email: `${newRequestId()}@shop.example`, password: "correct horse battery" };
  const { userId } = await client.session.signInAsGuest();
  expect(await client.session.register({ ...account, displayName: "Ada" })).toEqual({ userId });
  await client.session.signOut();
  expect(await client.session.signIn(account)).toEqual({ userId });
  for (const _ of ["first", "second"]) {
    const state = await store.read();
    if (state !== undefined) await store.write({ ...state, expireMs: Date.now() });
    const carts = await Promise.all(Array.from({ length: 10 }, () => client.carts.listCarts()));
    expect(carts).toHaveLength(10);
    expect((await store.read())?.refreshToken).not.toBe(state?.refreshToken);
  }
  expect(await client.session.user()).toEqual({ userId });
});

test("pages and items of a list are the same", async () => {
  const token = await market.tokenFor(["product.write", "inventory.write"]);
  const staff = createMarketClient({ baseUrl: market.url, token });
  for (const name of ["Cup", "Saucer", "Spoon", "Sieve"]) await addProduct(staff, name, 100n);
  const names: string[] = [];
  for await (const { name } of staff.products.all.listProducts({ pageSize: 2 })) names.push(name);
  expect(names).toEqual(["Sieve", "Spoon", "Saucer", "Cup", "Tea pot"]);
  const sizes: number[] = [];
  for await (const { products } of staff.products.pages.listProducts({ pageSize: 2 })) sizes.push(products.length);
  expect(sizes).toEqual([2, 2, 1]);
});
