import { randomUUID } from "node:crypto";
import { createClient } from "@connectrpc/connect";
import { createConnectTransport } from "@connectrpc/connect-node";
import { PriceService } from "#gen/es/ultramarket/pricing/v1/pricing_service_pb.js";
import { eventually, sentStatements } from "#mesh/testing";
import { hardServices, startTestMarket, type TestMarket, unlimited } from "./market.ts";
import { type Buyer, guest } from "./shop/buyer.ts";
import { euros, type Goods, type GoodsOptions, type Staff, staffOf } from "./shop/goods.ts";
import { type Refusal, rest } from "./shop/rest.ts";

let market: TestMarket;
let token: string;
let staff: Staff;

beforeAll(async () => {
  market = await startTestMarket(unlimited, hardServices);
  token = await market.tokenFor(["*"]);
  staff = staffOf(market.url, token);
}, 60_000);

afterAll(() => market?.close());

const ask = <T>(route: string, body?: unknown, as: string | undefined = token) =>
  rest<T>(market.url, route, { token: as, body });
const refused = (reason: string) => expect.objectContaining<Partial<Refusal>>({ reason });

interface PriceListJson {
  readonly priceListId: string;
  readonly etag: string;
}

interface PriceJson {
  readonly variantId: string;
  readonly price: { readonly minorUnits: string };
  readonly compareAtPrice?: { readonly minorUnits: string };
  readonly origin: string;
  readonly reason?: string;
}

interface StepJson {
  readonly kind: string;
  readonly description: string;
  readonly amount: { readonly minorUnits: string };
  readonly sourceId?: string;
}

interface CartJson {
  readonly cartId: string;
  readonly total: { readonly minorUnits: string };
  readonly priceSteps: readonly StepJson[];
  readonly couponNotes?: readonly { readonly couponCode: string; readonly outcome: string }[];
}

async function aList(change: object = {}, entries: readonly object[] = []): Promise<PriceListJson> {
  const content = { name: `List ${randomUUID()}`, currencyCode: "EUR", ...change };
  const { priceList } = await ask<{ priceList: PriceListJson }>("POST /v1/price-lists", content);
  if (entries.length === 0) return priceList;
  const path = `POST /v1/price-lists/${priceList.priceListId}/entries:batchUpdate`;
  return (await ask<{ priceList: PriceListJson }>(path, { set: entries })).priceList;
}

const entry = ({ variantId }: Goods, minorUnits: number, minQuantity = 1) => ({
  variantId,
  minQuantity: String(minQuantity),
  price: euros(minorUnits),
});

/** What one unit costs, as the shop window tells it. */
async function priceOf({ variantId }: Goods, query = "", as?: string): Promise<PriceJson | undefined> {
  const path = `GET /v1/prices:batchGet?variant_ids=${variantId}&currency_code=EUR${query}`;
  const { prices = [] } = await rest<{ prices?: PriceJson[] }>(market.url, path, { token: as });
  return prices[0];
}

/** Something to sell whose price is known. */
async function offer(options: GoodsOptions): Promise<Goods> {
  const goods = await staff.offer(options);
  await eventually(async () => (await priceOf(goods)) !== undefined);
  return goods;
}

const units = (price: PriceJson | undefined) => price && Number(price.price.minorUnits);

async function aGroup(...members: readonly Buyer[]): Promise<string> {
  const group = `group-${randomUUID()}`;
  await ask(`PUT /v1/customer-groups/${group}`, { name: "Wholesale" });
  if (members.length > 0) {
    await ask(`POST /v1/customer-groups/${group}/members:change`, { addUserIds: members.map(({ userId }) => userId) });
  }
  return group;
}

const cartOf = async (buyer: Buyer, cartId: string) =>
  (await buyer.ask<{ cart: CartJson }>(`GET /v1/carts/${cartId}`)).cart;

describe("price lists per currency, customer group and quantity", () => {
  test("the largest quantity reached counts, also over several purchases of one cart, and the step says why", async () => {
    const goods = await offer({ stock: 100, minorUnits: 1_000 });
    const list = await aList({ name: "By the dozen" }, [entry(goods, 900, 6), entry(goods, 800, 12)]);
    expect(await priceOf(goods)).toMatchObject({ price: euros(1_000), origin: "PRICE_ORIGIN_CATALOGUE" });
    expect(units(await priceOf(goods, "&quantity=6"))).toBe(900);
    expect(units(await priceOf(goods, "&quantity=11"))).toBe(900);
    const buyer = await guest(market.url);
    const { cartId } = await buyer.fillCart([{ variantId: goods.variantId, quantity: 12 }]);
    const { priceSteps } = await cartOf(buyer, cartId);
    expect(priceSteps[0]).toMatchObject({
      kind: "PRICE_STEP_KIND_LIST_PRICE",
      amount: euros(9_600),
      description: "12 x 8.00 EUR (By the dozen, from 12, instead of 10.00 EUR)",
      sourceId: list.priceListId,
    });
  });

  test("a group's list counts for its members from then on, and for nobody else", async () => {
    const goods = await offer({ stock: 10, minorUnits: 1_000 });
    const [member, other] = [await guest(market.url), await guest(market.url)];
    const customerGroup = await aGroup(member);
    await aList({ customerGroup }, [entry(goods, 600)]);
    expect(units(await priceOf(goods, "", member.token))).toBe(600);
    expect(units(await priceOf(goods, "", other.token))).toBe(1_000);
    expect(units(await priceOf(goods))).toBe(1_000);
    expect(units(await priceOf(goods, `&customer_group=${customerGroup}`, token))).toBe(600);
    await expect(priceOf(goods, `&customer_group=${customerGroup}`)).rejects.toEqual(refused("PERMISSION_MISSING"));
    const { cartId } = await member.fillCart([{ variantId: goods.variantId, quantity: 1 }]);
    expect((await cartOf(member, cartId)).priceSteps[0]).toMatchObject({ amount: euros(600) });
    const path = `POST /v1/customer-groups/${customerGroup}/members:change`;
    expect(await ask(path, { removeUserIds: [member.userId], addUserIds: [other.userId] })).toMatchObject({
      added: 1,
      removed: 1,
    });
    expect(units(await priceOf(goods, "", member.token))).toBe(1_000);
    expect(units(await priceOf(goods, "", other.token))).toBe(600);
    const members = await ask<{ userIds: string[] }>(`GET /v1/customer-groups/${customerGroup}/members`);
    expect(members.userIds).toEqual([other.userId]);
    const unknown = { name: "x", currencyCode: "EUR", customerGroup: `none-${randomUUID()}` };
    await expect(ask("POST /v1/price-lists", unknown)).rejects.toEqual(refused("CUSTOMER_GROUP_UNKNOWN"));
  });

  test("the highest priority goes first, then the lowest price; other currencies are left alone", async () => {
    const goods = await offer({ stock: 0, minorUnits: 1_000 });
    await aList({ priority: 0 }, [entry(goods, 300)]);
    const dear = await aList({ priority: 5 }, [entry(goods, 700)]);
    await aList({ priority: 5 }, [entry(goods, 650)]);
    const dollars = { ...entry(goods, 100), price: { currencyCode: "USD", minorUnits: "100" } };
    await aList({ currencyCode: "USD", priority: 9 }, [dollars]);
    expect(units(await priceOf(goods))).toBe(650);
    await ask(`PATCH /v1/price-lists/${dear.priceListId}`, { priority: 6 });
    expect(await priceOf(goods)).toMatchObject({ price: euros(700), compareAtPrice: euros(1_000) });
    await ask(`DELETE /v1/price-lists/${dear.priceListId}`);
    expect(units(await priceOf(goods))).toBe(650);
  });

  test("prices are set and removed together, seen beforehand, once a request id, and only on the etag read", async () => {
    const [mug, cup] = [await offer({ stock: 0 }), await offer({ stock: 0 })];
    const list = await aList({}, [entry(mug, 500), entry(mug, 400, 10)]);
    const path = `POST /v1/price-lists/${list.priceListId}/entries:batchUpdate`;
    const change = { set: [entry(cup, 300)], remove: [{ variantId: mug.variantId }], etag: list.etag };
    const seen = await ask<{ priceList: PriceListJson }>(path, { ...change, validateOnly: true });
    expect(seen.priceList.etag).toBe("3");
    expect(units(await priceOf(mug))).toBe(500);
    const requestId = randomUUID();
    const done = await ask<{ priceList: PriceListJson }>(path, { ...change, requestId });
    expect(await ask(path, { ...change, requestId })).toEqual(done);
    await expect(ask(path, change)).rejects.toEqual(refused("ETAG_MISMATCH"));
    expect(await ask<{ priceList: PriceListJson }>(path, { set: [entry(cup, 300)] })).toEqual(done);
    const { entries } = await ask<{ entries: object[] }>(
      `GET /v1/price-lists/${list.priceListId}/entries?page_size=10`,
    );
    expect(entries).toHaveLength(2);
    expect(entries).toEqual(expect.arrayContaining([entry(mug, 400, 10), entry(cup, 300)]));
    const dollars = { ...entry(mug, 1), price: { currencyCode: "USD", minorUnits: "1" } };
    await expect(ask(path, { set: [dollars] })).rejects.toEqual(refused("INVALID_REQUEST"));
    await expect(ask(path, { set: [entry(mug, 1), entry(mug, 2)] })).rejects.toEqual(refused("INVALID_REQUEST"));
  });
});

describe("sale windows", () => {
  test("a sale begins and ends by itself, which a watcher is told, also after it went on from its token", async () => {
    const goods = await offer({ stock: 0, minorUnits: 1_000 });
    await eventually(async () => expect(units(await priceOf(goods))).toBe(1_000));
    const client = createClient(PriceService, createConnectTransport({ baseUrl: market.url, httpVersion: "2" }));
    const wanted = { variantIds: [goods.variantId], currencyCode: "EUR" };
    let resumeToken = "";
    const told = async (count: number) => {
      const amounts: number[] = [];
      for await (const answer of client.watchPrices({ ...wanted, resumeToken })) {
        resumeToken = answer.resumeToken;
        if (answer.change.case === "price") amounts.push(Number(answer.change.value.price?.minorUnits));
        if (amounts.length === count) break;
      }
      return amounts;
    };
    expect(await told(1)).toEqual([1_000]);
    const window = { startTime: new Date(Date.now() + 1_200), endTime: new Date(Date.now() + 3_600) };
    await aList({ name: "Summer sale", ...window }, [entry(goods, 700)]);
    expect(await told(1)).toEqual([700]);
    expect(await priceOf(goods)).toMatchObject({ reason: "Summer sale", compareAtPrice: euros(1_000) });
    expect(await told(1)).toEqual([1_000]);
    const crossed = { name: "x", currencyCode: "EUR", startTime: window.endTime, endTime: window.startTime };
    await expect(ask("POST /v1/price-lists", crossed)).rejects.toEqual(refused("INVALID_REQUEST"));
  });
});

describe("prices for everybody", () => {
  test("a hundred variants cost anybody one query", async () => {
    const variantIds = await staff.offerMany(100);
    const path = (ids: readonly string[]) =>
      `GET /v1/prices:batchGet?currency_code=EUR${ids.map((id) => `&variant_ids=${id}`).join("")}`;
    await eventually(async () => {
      const { prices } = await rest<{ prices: PriceJson[] }>(market.url, path(variantIds));
      expect(prices.map(({ variantId }) => variantId)).toEqual(variantIds);
    });
    for (const ids of [variantIds.slice(0, 1), variantIds]) {
      const sent = await sentStatements(() => rest(market.url, path(ids)));
      const asked = sent.filter(({ call }) => call?.method.endsWith("/BatchGetPrices"));
      expect(asked.map(({ name }) => name)).toEqual(["pricing.read_prices"]);
    }
  });
});
