import { DraftOrderState } from "#gen/grpc/ultramarket/order/v1/order.ts";
import {
  type CreateDraftOrderRequest,
  DraftOrderServiceService,
} from "#gen/grpc/ultramarket/order/v1/order_service.ts";
import { type Client, createClient } from "#mesh/rpc";
import { startTestHost, type TestHost } from "#mesh/test-host";
import { orderService } from "../src/service.ts";
import { anAddress, euros, fixedId, ids } from "./cart-builders.ts";

import { fakePricing } from "./fake-pricing.ts";
import { fakeProduct } from "./fake-product.ts";
import { statementsOf } from "./statements-of.ts";

const product = fakeProduct();
const pricing = fakePricing();
let market: TestHost;
let drafts: Client<typeof DraftOrderServiceService>;
let clerk: { token: string };
let manager: { token: string };

beforeAll(async () => {
  market = await startTestHost({ services: [product.service, pricing.service, orderService] });
  drafts = createClient(DraftOrderServiceService, market.host.channelTo("order", "gateway"));
  clerk = { token: await market.tokenFor(["order.draft"]) };
  manager = { token: await market.tokenFor(["order.draft", "order.backdate"]) };
});

afterAll(() => market?.close());

const refusal = (reason: string, more: object = {}) => expect.objectContaining({ reason, ...more });

function onSale(): string {
  const variantId = product.sell();
  pricing.prices.set(variantId, 1000n);
  return variantId;
}

function aRequest(change: Partial<CreateDraftOrderRequest> = {}): CreateDraftOrderRequest {
  return {
    currencyCode: "EUR",
    lines: [{ variantId: onSale(), quantity: 2n, unitPrice: euros(750n) }],
    userId: "",
    email: "",
    shippingAddress: undefined,
    billingAddress: undefined,
    shippingPrice: undefined,
    businessTime: undefined,
    reason: "ordered by telephone",
    requestId: "",
    externalReference: "",
    ...change,
  };
}

async function created(change: Partial<CreateDraftOrderRequest> = {}, as = clerk) {
  const { draftOrder } = await drafts.createDraftOrder(aRequest(change), as);
  if (draftOrder === undefined) throw new Error("no draft in the answer");
  return draftOrder;
}

test("a draft has the staff's prices where they set one, else the market's, and is read back", async () => {
  const variantId = onSale();
  const draft = await created({
    lines: [
      { variantId, quantity: 2n, unitPrice: euros(750n) },
      { variantId, quantity: 1n, unitPrice: undefined },
    ],
    userId: fixedId("usr", 7),
    email: "ada@example.org",
    shippingAddress: anAddress(),
    shippingPrice: euros(300n),
  });
  expect(draft).toMatchObject({
    state: DraftOrderState.DRAFT_ORDER_STATE_OPEN,
    userId: fixedId("usr", 7),
    lines: [
      { name: "Mug (Blue, L)", unitPrice: euros(750n), total: euros(1500n), manualPrice: true },
      { name: "Mug (Blue, L)", unitPrice: euros(1000n), total: euros(1000n), manualPrice: false },
    ],
    shippingPrice: euros(300n),
    total: euros(2800n),
  });
  const { draftOrderId } = draft;
  expect(await drafts.getDraftOrder({ draftOrderId }, clerk)).toEqual({ draftOrder: draft });
  pricing.prices.set(variantId, 5000n);
  expect(await drafts.getDraftOrder({ draftOrderId }, clerk)).toEqual({ draftOrder: draft });
});

test("only the staff may enter drafts, and only some of them in the past", async () => {
  const customer = { token: await market.tokenFor(["order.read"]) };
  await expect(drafts.createDraftOrder(aRequest(), customer)).rejects.toThrow(
    refusal("PERMISSION_MISSING", { metadata: { permission: "order.draft" } }),
  );
  const businessTime = new Date("2026-01-02T03:04:05Z");
  await expect(created({ businessTime })).rejects.toThrow(
    refusal("PERMISSION_MISSING", { metadata: { permission: "order.backdate" } }),
  );
  expect(await created({ businessTime }, manager)).toMatchObject({ businessTime });
  await expect(created({ businessTime: new Date(Date.now() + 60_000) }, manager)).rejects.toThrow(
    refusal("BUSINESS_TIME_IN_FUTURE", { kind: "INVALID_ARGUMENT" }),
  );
});

test.each([
  [
    "a negative price",
    "INVALID_REQUEST",
    () => ({ lines: [{ variantId: onSale(), quantity: 1n, unitPrice: euros(-1n) }] }),
  ],
  ["a negative price of shipping", "INVALID_REQUEST", () => ({ shippingPrice: euros(-1n) })],
  [
    "a price in another currency",
    "INVALID_REQUEST",
    () => ({ shippingPrice: { currencyCode: "USD", minorUnits: 1n } }),
  ],
  ["no reason", "INVALID_REQUEST", () => ({ reason: "" })],
  ["a currency that is none", "CURRENCY_UNKNOWN", () => ({ currencyCode: "DEM" })],
  [
    "an unknown variant",
    "VARIANT_UNAVAILABLE",
    () => ({ lines: [{ variantId: fixedId("var", 1), quantity: 1n, unitPrice: euros(1n) }] }),
  ],
  [
    "no price at all",
    "VARIANT_UNAVAILABLE",
    () => ({ lines: [{ variantId: product.sell(), quantity: 1n, unitPrice: undefined }] }),
  ],
])("%s is refused with %s", async (_, reason, change) => {
  await expect(created(change())).rejects.toThrow(refusal(reason));
});

test("2,000 lines are asked about in batches", async () => {
  const lines = Array.from({ length: 2000 }, () => ({ variantId: onSale(), quantity: 1n, unitPrice: undefined }));
  product.calls.length = 0;
  expect((await created({ lines })).total).toEqual(euros(2_000_000n));
  expect(product.calls.map(({ length }) => length)).toEqual([500, 500, 500, 500]);
});

test("one request id makes one draft, even after its variant is gone", async () => {
  const request = aRequest({ requestId: ids.uuid() });
  const first = await drafts.createDraftOrder(request, clerk);
  pricing.prices.clear();
  expect(await drafts.createDraftOrder(request, clerk)).toEqual(first);
});

test("a draft is discarded once, and lists show it by its state without lines", async () => {
  const { draftOrderId, total } = await created();
  const { draftOrder } = await drafts.discardDraftOrder({ draftOrderId, requestId: "" }, clerk);
  expect(draftOrder).toMatchObject({ draftOrderId, state: DraftOrderState.DRAFT_ORDER_STATE_DISCARDED });
  await expect(drafts.discardDraftOrder({ draftOrderId, requestId: "" }, clerk)).rejects.toThrow(
    refusal("DRAFT_NOT_OPEN", { kind: "FAILED_PRECONDITION" }),
  );
  const list = async (state: DraftOrderState) =>
    (await drafts.listDraftOrders({ pageSize: 1, pageToken: "", state }, clerk)).draftOrders;
  expect(await list(DraftOrderState.DRAFT_ORDER_STATE_UNSPECIFIED)).toMatchObject([{ draftOrderId, lines: [], total }]);
  expect(await list(DraftOrderState.DRAFT_ORDER_STATE_DISCARDED)).toMatchObject([{ draftOrderId }]);
  expect(await list(DraftOrderState.DRAFT_ORDER_STATE_PLACED)).toEqual([]);
  const absent = { draftOrderId: fixedId("drf", 1) };
  await expect(drafts.getDraftOrder(absent, clerk)).rejects.toThrow(refusal("RESOURCE_NOT_FOUND"));
  await expect(drafts.discardDraftOrder({ ...absent, requestId: "" }, clerk)).rejects.toThrow(
    refusal("RESOURCE_NOT_FOUND"),
  );
});

test("calls on drafts cost a few statements", async () => {
  const { draftOrderId } = await created();
  const count = async (work: () => Promise<unknown>) => (await statementsOf("order", work)).length;
  expect({
    create: await count(() => created()),
    get: await count(() => drafts.getDraftOrder({ draftOrderId }, clerk)),
    list: await count(() => drafts.listDraftOrders({ pageSize: 0, pageToken: "", state: 0 }, clerk)),
    discard: await count(() => drafts.discardDraftOrder({ draftOrderId, requestId: "" }, clerk)),
  }).toEqual({ create: 5, get: 1, list: 1, discard: 6 });
});
