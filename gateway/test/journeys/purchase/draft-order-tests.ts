import { uuidFromId } from "#mesh/kernel";
import { address, guest } from "../shop/buyer.ts";
import { euros } from "../shop/goods.ts";
import type { CheckoutJson, OrderJson, TotalsJson } from "../shop/json.ts";
import { rest } from "../shop/rest.ts";
import type { Scene } from "./scene.ts";
import { inStores } from "./stores.ts";

interface DraftJson extends TotalsJson {
  readonly draftOrderId: string;
  readonly state: string;
  readonly orderId: string;
  readonly createdBy: string;
  readonly businessTime: string | null;
}

const lastYear = "2025-03-01T09:30:00Z";

/** Orders the staff enters. */
export function draftOrderTests(scene: () => Scene): void {
  const ask = <T>(token: string, route: string, body?: unknown) => rest<T>(scene().market.url, route, { token, body });

  async function clerk() {
    const token = await scene().market.token("clerk");
    const enter = async (fields: object) => {
      const body = { currencyCode: "EUR", reason: "by telephone", ...fields };
      return (await ask<{ draftOrder: DraftJson }>(token, "POST /v1/draft-orders", body)).draftOrder;
    };
    return {
      token,
      enter,
      read: async (id: string) =>
        (await ask<{ draftOrder: DraftJson }>(token, `GET /v1/draft-orders/${id}`)).draftOrder,
      place: (id: string, payment: object) =>
        ask<CheckoutJson>(token, `POST /v1/draft-orders/${id}:place`, { requestId: id, ...payment }),
    };
  }

  const auditOf = ({ draftOrderId }: DraftJson) =>
    inStores<{ actor: string; action: string; reason: string }>(
      scene().market,
      `SELECT actor, action, reason FROM "order".order_audit WHERE draft_order_id = $1 ORDER BY audit_id`,
      [uuidFromId(draftOrderId)],
    );

  test("a clerk enters a past purchase at prices of its own, paid elsewhere; who did what is kept", async () => {
    const { staff, provider } = scene();
    const goods = await staff.offer({ stock: 5, minorUnits: 1_999 });
    const { enter, place, read } = await clerk();
    const lines = [
      { variantId: goods.variantId, quantity: 1, unitPrice: euros(500) },
      { variantId: goods.variantId, quantity: 1 },
    ];
    const draft = await enter({ lines, shippingPrice: euros(100), businessTime: lastYear });
    expect(draft).toMatchObject({ state: "DRAFT_ORDER_STATE_OPEN", subtotal: euros(2_499), total: euros(2_599) });
    expect(draft.priceSteps.map(({ kind }) => kind.replace("PRICE_STEP_KIND_", ""))).toEqual([
      ...["MANUAL_PRICE", "LIST_PRICE", "SHIPPING"],
    ]);

    const { order } = await place(draft.draftOrderId, { externalPaymentReference: "receipt 7" });
    expect(order).toMatchObject({ state: "ORDER_STATE_PAID", total: draft.total, businessTime: lastYear });
    expect(Date.now() - Date.parse(order.createTime)).toBeLessThan(60_000);
    expect(order.payments).toMatchObject([{ state: "PAYMENT_STATE_CAPTURED", amount: draft.total }]);
    expect(await provider.booksOf(order.orderId)).toEqual({ intents: [], taken: [], givenBack: [] });
    expect(await staff.stock(goods.variantId)).toMatchObject({ available: 3, reserved: 2 });
    const placed = await read(draft.draftOrderId);
    expect(placed).toMatchObject({ state: "DRAFT_ORDER_STATE_PLACED", orderId: order.orderId });

    const entries = await auditOf(draft);
    expect(entries).toMatchObject([{ reason: "by telephone" }, {}]);
    expect(entries.map(({ actor }) => actor)).toEqual(Array(2).fill(uuidFromId(draft.createdBy)));
    expect(entries.map(({ action }) => action)).toEqual(["DRAFT_CREATED", "DRAFT_PLACED"]);
  });

  test("a clerk enters an order for a customer, who sees it paid by card", async () => {
    const { market, staff, provider } = scene();
    const goods = await staff.offer({ stock: 5 });
    const customer = await guest(market.url);
    const { enter, place } = await clerk();
    const draft = await enter({
      lines: [{ variantId: goods.variantId, quantity: 2, unitPrice: euros(1_000) }],
      userId: customer.userId,
      email: "buyer@ultramarket.example",
      shippingAddress: { ...address, countryCode: "XX" },
    });
    const declined = place(draft.draftOrderId, { paymentMethod: "pm_card_visa_chargeDeclined", requestId: "first" });
    await expect(declined).rejects.toMatchObject({ status: 400, reason: "PAYMENT_DECLINED" });
    const { order } = await place(draft.draftOrderId, { paymentMethod: "pm_card_visa" });
    expect(order).toMatchObject({ state: "ORDER_STATE_PAID", total: euros(2_000) });
    expect(await provider.booksOf(order.orderId)).toEqual({ intents: ["succeeded"], taken: [2_000], givenBack: [] });
    expect(await customer.order(order.orderId)).toMatchObject({ orderId: order.orderId, state: "ORDER_STATE_PAID" });
    const again = place(draft.draftOrderId, { paymentMethod: "pm_card_visa", requestId: "again" });
    await expect(again).rejects.toMatchObject({ status: 400, reason: "DRAFT_NOT_OPEN" });
  });

  test("a discarded draft is placed no more, and its discarding is kept", async () => {
    const goods = await scene().staff.offer({ stock: 5 });
    const { token, enter, place } = await clerk();
    const draft = await enter({ lines: [{ variantId: goods.variantId, quantity: 1 }] });
    await ask(token, `POST /v1/draft-orders/${draft.draftOrderId}:discard`, {});
    const placing = place(draft.draftOrderId, { externalPaymentReference: "receipt 8" });
    await expect(placing).rejects.toMatchObject({ reason: "DRAFT_NOT_OPEN" });
    expect((await auditOf(draft)).map(({ action }) => action)).toEqual(["DRAFT_CREATED", "DRAFT_DISCARDED"]);
    expect(await scene().staff.stock(goods.variantId)).toMatchObject({ available: 5 });
  });

  test("only holders of order.draft enter drafts, only those of order.backdate in the past, nobody in the future", async () => {
    const { market, staff, admin } = scene();
    const { variantId } = await staff.offer({ stock: 5 });
    const draft = { currencyCode: "EUR", lines: [{ variantId, quantity: 1 }], reason: "by telephone" };
    const missing = (permission: string) => ({ status: 403, reason: "PERMISSION_MISSING", metadata: { permission } });
    const { token } = await guest(market.url);
    const byCustomer = ask(token, "POST /v1/draft-orders", draft);
    await expect(byCustomer).rejects.toMatchObject(missing("order.draft"));
    const byStaff = ask(await market.token("staff"), "POST /v1/draft-orders", draft);
    await expect(byStaff).rejects.toMatchObject(missing("order.draft"));
    const inFuture = ask(admin, "POST /v1/draft-orders", { ...draft, businessTime: "2100-01-01T00:00:00Z" });
    await expect(inFuture).rejects.toMatchObject({ status: 400, reason: "BUSINESS_TIME_IN_FUTURE" });

    const draftsOnly = await market.tokenWith(["order.draft"]);
    const inPast = ask(draftsOnly, "POST /v1/draft-orders", { ...draft, businessTime: lastYear });
    await expect(inPast).rejects.toMatchObject(missing("order.backdate"));
    const now = await ask<{ draftOrder: DraftJson }>(draftsOnly, "POST /v1/draft-orders", draft);
    expect(now.draftOrder.businessTime ?? undefined).toBeUndefined();
  });

  test("an order the staff entered is cancelled like any other", async () => {
    const { staff, admin } = scene();
    const goods = await staff.offer({ stock: 5 });
    const { enter, place } = await clerk();
    const draft = await enter({ lines: [{ variantId: goods.variantId, quantity: 3 }] });
    const { order } = await place(draft.draftOrderId, { externalPaymentReference: "receipt 9" });
    const cancelling = { reason: "entered twice", requestId: draft.draftOrderId };
    const { order: cancelled } = await ask<{ order: OrderJson }>(
      admin,
      `POST /v1/orders/${order.orderId}:cancel`,
      cancelling,
    );
    expect(cancelled).toMatchObject({ state: "ORDER_STATE_CANCELLED", refunds: [{ amount: draft.total }] });
    expect(await staff.stock(goods.variantId)).toMatchObject({ available: 5, reserved: 0 });
  });
}
