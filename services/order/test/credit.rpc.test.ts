import { type BookCreditRequest, CreditServiceService } from "#gen/grpc/ultramarket/order/v1/order_service.ts";
import { type Client, createClient } from "#mesh/rpc";
import { startTestHost, type TestHost } from "#mesh/test-host";
import { orderService } from "../src/service.ts";
import { euros, fixedId, ids } from "./cart-builders.ts";
import { fakeProduct } from "./fake-product.ts";
import { statementsOf } from "./statements-of.ts";

const product = fakeProduct();
let market: TestHost;
let credits: Client<typeof CreditServiceService>;
let clerk: { token: string };
let manager: { token: string };
let reader: { token: string };

beforeAll(async () => {
  market = await startTestHost({ services: [product.service, orderService] });
  credits = createClient(CreditServiceService, market.host.channelTo("order", "gateway"));
  clerk = { token: await market.tokenFor(["order.draft"]) };
  manager = { token: await market.tokenFor(["order.draft", "order.backdate"]) };
  reader = { token: await market.tokenFor(["order.read"]) };
});

afterAll(() => market?.close());

const refusal = (reason: string, more: object = {}) => expect.objectContaining({ reason, ...more });
const aLine = (variantId = product.sell(), quantity = 2n, price = 750n) => ({
  ...{ variantId, quantity, unitPrice: euros(price) },
});

function aRequest(change: Partial<BookCreditRequest> = {}): BookCreditRequest {
  return {
    currencyCode: "EUR",
    lines: [aLine()],
    userId: "",
    externalReference: "",
    reason: "bought at the market stall",
    businessTime: undefined,
    requestId: ids.uuid(),
    ...change,
  };
}

async function booked(change: Partial<BookCreditRequest> = {}, as = clerk) {
  const { credit } = await credits.bookCredit(aRequest(change), as);
  if (credit === undefined) throw new Error("no credit in the answer");
  return credit;
}

const list = (change: object = {}) =>
  credits.listCredits(
    { pageSize: 0, pageToken: "", startTime: undefined, endTime: undefined, userId: "", ...change },
    reader,
  );

test("a credit has the lines it was given, of variants for sale or not, and is read back and listed", async () => {
  const [mug, old] = [product.sell(), product.sell({ forSale: false, values: [] })];
  const userId = ids.next("usr");
  const businessTime = new Date("2010-12-01T09:41:00Z");
  const lines = [aLine(mug), aLine(old, 1n, 5n), aLine(mug)];
  const credit = await booked({ lines, userId, externalReference: "C536379", businessTime }, manager);
  expect(credit).toMatchObject({
    ...{ userId, currencyCode: "EUR", externalReference: "C536379", businessTime, total: euros(3005n) },
    lines: [
      { variantId: mug, sku: `SKU-${mug}`, name: "Mug (Blue, L)", quantity: 2n, total: euros(1500n) },
      { variantId: old, name: "Mug", unitPrice: euros(5n), total: euros(5n) },
      { variantId: mug, unitPrice: euros(750n) },
    ],
    reason: "bought at the market stall",
  });
  expect(await credits.getCredit({ creditId: credit.creditId }, reader)).toEqual({ credit });
  const later = new Date(businessTime.getTime() + 1);
  expect(await list({ userId })).toEqual({ credits: [credit], nextPageToken: "" });
  expect((await list({ startTime: businessTime, endTime: later })).credits).toEqual([credit]);
  expect((await list({ userId, startTime: later })).credits).toEqual([]);
});

test("only the staff may book credits, and only some of them in the past", async () => {
  const missing = (permission: string) => refusal("PERMISSION_MISSING", { metadata: { permission } });
  await expect(booked({}, reader)).rejects.toThrow(missing("order.draft"));
  await expect(credits.getCredit({ creditId: fixedId("crd", 1) }, clerk)).rejects.toThrow(missing("order.read"));
  const businessTime = new Date("2026-01-02T03:04:05Z");
  await expect(booked({ businessTime })).rejects.toThrow(missing("order.backdate"));
  await expect(booked({ businessTime: new Date(Date.now() + 60_000) }, manager)).rejects.toThrow(
    refusal("BUSINESS_TIME_IN_FUTURE", { kind: "INVALID_ARGUMENT" }),
  );
});

test.each([
  ["a negative price", "INVALID_REQUEST", () => ({ lines: [aLine(undefined, 1n, -1n)] })],
  ["a price in another currency", "INVALID_REQUEST", () => ({ currencyCode: "USD" })],
  ["no line", "INVALID_REQUEST", () => ({ lines: [] })],
  ["no reason", "INVALID_REQUEST", () => ({ reason: "" })],
  ["no request id", "INVALID_REQUEST", () => ({ requestId: "" })],
  ["more than fits", "INVALID_REQUEST", () => ({ lines: [aLine(undefined, 1_000_000n, 2n ** 62n)] })],
  ["a currency that is none", "CURRENCY_UNKNOWN", () => ({ currencyCode: "DEM" })],
  ["an unknown variant", "VARIANT_UNKNOWN", () => ({ lines: [aLine(), aLine(fixedId("var", 1))] })],
])("%s is refused with %s", async (_, reason, change) => {
  await expect(booked(change())).rejects.toThrow(refusal(reason, { kind: "INVALID_ARGUMENT" }));
});

test("what is not there is refused with RESOURCE_NOT_FOUND, a token of another list with PAGE_TOKEN_INVALID", async () => {
  await expect(credits.getCredit({ creditId: fixedId("crd", 1) }, reader)).rejects.toThrow(
    refusal("RESOURCE_NOT_FOUND"),
  );
  const [userId, other] = [ids.next("usr"), ids.next("usr")];
  const [first, second] = [await booked({ userId }), await booked({ userId })];
  const { credits: newest, nextPageToken } = await list({ userId, pageSize: 1 });
  expect(newest).toEqual([second]);
  const rest = await list({ userId, pageSize: 1, pageToken: nextPageToken });
  expect(rest).toEqual({ credits: [first], nextPageToken: "" });
  for (const pageToken of [nextPageToken, "bm90aGluZw"]) {
    await expect(list({ userId: other, pageToken })).rejects.toThrow(refusal("PAGE_TOKEN_INVALID"));
  }
});

test("one request id makes one credit", async () => {
  const request = aRequest({ userId: ids.next("usr") });
  const first = await credits.bookCredit(request, clerk);
  expect(await credits.bookCredit(request, clerk)).toEqual(first);
  await expect(credits.bookCredit({ ...request, reason: "other" }, clerk)).rejects.toThrow(
    refusal("REQUEST_ID_REUSED"),
  );
  expect((await list({ userId: request.userId })).credits).toHaveLength(1);
});

test("each variant is asked about once, in batches", async () => {
  const variantIds = Array.from({ length: 600 }, () => product.sell());
  const lines = [...variantIds, ...variantIds].map((variantId) => aLine(variantId, 1n, 1n));
  product.calls.length = 0;
  expect((await booked({ lines })).total).toEqual(euros(1200n));
  expect(product.calls.map(({ length }) => length)).toEqual([500, 100]);
});

test.each([10, 100])("calls on credits cost the same few statements, with %d of them on a page", async (count) => {
  const userId = ids.next("usr");
  const line = aLine();
  const made = await Promise.all(Array.from({ length: count }, () => booked({ userId, lines: [line] })));
  const costOf = async (work: () => Promise<unknown>) => (await statementsOf("order", work)).length;
  const creditId = made[0]?.creditId ?? "";
  expect({
    book: await costOf(() => booked({ lines: Array(count).fill(line) })),
    get: await costOf(() => credits.getCredit({ creditId }, reader)),
    list: await costOf(async () => expect((await list({ pageSize: count })).credits).toHaveLength(count)),
    listOfUser: await costOf(async () => expect((await list({ userId, pageSize: 100 })).credits).toHaveLength(count)),
  }).toEqual({ book: 7, get: 1, list: 1, listOfUser: 1 });
});
