import { uuidFromId } from "#mesh/kernel";
import { statement } from "#mesh/store";
import type { DraftOrder } from "../src/domain/draft-order.ts";
import { aDraftOrder, callerOf, ids } from "./cart-builders.ts";
import { aRequest, breakAt, reason, useCheckoutShop } from "./checkout-shop.ts";

const shop = useCheckoutShop();
const clerk = ids.next("usr");

async function aDraft(change: Partial<DraftOrder> = {}): Promise<DraftOrder> {
  const draft = await shop().ports.draftOrders.create(() => aDraftOrder({ createdBy: clerk, ...change }));
  for (const { variantId, quantity } of draft.lines) shop().stock.stock.set(variantId, quantity);
  return draft;
}

const place = ({ draftOrderId }: DraftOrder, paymentMethod = "", key: string = ids.uuid()) =>
  shop().app.placeDraftOrder(callerOf(clerk, ["order.draft"]), {
    ...{ draftOrderId, paymentMethod, externalPaymentReference: "receipt 7" },
    request: aRequest(clerk, key, "h", "/Place"),
  });

const audit = statement<{ actor: string; document: { orderId: string }; reason: string }>(
  "t.audit",
  "SELECT actor, document, reason FROM order_audit WHERE draft_order_id = $1 AND action = 'DRAFT_PLACED'",
);
const auditOf = ({ draftOrderId }: DraftOrder) => shop().database.query(audit, [uuidFromId(draftOrderId)]);
const payments = () => [...shop().money.payments.values()];

test("a draft paid elsewhere becomes a paid order of its own prices and time, with an entry in the audit log", async () => {
  const businessTime = new Date("2025-03-01T10:00:00Z");
  const draft = await aDraft({ businessTime });
  const { order } = await place(draft, "", "k");
  expect(order).toMatchObject({
    ...{ state: "PAID", total: draft.quote.total, businessTime, createTime: shop().clock.now() },
    payment: { method: "", externalReference: "receipt 7", state: "CAPTURED", payerId: clerk },
  });
  expect(await shop().ports.draftOrders.find(draft.draftOrderId)).toMatchObject({
    state: "PLACED",
    orderId: order.orderId,
  });
  const entry = { actor: uuidFromId(clerk), document: { orderId: order.orderId }, reason: draft.reason };
  expect(await auditOf(draft)).toEqual([entry]);
  expect(await place(draft, "", "k")).toMatchObject({ order: { orderId: order.orderId, state: "PAID" } });
  await expect(place(draft)).rejects.toThrow(reason("DRAFT_NOT_OPEN"));
  expect(await shop().subjects()).toEqual(["order_placed", "order_paid"]);
});

test("a draft that is declined stays open, and is placed with another card", async () => {
  const draft = await aDraft({ userId: ids.next("usr") });
  await expect(place(draft, "pm_declined")).rejects.toThrow(reason("PAYMENT_DECLINED"));
  expect(await shop().ports.draftOrders.find(draft.draftOrderId)).toMatchObject({
    state: "OPEN",
    placingOrderId: undefined,
  });
  const { order } = await place(draft, "pm_visa");
  expect(order).toMatchObject({ state: "PAID", userId: draft.userId, payment: { payerId: draft.userId } });
});

test("racing placements of one draft give one order", async () => {
  const draft = await aDraft();
  const results = await Promise.allSettled(Array.from({ length: 8 }, () => place(draft)));
  expect(results.filter(({ status }) => status === "fulfilled").length).toBe(1);
  expect([payments().length, (await auditOf(draft)).length]).toEqual([1, 1]);
});

test("a draft that is not there is RESOURCE_NOT_FOUND", async () => {
  await expect(place(aDraftOrder())).rejects.toThrow(reason("RESOURCE_NOT_FOUND"));
});

test.each(["order.place.before", "order.place.after", "order.capture.after"])(
  "after a break at %s the worker places the draft once",
  async (point) => {
    const draft = await aDraft();
    breakAt(point);
    const { order } = await shop().whileRecovering(() => place(draft));
    expect([order.state, payments().length, (await auditOf(draft)).length]).toEqual(["PAID", 1, 1]);
  },
);

test("what was paid elsewhere and is cancelled before it was recorded leaves nothing captured", async () => {
  shop().money.faults.set("capture", { answer: { outcome: "UNANSWERED" }, acts: true });
  const { order } = await place(await aDraft());
  expect(order.state).toBe("PLACED");
  const request = aRequest(clerk, "c", "h", "/Cancel");
  const wanted = { orderId: order.orderId, reason: "a mistake", request };
  const cancelled = await shop().app.cancelOrder(callerOf(clerk, ["order.cancel"]), wanted);
  expect(cancelled).toMatchObject({ state: "CANCELLED", refunds: [{ amount: order.total, state: "SUCCEEDED" }] });
  expect(payments()).toMatchObject([{ captured: 1800n, refunded: 1800n }]);
});

test("a draft from before external references and lines of no stock is placed like any other", async () => {
  const draft = await aDraft();
  const forget = statement<never>(
    "t.forget",
    `UPDATE draft_orders SET content = content - 'externalReference', lines = jsonb_build_array((lines -> 0) - 'nonStock')
     WHERE draft_order_id = $1`,
  );
  await shop().database.query(forget, [uuidFromId(draft.draftOrderId)]);
  expect(await shop().ports.draftOrders.find(draft.draftOrderId)).toEqual(draft);
  expect((await place(draft)).order).toMatchObject({ externalReference: "", lines: [{ nonStock: false }] });
});
